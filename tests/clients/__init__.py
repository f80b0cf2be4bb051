"""Tests of what mail clients support."""
