"""Plain text as a monospaced reader shows it: display width, wrapping, rules, and the last tidying.

Columns are counted by display width: an ideograph or an emoji takes two, a combining mark none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from digest.merge import PLACEHOLDER, MergeTag, fill

# RFC 5322 advises lines of at most 78 characters; 72 leaves room for the "> " of a few replies.
WIDTH = 72
# Stands for a space at which a line must not break, until the lines are made; no file can hold it.
GLUE = "\x1f"

# Text of which every character fills one column and which breaks at spaces only: Latin, Greek, Cyrillic and
# their punctuation, less the soft hyphen. One regular expression finds the lines of such text.
_NARROW = re.compile(
    "[\x1f-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u058f\u2010-\u2027\u202f-\u205e\u20ac\u2116\u2212]*"
)
_CJK = "\u2e80-\u2fff\u3001-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6\U00020000-\U0003ffff"
# Beside these Unicode lets a line break without any space: ideographs, kana and emoji; and the zero-width
# space, which is there for nothing else.
_FREE = f"[{_CJK}\u3000\u200b\U0001f000-\U0001faff]"
# Korean is written with spaces and broken at them; only a word longer than a line breaks inside.
_FREE_IF_LONG = f"[{_CJK}\u3000\u200b\U0001f000-\U0001faff\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]"
# Kinsoku, after the character classes of JIS X 4051: what may not begin a line, and what may not end one.
_NOT_FIRST = frozenset(
    f"{GLUE}\u200b\u3000"
    "!%),.:;?]}\"'°’”»…‐–—、。々〉》」』】〕〗〙〟〜゛゜ゝゞ゠・ーヽヾ！％），．：；？］｝～｠｡｣､･ｰ"
    "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
)
_NOT_LAST = frozenset(f"{GLUE}$([{{\"'«‘“〈《「『【〔〖〘〝＄（［｛｟｢￡￥")

# Every kind of space at which a line may break, and the characters that would break it by themselves.
_BLANK = re.compile("[\t-\r \x85\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f]+")
_SOFT_BREAK = f"(?<=[{_CJK}])\r(?=[{_CJK}])"

# How many columns a recipient's datum takes, roughly, where a merge tag has no fallback to measure.
_USUAL_WIDTH = {"first_name": 7, "email": 24}
_ADDRESS_WIDTH = 40


def display_width(text: str) -> int:
    """Return how many columns ``text`` fills; a merge tag counts as its fallback or its usual length."""
    if PLACEHOLDER.search(text):
        text = fill(text, _stand_in)
    if text.isascii() or _NARROW.fullmatch(text):
        return len(text)
    from wcwidth import width as terminal_width  # noqa: PLC0415  20 ms to load, for wide characters alone

    return terminal_width(text.replace(GLUE, " "), control_codes="ignore")


def wrap(text: str, width: int = WIDTH) -> list[str]:
    """Return ``text`` as lines of at most ``width`` columns.

    Only what cannot be broken is longer: an address, a merge tag, a word without break opportunities.
    """
    text = text.strip(" ")
    narrow = _is_narrow(text)
    if not narrow or "  " in text:
        text = _BLANK.sub(" ", text).strip(" ")
        narrow = _is_narrow(text)
    if narrow and not PLACEHOLDER.search(text):
        lines = [text] if 0 < len(text) <= width else _fitting(width).findall(text)
    else:
        lines = list(_greedy(text, width))
    return [line.replace(GLUE, " ") for line in lines] if GLUE in text else lines


def underline(text: str, mark: str = "=", width: int = WIDTH) -> list[str]:
    """Return ``text`` wrapped, with a line of ``mark`` under it that is as long as its longest line."""
    lines = wrap(text, width)
    longest = max(map(display_width, lines), default=0)
    return [*lines, mark * min(longest, width)]


def rule(mark: str = "-", label: str = "") -> list[str]:
    """Return a line of ``mark`` across the page, ``label`` set into it: ``--- Advertisement: … -----``."""
    if not label:
        return [mark * WIDTH]
    # Three marks and a space on either side at least.
    lines = wrap(label, WIDTH - 8)
    lines[0] = f"{mark * 3} {lines[0]}"
    lines[1:] = [f"    {line}" for line in lines[1:]]
    lines[-1] += f" {mark * max(3, WIDTH - 1 - display_width(lines[-1]))}"
    return lines


def join_soft_breaks(text: str) -> str:
    r"""Make spaces of the line breaks (``\r``) that an editor typed, but join ideographs without one."""
    spaced = text.replace("\r", " ")
    if spaced == text or _NARROW.fullmatch(spaced):
        return spaced
    return _compiled(_SOFT_BREAK).sub("", text).replace("\r", " ")


def tidy(text: str) -> str:
    """Return ``text`` without trailing spaces or double blank lines, ending in one line break."""
    if " \n" in text:
        text = "\n".join([line.rstrip(" ") for line in text.split("\n")])
    while "\n\n\n" in text:  # a tenth of the time of a regular expression
        text = text.replace("\n\n\n", "\n\n")
    return text.lstrip("\n").rstrip(" \n") + "\n"


def _is_narrow(text: str) -> bool:
    # Most text is ASCII, and it takes a tenth of the time to see that.
    return (text.isascii() and text.isprintable()) or _NARROW.fullmatch(text) is not None


def _stand_in(tag: MergeTag) -> str:
    return tag.fallback or "x" * _USUAL_WIDTH.get(tag.name, _ADDRESS_WIDTH)


@lru_cache(maxsize=WIDTH)
def _fitting(width: int) -> re.Pattern[str]:
    """Return what finds one line of narrow text: as much as fits up to a space, or one longer word."""
    return re.compile(f"(.{{1,{width}}}|[^ ]+)(?: |$)")


@lru_cache(maxsize=3)
def _compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern that only wide text needs: the three together take 10 ms to compile."""
    return re.compile(pattern)


def _greedy(text: str, width: int) -> Iterator[str]:
    line, used = "", 0
    for word in text.split(" "):
        space = " " if line else ""
        for piece in _pieces(word, width):
            size = display_width(piece)
            if line and used + len(space) + size > width:
                yield line.rstrip("\u3000")
                line, used, space = "", 0, ""
            line += space + piece
            used += len(space) + size
            space = ""
    if line.strip("\u3000"):
        yield line.rstrip("\u3000")


def _pieces(word: str, width: int) -> list[str]:
    """Return the parts of a word between which a line may break."""
    if _NARROW.fullmatch(word):
        return [word]
    free = _compiled(_FREE_IF_LONG if len(word) * 2 > width and display_width(word) > width else _FREE)
    if not free.search(word):
        return [word]
    from wcwidth import iter_graphemes  # noqa: PLC0415  see display_width

    pieces, before = [""], ""
    for cluster in iter_graphemes(word):
        if (
            before
            and (free.match(before) or free.match(cluster))
            and before[-1] not in _NOT_LAST
            and cluster[0] not in _NOT_FIRST
        ):
            pieces.append(cluster)
        else:
            pieces[-1] += cluster
        before = cluster
    return pieces
