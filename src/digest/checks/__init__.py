"""The checks: what would embarrass the sender, found before anything is sent.

One module a family, one function a rule. Importing a family registers its rules, in the order of this
list.
"""

from digest.checks import (  # isort: skip - the order in which the rules are listed
    disclosure,
    labels,
    content,
    descriptions,
    wording,
    links,
    reachable,
    pictures,
    legibility,
    structure,
    mail_clients,
    delivery,
    theme,
)
from digest.checks.rule import CHECKS, Finding, Rule
from digest.checks.run import check

FAMILIES = (
    *(disclosure, labels, content, descriptions, wording, links, reachable, pictures),
    *(legibility, structure, mail_clients, delivery, theme),
)

__all__ = ["CHECKS", "FAMILIES", "Finding", "Rule", "check"]
