"""Rules about mail clients: what the edition uses and some of them do not support (docs/clients.md)."""

from __future__ import annotations

from collections.abc import Iterator

from digest.checks.checked import Checked
from digest.checks.rule import Finding, rule
from digest.clients import ClientFinding, Loss, table
from digest.diagnostics import Severity
from digest.esp.profiles import PREVIEW

# More places or clients than this are counted, not listed.
LISTED = 3
ANCHORS = "html-anchor-links"


@rule("client-content", Severity.ERROR)
def client_content(checked: Checked) -> Iterator[Finding]:
    """Words, pictures or links that some mail clients drop, or hidden text that they show.

    Why: their readers miss what the others see.

    Source: Can I email.

    Wrong:
        text: { body: All is well. }
        theme:
          blocks/text.mjml.j2: |
            <mj-section><mj-column>
            <mj-text><video src="https://meridian.example/a.mp4"></video></mj-text>
            </mj-column>
            </mj-section>

    Right:
        text: { body: All is well. }

    """
    return _of(checked, Loss.CONTENT)


@rule("client-layout", Severity.WARNING)
def client_layout(checked: Checked) -> Iterator[Finding]:
    """Layout that some mail clients do not draw: columns, widths, distances.

    Why: there the parts stack, run together or stand askew.

    Source: Can I email.

    Wrong:
        text: { body: All is well. }
        theme:
          blocks/text.mjml.j2: |
            <mj-section><mj-column>
            <mj-text><div style="display:grid;grid-template-columns:1fr 1fr"><p>All</p><p>well</p>
            </div></mj-text></mj-column></mj-section>

    Right:
        text: { body: All is well. }

    """
    return _of(checked, Loss.LAYOUT)


@rule("client-looks", Severity.ADVICE)
def client_looks(checked: Checked) -> Iterator[Finding]:
    """Looks that some mail clients do not have.

    Why: their readers see a plainer edition than you do.

    Source: Can I email.

    Wrong:
        text: { body: All is well. }
        theme:
          blocks/text.mjml.j2: |
            <mj-section><mj-column>
            <mj-text><p style="filter:blur(1px)">All is well</p></mj-text>
            </mj-column></mj-section>

    Right:
        text: { body: All is well. }

    """
    return _of(checked, Loss.LOOKS)


def _of(checked: Checked, loss: Loss) -> Iterator[Finding]:
    # The preview leads merge tags nowhere, to an anchor; what goes out leads to the ESP's pages.
    sample = ANCHORS if checked.edition.profile is PREVIEW else ""
    for found in checked.client_findings:
        if found.loss is loss and found.feature.slug != sample:
            yield Finding(_message(found), hint=_hint(found), notes=_notes(found))


def _message(found: ClientFinding) -> str:
    if found.unsupported:
        return f"{found.feature.title} is not supported by {_named(found.unsupported)}"
    return f"{found.feature.title} is supported in part only by {_named(found.partial)}"


def _named(ids: tuple[str, ...]) -> str:
    """Name clients, the ones that most newsletters are read in first."""
    clients = sorted(
        (table().clients[name] for name in ids), key=lambda client: (not client.major, client.name)
    )
    names = [client.name for client in clients[:LISTED]]
    more = len(clients) - len(names)
    return ", ".join(names) + (f" and {more} more" if more else "")


def _hint(found: ClientFinding) -> str:
    first = found.uses[0]
    more = len(found.uses) - 1
    owner = first.use.place.owner
    there = f"'{' '.join(first.use.text.split())[:60]}' on {owner}, line {first.line} of edition.html"
    return f"change the theme: {there}" + (f", and {more} more" if more else "")


def _notes(found: ClientFinding) -> tuple[str, ...]:
    plain = [" ".join(note.replace("`", "'").split()) for note in found.notes[:LISTED]]
    return (*plain, found.feature.url)
