"""Rules about the theme's MJML, which the engine that compiles it does not check."""

from __future__ import annotations

from collections.abc import Iterator

from digest.checks.checked import Checked
from digest.checks.rule import Finding, rule
from digest.diagnostics import Severity


@rule("mjml-unknown-tag", Severity.ERROR)
def mjml_unknown_tag(checked: Checked) -> Iterator[Finding]:
    """A tag that MJML does not have.

    Why: the engine drops it in silence, with all that is in it.

    Source: MJML 5's own validator.

    Wrong:
        text: { body: All is well. }
        theme:
          blocks/text.mjml.j2: |
            <mj-section><mj-column><mj-txt>All is well</mj-txt></mj-column></mj-section>

    Right:
        text: { body: All is well. }

    """
    return _of(checked, "mjml-unknown-tag")


@rule("mjml-misplaced-tag", Severity.ERROR)
def mjml_misplaced_tag(checked: Checked) -> Iterator[Finding]:
    """A tag that stands where MJML does not take it.

    Why: what it draws is not laid out as elsewhere, and falls apart in Outlook.

    Source: MJML 5's own validator.

    Wrong:
        text: { body: All is well. }
        theme:
          blocks/text.mjml.j2: |
            <mj-section><mj-text>All is well</mj-text></mj-section>

    Right:
        text: { body: All is well. }

    """
    return _of(checked, "mjml-misplaced-tag")


@rule("mjml-unknown-attribute", Severity.ERROR)
def mjml_unknown_attribute(checked: Checked) -> Iterator[Finding]:
    """An attribute that its tag does not have.

    Why: the engine ignores it: the text is not set as you wrote.

    Source: MJML 5's own validator.

    Wrong:
        text: { body: All is well. }
        theme:
          blocks/text.mjml.j2: |
            <mj-section><mj-column><mj-text font-sise="16px">All is well</mj-text></mj-column></mj-section>

    Right:
        text: { body: All is well. }

    """
    return _of(checked, "mjml-unknown-attribute")


@rule("mjml-invalid-attribute", Severity.ERROR)
def mjml_invalid_attribute(checked: Checked) -> Iterator[Finding]:
    """An attribute with a value of the wrong kind: a width without a unit, a colour that is none.

    Why: each client makes something else of it.

    Source: MJML 5's own validator.

    Wrong:
        text: { body: All is well. }
        theme:
          blocks/text.mjml.j2: |
            <mj-section><mj-column><mj-text font-size="large">All is well</mj-text></mj-column></mj-section>

    Right:
        text: { body: All is well. }

    """
    return _of(checked, "mjml-invalid-attribute")


@rule("mjml-syntax", Severity.ERROR)
def mjml_syntax(checked: Checked) -> Iterator[Finding]:
    """MJML that is not well formed, though the engine takes it.

    Why: engines repair it each in its own way.

    Source: MJML 5's own validator.

    Wrong:
        text: { body: All is well. }
        theme:
          blocks/text.mjml.j2: |
            <mj-section><mj-column>
            <mj-text align="left" align="right">All is well</mj-text>
            </mj-column></mj-section>

    Right:
        text: { body: All is well. }

    """
    return _of(checked, "mjml-syntax")


def _of(checked: Checked, name: str) -> Iterator[Finding]:
    for fault, at, includes in checked.mjml_faults:
        if fault.rule == name:
            yield Finding(fault.message, hint=fault.hint, at=at, notes=includes)
