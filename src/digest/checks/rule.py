"""What a rule is: one function that yields findings, and a docstring that explains it.

The docstring is the rule's manual, in a fixed form, from which ``digest rules`` and docs/rules.md are
made::

    One sentence: what the rule finds.

    Why: what happens when nobody finds it.

    Source: where that is known from (left out when it is our own judgement).

    Wrong:
        subject: TK

    Right:
        subject: Ministers open the door

The examples are YAML: keys of the issue, or under ``lead``, ``teaser``, ``sponsor``, ``text`` and
``newsletter`` keys of the block or file of that name, or under ``theme`` a template by its name. The
tests run them.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from digest.diagnostics import Location, Severity

if TYPE_CHECKING:
    from digest.checks.checked import Checked

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found, before it is given its rule's id, its severity and its location.

    ``place`` is where it stands in the issue (``("blocks", 0, "lead", "headline")``), empty for the
    edition as a whole; ``needle`` narrows it to a part of the value. ``setting`` is a place in
    newsletter.yaml instead, and ``at`` a location that is known already. ``severity`` is given where it
    differs from the rule's own.

    """

    message: str
    place: Place = ()
    needle: str = ""
    hint: str = ""
    notes: tuple[str, ...] = ()
    setting: Place = ()
    at: Location | None = None
    severity: Severity | None = None


Check = Callable[["Checked"], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: ``id`` is stable and named for the fault, ``family`` is its module."""

    id: str
    family: str
    severity: Severity
    check: Check
    summary: str
    why: str
    source: str
    wrong: str
    right: str


CHECKS: list[Rule] = []


def rule(name: str, severity: Severity) -> Callable[[Check], Check]:
    """Register the decorated function as the rule ``name``."""

    def register(check: Check) -> Check:
        manual = _manual(inspect.getdoc(check) or "")
        family = check.__module__.rpartition(".")[2]
        CHECKS.append(Rule(name, family, severity, check, **manual))
        return check

    return register


_SECTION = re.compile(r"^(Why|Source|Wrong|Right):[ ]*", re.MULTILINE)


def _manual(text: str) -> dict[str, str]:
    """Split a rule's docstring into its parts."""
    summary, *rest = _SECTION.split(text)
    parts = dict(zip(rest[::2], rest[1::2], strict=True))
    return {
        "summary": " ".join(summary.split()),
        "why": " ".join(parts["Why"].split()),
        "source": " ".join(parts.get("Source", "").split()),
        "wrong": inspect.cleandoc(f"\n{parts['Wrong']}"),
        "right": inspect.cleandoc(f"\n{parts['Right']}"),
    }
