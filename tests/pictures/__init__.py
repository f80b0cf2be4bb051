"""Tests of the preparation and upload of pictures."""
