"""Tests of the live preview, against real servers on loopback and in a real Chromium."""
