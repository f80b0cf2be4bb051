"""Validation of the MJML that a theme produces, by the rules of MJML 5's own validator.

The engine that compiles MJML checks next to nothing: a misspelt attribute, a text outside a column or a
length without its unit is dropped in silence, and the reader gets a lesser e-mail. The rules and their table
come from the npm package ``mjml`` (see ``mjml5.json``); ``tests/test_mjml_rules.py`` holds the two
validators together.
"""

from digest.mjml_rules.rules import MjmlFault, validate_mjml

__all__ = ["MjmlFault", "validate_mjml"]
