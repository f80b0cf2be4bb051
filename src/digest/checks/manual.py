"""The rules for people to read: the list, one rule explained, and the page of the documentation."""

from __future__ import annotations

import json
from difflib import get_close_matches
from itertools import groupby
from textwrap import fill, indent

from digest.checks import CHECKS, FAMILIES
from digest.checks.formats import JSON_SCHEMA
from digest.checks.rule import Rule
from digest.diagnostics import DigestError

_WIDTH = 80


def overview() -> str:
    """Return every rule with its severity and its first sentence, by family."""
    width = max(len(rule.id) for rule in CHECKS)
    lines = []
    for family, rules in groupby(CHECKS, key=lambda rule: rule.family):
        lines += ["", f"{_title(family)}:"]
        lines += [f"  {rule.id:{width}}  {rule.severity:7}  {rule.summary}" for rule in rules]
    return "\n".join(lines[1:])


def explain(name: str) -> str:
    """Return what one rule finds, why, where that is known from, and an example of wrong and right.

    Raises:
        DigestError: there is no such rule; the hint names the nearest.

    """
    rule = next((rule for rule in CHECKS if rule.id == name), None)
    if rule is None:
        near = get_close_matches(name, [rule.id for rule in CHECKS], n=1)
        hint = f"did you mean '{near[0]}'?" if near else "'digest rules' lists them"
        raise DigestError.single("unknown-rule", f"there is no rule '{name}'", hint=hint)
    parts = [f"{rule.id} ({rule.severity})", fill(rule.summary, _WIDTH), fill(f"Why: {rule.why}", _WIDTH)]
    if rule.source:
        parts.append(fill(f"Source: {rule.source}", _WIDTH))
    parts += [f"Wrong:\n{indent(rule.wrong, '    ')}", f"Right:\n{indent(rule.right, '    ')}"]
    parts.append(f"To switch it off: checks: {{ {rule.id}: off }} in newsletter.yaml.")
    return "\n\n".join(parts)


def page() -> str:
    """Return docs/rules.md."""
    parts = [_HEAD]
    for family in FAMILIES:
        name = family.__name__.rpartition(".")[2]
        parts.append(
            f"## {_title(name)}\n\n{(family.__doc__ or '').strip().splitlines()[0]}\n\n" + _table(name)
        )
    parts.append(_JSON.format(schema=json.dumps(JSON_SCHEMA, indent=2)))
    return "\n".join(parts)


_HEAD = """# What `digest check` looks for

`digest rules ID` explains a rule, with an example of wrong and right. Errors stop an export and make the
command fail, warnings fail with `--strict`, advice never fails.

How much a rule matters in a newsletter is said in `newsletter.yaml`:

```yaml
checks: { missing-credit: off, generic-link-text: error }
```

A block can keep a rule off itself, with the reason for whoever reads it next:

```yaml
- text:
    allow: [generic-link-text]
    reason: the house style asks for it in corrections
    body: …
```
"""

_JSON = """## The JSON format

`digest check --format json` writes a list that follows this schema:

```json
{schema}
```
"""


def _title(family: str) -> str:
    return family.replace("_", " ").capitalize()


def _table(family: str) -> str:
    rows = [_row(rule) for rule in CHECKS if rule.family == family]
    return "| rule | severity | finds |\n|---|---|---|\n" + "\n".join(rows) + "\n"


def _row(rule: Rule) -> str:
    return f"| `{rule.id}` | {rule.severity} | {rule.summary.replace('|', chr(92) + '|')} |"
