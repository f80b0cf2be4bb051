"""What an edition loses in which mail client."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from digest.clients import fallbacks
from digest.clients.conditions import applying, certainly
from digest.clients.css import rules
from digest.clients.features import PlacedUse, Places, Use, uses_in
from digest.clients.losses import Loss, loss
from digest.clients.markup import Piece, Scope, generalised, pieces, style_content
from digest.clients.table import OUTLOOK_WINDOWS, Feature, Level, table


@dataclass(frozen=True, slots=True)
class Gap:
    """One use that one client does not support, or only partly.

    ``notes`` are the data's that apply to this use; ``fallback`` names what makes up for it, or is "".
    """

    use: Use
    client: str
    level: Level
    notes: tuple[str, ...]
    fallback: str


@dataclass(frozen=True, slots=True)
class ClientFinding:
    """A feature that an edition relies on and that some clients do not support.

    ``unsupported`` and ``partial`` are ids of clients, ``notes`` what the data says about them, ``uses`` the
    places in the HTML, and ``loss`` what their readers lose.
    """

    feature: Feature
    loss: Loss
    unsupported: tuple[str, ...]
    partial: tuple[str, ...]
    notes: tuple[str, ...]
    uses: tuple[PlacedUse, ...]

    @property
    def major(self) -> bool:
        """Whether a client of the families that most newsletters are read in is among them."""
        clients = table().clients
        return any(clients[name].major for name in (*self.unsupported, *self.partial))


def unsupported(html: str, *, major: bool = False) -> tuple[ClientFinding, ...]:
    """Return what ``html`` loses in which clients, the worst loss and the most clients first.

    What has a fallback is not among it; ``gaps`` has that too. With ``major`` a feature is left out that only
    clients of the smaller families lack.
    """
    found: dict[str, list[tuple[Piece, Gap]]] = {}
    for piece, spaced in _with_outlook_styles(html):
        if _lost_in(generalised(piece.text), *piece[2:], spaced):
            for gap in _lost_in(piece.text, *piece[2:], spaced):
                found.setdefault(gap.use.feature, []).append((piece, gap))
    if major:
        clients = table().clients
        found = {
            slug: rows for slug, rows in found.items() if any(clients[gap.client].major for _, gap in rows)
        }
    places = Places(html) if found else None
    findings = [_finding(slug, rows, places) for slug, rows in found.items() if places]
    return tuple(sorted(findings, key=lambda f: (f.loss.rank, -len(f.unsupported), f.feature.slug)))


def gaps(html: str) -> Iterator[tuple[Piece, Gap]]:
    """Yield all that ``html`` uses and some client lacks, with or without a fallback."""
    for piece, spaced in _with_outlook_styles(html):
        for gap in _gaps_in(piece.text, *piece[2:], spaced):
            yield piece, gap


def gaps_in(piece: Piece) -> tuple[Gap, ...]:
    """Return the gaps in one piece of a document."""
    return _gaps_in(piece.text, *piece[2:], frozenset())


def _with_outlook_styles(html: str) -> Iterator[tuple[Piece, frozenset[str]]]:
    """Yield every piece with the elements that a style for Outlook alone has given space by then."""
    spaced: frozenset[str] = frozenset()
    for piece in pieces(html):
        if piece.scope is Scope.OUTLOOK and piece.text[:6].lower() == "<style":
            spaced |= _spaced_in(piece.text)
        yield piece, spaced


@lru_cache(maxsize=64)
def _spaced_in(text: str) -> frozenset[str]:
    return frozenset(
        name.strip().lower()
        for rule in rules(style_content(text)[1])
        if any(each.name.startswith(("margin", "padding")) for each in rule.declarations)
        for name in rule.prelude.split(",")
    )


def _finding(slug: str, rows: list[tuple[Piece, Gap]], places: Places) -> ClientFinding:
    by_level = {
        level: tuple(sorted({gap.client for _, gap in rows if gap.level is level}))
        for level in (Level.NONE, Level.PARTIAL)
    }
    placed = {
        (piece.start, gap.use.start): PlacedUse(gap.use, *places.of(piece.start + gap.use.start), piece.scope)
        for piece, gap in rows
    }
    return ClientFinding(
        table().features[slug],
        loss(slug),
        by_level[Level.NONE],
        tuple(name for name in by_level[Level.PARTIAL] if name not in by_level[Level.NONE]),
        tuple(dict.fromkeys(note for _, gap in rows for note in gap.notes)),
        tuple(placed.values()),
    )


# An edition's tags repeat within it and from one build to the next, so that a warm check mostly looks up.
@lru_cache(maxsize=8192)
def _lost_in(
    text: str,
    scope: Scope,
    ghosted: bool,  # noqa: FBT001 - a cache key
    in_body: bool,  # noqa: FBT001 - same
    spaced: frozenset[str],
) -> tuple[Gap, ...]:
    return tuple(gap for gap in _gaps_in(text, scope, ghosted, in_body, spaced) if not gap.fallback)


@lru_cache(maxsize=8192)
def _gaps_in(
    text: str,
    scope: Scope,
    ghosted: bool,  # noqa: FBT001 - a cache key
    in_body: bool,  # noqa: FBT001 - same
    spaced: frozenset[str],
) -> tuple[Gap, ...]:
    if scope is Scope.NOBODY:
        return ()
    context = fallbacks.Context(ghosted, in_body, spaced)
    return tuple(gap for use in uses_in(text) for gap in _gaps_of(use, scope, context))


def _gaps_of(use: Use, scope: Scope, context: fallbacks.Context) -> Iterator[Gap]:
    data = table()
    lacking = data.features[use.feature].lacking
    general = fallbacks.general(use, context) if lacking else ""
    for name, answer in lacking.items():
        if data.clients[name].retired or not sees(name, scope):
            continue
        notes = applying(use, answer.notes, in_body=context.in_body)
        if answer.notes and not notes:
            continue
        fallback = general or (fallbacks.for_outlook(use, context) if name == OUTLOOK_WINDOWS else "")
        yield Gap(
            use, name, answer.level, notes or answer.notes, fallback or _slight(use, answer.level, notes)
        )


def _slight(use: Use, level: Level, notes: tuple[str, ...]) -> str:
    """Name what needs no fallback: looks that a client has in part, where we cannot say which part."""
    slight = level is Level.PARTIAL and loss(use.feature) is Loss.LOOKS
    return "looks-partly" if slight and not certainly(use, notes) else ""


def sees(client: str, scope: Scope) -> bool:
    """Say whether the client with the id ``client`` reads what has this scope."""
    if scope in {Scope.ALL, Scope.NOBODY}:
        return scope is Scope.ALL
    return (client == OUTLOOK_WINDOWS) is (scope is Scope.OUTLOOK)
