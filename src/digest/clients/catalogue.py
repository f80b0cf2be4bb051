"""What in HTML and CSS is which feature of the Can I email data.

The data names its features for people ("left, right, top, bottom"), so this says it for a program. A test
holds that every feature of the data is either named here or listed in ``NOT_IN_MARKUP``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product


def words(text: str) -> tuple[str, ...]:
    """Split a list that reads better as words than as one string a line."""
    return tuple(text.split())


# Features that do not show in an edition's HTML: an e-mail format, a logo in DNS, a picture's inner depth.
NOT_IN_MARKUP = frozenset({"amp", "bimi", "image-apng", "image-hdr"})

_SIDES = ("top", "right", "bottom", "left")
_LOGICAL = [f"{axis}{end}" for axis, end in product(("inline", "block"), ("", "-start", "-end"))]
_BORDER_PARTS = ("color", "style", "width")

# Feature -> properties, where the feature is not named for its one property.
_PROPERTY_GROUPS: dict[str, Sequence[str]] = {
    "css-block-inline-size": ["block-size", "inline-size"],
    "css-border": [
        "border",
        *(f"border-{part}" for part in _BORDER_PARTS),
        *(f"border-{side}" for side in _SIDES),
        *(f"border-{side}-{part}" for side, part in product(_SIDES, _BORDER_PARTS)),
    ],
    "css-border-inline-block": ["border-inline", "border-block"],
    "css-border-inline-block-individual": [
        *(f"border-{axis}-{part}" for axis, part in product(("inline", "block"), _BORDER_PARTS)),
        *(f"border-{axis}-{end}" for axis, end in product(("inline", "block"), ("start", "end"))),
    ],
    "css-border-inline-block-longhand": [
        f"border-{axis}-{end}-{part}"
        for axis, end, part in product(("inline", "block"), ("start", "end"), _BORDER_PARTS)
    ],
    "css-border-image": ["border-image", "border-image-source", "border-image-slice", "border-image-width"],
    "css-border-radius": [
        "border-radius",
        *(f"border-{y}-{x}-radius" for y, x in product(("top", "bottom"), ("left", "right"))),
    ],
    "css-border-radius-logical": [
        f"border-{y}-{x}-radius" for y, x in product(("start", "end"), ("start", "end"))
    ],
    "css-animation": [
        "animation",
        *(
            f"animation-{part}"
            for part in ("name", "duration", "delay", "iteration-count", "timing-function")
        ),
    ],
    "css-column-layout-properties": [
        *("columns", "column-fill", "column-rule", "column-rule-color", "column-rule-style"),
        *("column-rule-width", "column-span", "column-width"),
    ],
    "css-gap": ["gap", "column-gap", "row-gap"],
    "css-grid-template": [
        *("grid", "grid-template", "grid-template-areas", "grid-template-columns", "grid-template-rows"),
    ],
    "css-inset": ["inset", *(f"inset-{side}" for side in _LOGICAL)],
    "css-left-right-top-bottom": list(_SIDES),
    "css-margin": ["margin", *(f"margin-{side}" for side in _SIDES)],
    "css-margin-block-start-end": ["margin-block-start", "margin-block-end"],
    "css-margin-inline-block": ["margin-inline", "margin-block"],
    "css-margin-inline-start-end": ["margin-inline-start", "margin-inline-end"],
    "css-overflow": ["overflow", "overflow-x", "overflow-y", "overflow-block", "overflow-inline"],
    "css-padding": ["padding", *(f"padding-{side}" for side in _SIDES)],
    "css-padding-block-start-end": ["padding-block-start", "padding-block-end"],
    "css-padding-inline-block": ["padding-inline", "padding-block"],
    "css-padding-inline-start-end": ["padding-inline-start", "padding-inline-end"],
    "css-scroll-snap": ["scroll-snap-type", "scroll-snap-align", "scroll-snap-stop"],
    "css-text-emphasis": ["text-emphasis", "text-emphasis-color", "text-emphasis-style"],
    "css-transition": [
        "transition",
        *(f"transition-{part}" for part in ("property", "duration", "delay", "timing-function")),
    ],
}

# Features that are named for one property: "css-" and its name.
_NAMED_PROPERTIES = words("""
        accent-color align-items aspect-ratio backdrop-filter background background-blend-mode
        background-clip background-color background-image background-origin background-position
        background-repeat background-size border-collapse border-spacing box-shadow box-sizing
        caption-side clear clip-path color-scheme column-count cursor direction display empty-cells filter
        flex-direction flex-wrap float font font-kerning font-size font-stretch font-weight height
        hyphenate-character hyphenate-limit-chars hyphens inline-size justify-content letter-spacing
        line-height list-style list-style-image list-style-position list-style-type mask-image
        max-block-size max-height max-inline-size max-width min-block-size min-height min-inline-size
        min-width mix-blend-mode object-fit object-position opacity orphans outline outline-offset
        overflow-wrap position resize shape-margin shape-outside tab-size table-layout text-align
        text-align-last text-decoration text-decoration-color text-decoration-line
        text-decoration-skip-ink text-decoration-style text-decoration-thickness text-emphasis-position
        text-indent text-justify text-orientation text-overflow text-shadow text-transform
        text-underline-offset text-underline-position text-wrap transform user-select vertical-align
        visibility white-space white-space-collapse widows width word-break word-spacing word-wrap
        writing-mode z-index""")

# Where the feature is one value of a property, the property alone says nothing.
VALUES: dict[tuple[str, str], str] = {
    ("display", "flex"): "css-display-flex",
    ("display", "inline-flex"): "css-display-flex",
    ("display", "grid"): "css-display-grid",
    ("display", "inline-grid"): "css-display-grid",
    ("display", "none"): "css-display-none",
    ("flex-direction", "column"): "css-flex-direction",
    ("flex-wrap", "wrap"): "css-flex-wrap",
    **{
        ("font-family", word): "css-sytem-ui"  # the data's spelling
        for word in ("system-ui", "ui-serif", "ui-sans-serif", "ui-rounded", "ui-monospace")
    },
}
WORDS: dict[str, str] = {
    "fit-content": "css-intrinsic-size",
    "min-content": "css-intrinsic-size",
    "max-content": "css-intrinsic-size",
    "initial": "css-unit-initial",
}
_BY_VALUE = frozenset({"flex-direction", "flex-wrap"})

FUNCTIONS: dict[str, str] = {
    "calc": "css-unit-calc",
    "clamp": "css-function-clamp",
    "conic-gradient": "css-conic-gradient",
    "lab": "css-modern-color",
    "lch": "css-modern-color",
    "light-dark": "css-function-light-dark",
    "linear-gradient": "css-linear-gradient",
    "max": "css-function-max",
    "min": "css-function-min",
    "oklab": "css-modern-color",
    "oklch": "css-modern-color",
    "radial-gradient": "css-radial-gradient",
    "repeating-linear-gradient": "css-linear-gradient",
    "repeating-radial-gradient": "css-radial-gradient",
    "rgb": "css-rgb",
    "rgba": "css-rgba",
    "var": "css-variables",
}

_UNIT_NAMES = words("ch cm em ex in mm pc pt px rem vh vmax vmin vw")
UNITS: dict[str, str] = {"%": "css-unit-percent", **{unit: f"css-unit-{unit}" for unit in _UNIT_NAMES}}

AT_RULES: dict[str, str] = {
    "font-face": "css-at-font-face",
    "import": "css-at-import",
    "keyframes": "css-at-keyframes",
    "media": "css-at-media",
    "supports": "css-at-supports",
}
MEDIA_FEATURES: dict[str, str] = {
    "device-pixel-ratio": "css-at-media-device-pixel-ratio",
    "hover": "css-at-media-hover",
    "orientation": "css-at-media-orientation",
    "prefers-color-scheme": "css-at-media-prefers-color-scheme",
    "prefers-reduced-motion": "css-at-media-prefers-reduced-motion",
}

PSEUDO_ELEMENTS = frozenset({"after", "before", "first-letter", "first-line", "marker", "placeholder"})
PSEUDO_CLASSES = frozenset(
    words("""
        active checked first-child first-of-type focus has hover lang last-child last-of-type link not
        nth-child nth-last-child nth-last-of-type nth-of-type only-child only-of-type target visited""")
)

ELEMENTS: dict[str, str] = {
    **{
        name: f"html-{name}"
        for name in words("""
        abbr acronym address audio base bdi blockquote body code del dfn dialog div form hr img link
        marquee meter object p picture pre progress rp rt ruby select small span strike strong style svg
        table textarea video wbr""")
    },
    **{f"h{level}": "html-h1-h6" for level in range(1, 7)},
    **dict.fromkeys(("ul", "ol", "li", "dl", "dt", "dd"), "html-lists"),
    **dict.fromkeys(
        words("""
        article aside details figcaption figure footer header main mark nav section summary time"""),
        "html-semantics",
    ),
    "area": "html-image-maps",
    "map": "html-image-maps",
    "embed": "html-object",
}

ATTRIBUTES: dict[str, str] = {
    **{
        name: f"html-{name}"
        for name in words("""
        align aria-describedby aria-hidden aria-label aria-labelledby aria-live background cellpadding
        cellspacing dir height hidden lang popover required role srcset target valign width""")
    },
    "loading": "html-loading-attribute",
    "sizes": "html-srcset",
    "usemap": "html-image-maps",
}

# (element, attribute, value) -> feature.
PAIRS: dict[tuple[str, str, str], str] = {
    ("button", "type", "reset"): "html-button-reset",
    ("button", "type", "submit"): "html-button-submit",
    **{
        ("input", "type", kind): f"html-input-{kind}"
        for kind in words("checkbox hidden radio reset submit text")
    },
    ("meta", "name", "color-scheme"): "html-meta-color-scheme",
}
# (element, attribute, beginning of the value) -> feature.
ADDRESSES: tuple[tuple[str, str, str, str], ...] = (
    ("a", "href", "#", "html-anchor-links"),
    ("a", "href", "mailto:", "html-mailto-links"),
    ("img", "src", "data:", "image-base64"),
)

PICTURE_SUFFIX = re.compile(
    r"\.(avif|bmp|gif|heic|heif|ico|jpe?g|mp4|png|svg|tiff?|webp)(?:[?#]|$)", re.IGNORECASE
)
PICTURES: dict[str, str] = {
    **{
        suffix: f"image-{suffix}"
        for suffix in ("avif", "bmp", "gif", "heif", "ico", "jpg", "mp4", "png", "svg")
    },
    "heic": "image-heif",
    "jpeg": "image-jpg",
    "tif": "image-tiff",
    "tiff": "image-tiff",
    "webp": "image-webp",
}

# Features that the HTML shows in other ways: comments, the doctype, selectors, the word !important.
ELSEWHERE = frozenset(
    {
        "css-comments",
        "css-important",
        "css-nesting",
        *(f"css-selector-{kind}" for kind in words("adjacent-sibling attribute chaining child class")),
        *(f"css-selector-{kind}" for kind in words("descendant general-sibling grouping id type universal")),
        "html-comments",
        "html-doctype",
    }
)

PROPERTIES: dict[str, tuple[str, ...]] = {}
for _slug, _names in (*_PROPERTY_GROUPS.items(), *((f"css-{name}", [name]) for name in _NAMED_PROPERTIES)):
    for _name in _names:
        if _name not in _BY_VALUE:
            PROPERTIES[_name] = (*PROPERTIES.get(_name, ()), _slug)


def named() -> frozenset[str]:
    """Return every feature that this module can find."""
    tables = (
        VALUES,
        WORDS,
        FUNCTIONS,
        UNITS,
        AT_RULES,
        MEDIA_FEATURES,
        ELEMENTS,
        ATTRIBUTES,
        PAIRS,
        PICTURES,
    )
    return frozenset(
        {slug for table in tables for slug in table.values()}
        | {slug for slugs in PROPERTIES.values() for slug in slugs}
        | {f"css-pseudo-class-{name}" for name in PSEUDO_CLASSES}
        | {f"css-pseudo-element-{name}" for name in PSEUDO_ELEMENTS}
        | {slug for *_, slug in ADDRESSES}
        | ELSEWHERE
    )
