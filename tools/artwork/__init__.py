"""Draws every picture of the samples, the hard tests, the skeleton and the theme, so that none is borrowed.

Run ``python -m tools.artwork`` in the root of the repository; the results are committed.
"""
