"""When a note of the data applies: most partial support is about values or elements that nobody uses.

Each entry pairs a fragment of a note's text with a test of one use. A note without an entry counts as
applying. A test holds that every fragment still occurs in the data, so a newer table cannot orphan one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from digest.clients.catalogue import words
from digest.clients.features import Use

# Said of style elements; Gmail and Proton read them in the head alone.
STYLE_IN_BODY = "inside the `<body>`"

Applies = Callable[[Use], bool]


def applying(use: Use, notes: Sequence[str], *, in_body: bool) -> tuple[str, ...]:
    """Return those of ``notes`` that apply to ``use``; ``in_body`` says where in the document it stands."""
    return tuple(
        note
        for note in notes
        if (in_body or STYLE_IN_BODY not in note) and (_test(use.feature, note) or _always)(use)
    )


def certainly(use: Use, notes: Sequence[str]) -> bool:
    """Say whether one of ``notes`` applies to ``use`` by an entry of its own, not by being unknown."""
    return any(test(use) for note in notes if (test := _test(use.feature, note)))


def _never(_: Use) -> bool:
    return False


def _always(_: Use) -> bool:
    return True


def _on(*elements: str) -> Applies:
    return lambda use: use.place.element in elements


def _off(*elements: str) -> Applies:
    return lambda use: bool(use.place.element) and use.place.element not in elements


def _value(*words: str) -> Applies:
    return lambda use: any(word in use.value.split() for word in words)


def _matching(pattern: str) -> Applies:
    compiled = re.compile(pattern)
    return lambda use: bool(compiled.search(use.value))


def _outside_brackets(char: str) -> Applies:
    return lambda use: char in _BRACKETS.sub("", use.value)


def _is_modern_color(use: Use) -> bool:
    return use.value.isalpha() and use.value not in _CSS1_COLORS


def _written_tight(use: Use) -> bool:
    return use.tight


def _not_lower_case(use: Use) -> bool:
    return "!important" not in use.text.lower().replace(" ", "") or "important" not in use.text


def _inline(use: Use) -> bool:
    return bool(use.place.element)


def _has(attribute: str) -> Applies:
    return lambda use: attribute in use.place.attributes


def _thick(use: Use) -> bool:
    return any(float(width) > _OUTLOOK_BORDER for width in _PIXELS.findall(use.value))


def _named(*names: str) -> Applies:
    return lambda use: use.name in names


_BRACKETS = re.compile(r"\([^()]*\)")
_PIXELS = re.compile(r"(\d+(?:\.\d+)?)px")
_OUTLOOK_BORDER = 8
_CSS1_COLORS = frozenset(
    words("""
        aqua black blue fuchsia gray green lime maroon navy olive purple red silver teal white yellow
        transparent inherit""")
)
_SPACED_COLOR = _matching(r"rgba?\([^),]*\)")

# (feature, or "" for any; fragment of the note; when it applies). The first that matches counts.
CONDITIONS: tuple[tuple[str, str, Applies], ...] = (
    # Which account a reader has cannot be written for: what is said of the client itself counts.
    ("", "Google account", _never),
    ("", "google account", _never),
    ("", "Outlook account", _never),
    ("", "Gmail account", _never),
    ("", "Gmail Account", _never),
    ("css-background", "comma between two values", _outside_brackets(",")),
    ("css-background", "Does not support multiple values", _outside_brackets(",")),
    ("css-background", "`/ value` shorthand", _outside_brackets("/")),
    ("css-background", "Only `background-color` values", _matching(r"url\(|gradient\(")),
    ("css-background-color", "color keywords", _is_modern_color),
    ("css-background-image", "comma between two values", _outside_brackets(",")),
    ("css-background-position", "comma between two values", _outside_brackets(",")),
    ("css-background-repeat", "comma between two values", _outside_brackets(",")),
    ("css-border", "bigger than 8px", _thick),
    ("css-border", "on a `<p>` or a `<div>`", _on("p", "div")),
    ("css-border-radius", "slash `/` notation", _outside_brackets("/")),
    ("css-clear", "Logical property values", _value("inline-start", "inline-end")),
    ("css-cursor", "Only supports: ", _never),  # a pointer's shape is nobody's loss
    ("css-cursor", "URL", _matching(r"url\(")),
    ("css-direction", "applies an `rtl` direction", _never),  # Gmail decides by the text: nothing to write
    ("css-display", "two-value syntax", _outside_brackets(" ")),
    ("css-display", "Two-value syntax", _outside_brackets(" ")),
    ("css-display", "does not inherit", _never),  # said of display:none, a feature of its own
    # Word reads of display only none. block and the inline kinds are what it does anyway; flex and grid are
    # features of their own.
    ("css-display", "Only supports `display:none`", _matching(r"^(table|flow-root|contents)")),
    (
        "css-display",
        "`flow-root`, `inline-flex`",
        _matching(r"^(flow-root|inline-flex|inline-grid|contents)"),
    ),
    (
        "css-display",
        "`inline-flex`, `inline-grid`",
        _matching(r"^(flow-root|inline-flex|inline-grid|contents)"),
    ),
    ("css-display-none", "directly to an `<img>`", _on("img")),
    ("css-display-none", "nested `<table>`", _on("div", "table", "td", "tr", "section")),
    ("css-float", "Logical property values", _value("inline-start", "inline-end")),
    ("css-font-size", "`rem` values", _matching(r"\drem")),
    ("css-font-size", "`relative` and `percentage`", _matching(r"%|\d(em|rem)\b|smaller|larger")),
    ("css-font-weight", "Level 4", _matching(r"^\d+[1-9]\d?$|^\d{1,2}$")),
    ("css-font-weight", "are set as normal font weight", _never),  # a lighter or heavier shade
    ("css-height", "by `min-height`", _never),  # a table cell's height is a least height everywhere
    ("css-height", "Not supported on", _on("body", "span", "div", "p")),
    ("css-important", "with a space before", _written_tight),
    (
        "css-important",
        "no space before when used with",
        lambda use: use.tight and use.name == "background-image",
    ),
    ("css-important", "no space before", _written_tight),
    ("css-important", "Not supported inline", _inline),
    ("css-important", "Only supported inline", _never),  # the style element it stands in is not read
    ("css-important", "if not written in lowercase", _never),  # then no other client takes it
    ("css-important", "in lowercase", _not_lower_case),
    ("css-left-right-top-bottom", "`left` and `top`", _named("left", "top")),
    ("css-left-right-top-bottom", "Percentages", _matching("%")),
    ("css-letter-spacing", "negative values", _never),  # a hair's breadth at the sizes of a newsletter
    ("css-letter-spacing", "set in `em`", _never),  # same
    # Word takes a line height in px or em for a least height. It only shows where something taller stands in
    # the line, which is what mso-line-height-rule is for.
    ("css-line-height", "mso-line-height-rule", _never),
    ("css-line-height", "`normal` value", _value("normal")),
    ("css-list-style", "`list-style-image` values", _matching(r"url\(")),
    ("css-list-style", "`url()` is transformed", _matching(r"url\(")),
    ("css-list-style", "Only `list-style-type`", _matching(r"url\(|inside|outside")),
    ("css-margin", "Negative values", _matching(r"(^|\s)-\d*\.?\d*[1-9]")),
    ("css-margin", "on `<span>` and `<body>`", _on("span")),
    ("css-margin", "included inside the `margin`", lambda use: "background-color" in use.place.block),
    ("css-margin", "`auto` value", _value("auto")),
    ("css-max-width", "Only works on `<table>`", _off("table")),
    ("css-max-width", "Doesn't work on `<table>`", _on("table")),
    ("css-overflow", "`overflow-block` & `overflow-inline`", _named("overflow-block", "overflow-inline")),
    ("css-overflow", "Cannot scroll", _value("scroll", "auto")),
    ("css-padding", "Only supported on table cells", _off("td", "th")),
    (
        "css-padding",
        "the same for all cells of a same row",
        _never,
    ),  # it takes the biggest, and rows look even
    ("css-position", "but not `sticky` and `fixed`", _value("sticky", "fixed")),
    ("css-position", "but not `relative`", _value("relative", "absolute", "fixed")),
    ("css-position", "but not  `absolute`", _value("absolute", "sticky", "fixed")),
    ("css-position", "but not `absolute` and `fixed`", _value("absolute", "fixed")),
    ("css-position", "`fixed` is replaced", _value("fixed")),
    ("css-rgb", "Alpha value", _matching(r"rgb\((?:[^),]*,){3}|rgb\([^)]*/")),
    ("css-rgb", "hitespace syntax", _SPACED_COLOR),
    ("css-rgba", "hitespace syntax", _SPACED_COLOR),
    ("css-text-align", "`start` and `end`", _value("start", "end")),
    ("css-text-decoration", "multiple values", _outside_brackets(" ")),
    ("css-text-decoration", "`overline`", _value("overline")),
    ("css-text-decoration", "Only supports", _outside_brackets(" ")),
    ("css-text-indent", "egative values", _matching(r"^-")),
    ("css-text-transform", "`lowercase`", _value("lowercase")),
    ("css-unit-initial", "in IE", _never),
    ("css-white-space", "`pre` value", lambda use: use.value == "pre"),
    ("css-width", "Not supported on `<body>`", _on("body", "span", "div", "p", "img")),
    ("css-width", "`table { width:inherit; }`", _never),  # the webmail's own style sheet: nothing to write
    ("css-word-spacing", "`rem` and `ch`", _matching(r"\d(rem|ch)\b")),
    ("html-align", "on `<img>`", _on("img")),
    ("html-align", "`<img>` elements are wrapped", _on("img")),
    (
        "html-align",
        "on `<table>` elements",
        lambda use: use.place.element == "table" and use.value != "center",
    ),
    ("html-anchor-links", "Works when targeting", _never),
    ("html-background", "on the `<body>` element", _off("body")),
    ("html-dir", "applies an `rtl` direction", _never),
    ("html-dir", "anchor `<a>` tags", _on("a")),
    ("html-dir", "from `<table>` and `<td>`", _on("table", "td")),
    ("html-height", "Percentage", lambda use: use.place.element == "img" and "%" in use.value),
    ("html-height", "120 dpi", _never),  # the o:PixelsPerInch setting, which MJML writes, is the remedy
    ("html-hidden", "unquoted", lambda use: not use.value),
    ("html-lists", "`reversed`", _has("reversed")),
    (
        "html-lists",
        "`value` attribute",
        lambda use: use.place.element == "li" and "value" in use.place.attributes,
    ),
    ("html-mailto-links", "`cc` and `bcc`", _matching(r"[?&]b?cc=")),
    ("html-mailto-links", "`bcc`", _matching(r"[?&]bcc=")),
    ("html-style", STYLE_IN_BODY, _always),
    ("html-style", "declared before", _never),  # so MJML does, and a style in the body is a finding anyway
    ("html-width", "Percentage", lambda use: use.place.element == "img" and "%" in use.value),
    ("html-width", "120 dpi", _never),
    ("image-avif", "Converts", _never),
    ("image-base64", "gif format", _matching("^data:image/gif")),
    ("image-base64", "Only supports Base 64 png", _matching("^data:image/(?!png)")),
    ("image-gif", "animat", _never),  # whether it moves stands in the file, not in the HTML
    ("image-heif", "Converts", _never),
    ("image-webp", "Converts", _never),
    ("image-webp", "animation", _never),
)


@lru_cache(maxsize=1024)
def _test(feature: str, note: str) -> Applies | None:
    fitting = (test for wanted, part, test in CONDITIONS if wanted in {"", feature} and part in note)
    return next(fitting, None)
