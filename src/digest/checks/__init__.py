"""The checks: what would embarrass the sender, found before anything is sent.

One module a family, one function a rule. Importing a family registers its rules, in the order of this
list.
"""

from digest.checks import content, wording
from digest.checks.rule import CHECKS, Finding, Rule
from digest.checks.run import check

FAMILIES = (content, wording)

__all__ = ["CHECKS", "FAMILIES", "Finding", "Rule", "check"]
