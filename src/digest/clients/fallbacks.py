"""The fallbacks that an edition brings along for what a client does not support.

Each is one function that says yes or no to one use, under the name that the documentation and
``Gap.fallback`` give it. Its comment names the client quirk it answers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from digest.clients.catalogue import PROPERTIES, words
from digest.clients.features import Use
from digest.clients.losses import Loss, loss


class Context(NamedTuple):
    """Where in the document the use stands: inside a table for Outlook alone, and in the body.

    ``outlook_spaced`` are the elements to which a style element for Outlook alone gives margin or padding.
    """

    ghosted: bool
    in_body: bool
    outlook_spaced: frozenset[str] = frozenset()


Recognises = Callable[[Use, Context], bool]


def general(use: Use, context: Context) -> str:
    """Return the name of the fallback that covers ``use`` in every client, or ""."""
    return next((name for name, covers in GENERAL.items() if covers(use, context)), "")


def for_outlook(use: Use, context: Context) -> str:
    """Return the name of the fallback that covers ``use`` in Outlook for Windows, or ""."""
    return next((name for name, covers in OUTLOOK.items() if covers(use, context)), "")


def _graceful(use: Use, _: Context) -> bool:
    return loss(use.feature) is Loss.NOTHING


def _conditional(use: Use, _: Context) -> bool:
    # Gmail with other accounts, Outlook for Windows, GMX and others read no media query, or some of them:
    # they show the design as it is outside of it.
    return bool(use.place.at_rules)


def _prefixed(use: Use, _: Context) -> bool:
    # -webkit-, -ms- and mso- properties are written for the one client that reads them: iOS Mail enlarges
    # small text without -webkit-text-size-adjust, Outlook adds cell spacing without mso-table-lspace.
    return use.name.startswith(("-", "mso-"))


def _declared_before(use: Use, _: Context) -> bool:
    # "background:#fff; background:linear-gradient(…)": whoever drops the second keeps the first.
    return use.covered


def _neutral(use: Use, _: Context) -> bool:
    # A value that only says what happens anyway: height:auto, float:none, border:0.
    return bool(use.name) and use.feature != "css-display-none" and use.value in _NEUTRAL


def _hidden_preheader(use: Use, _: Context) -> bool:
    # Gmail's mobile web shows display:none; Outlook hides what says mso-hide:all. Hence the preheader says it
    # in five ways (no height, no width, no size, no opacity), and each client finds one that it knows.
    block = use.place.block
    if block.get("display") != "none":
        return False
    return block.get("mso-hide") == "all" or block.get("max-height", "")[:1] == "0"


def _picture_width(use: Use, _: Context) -> bool:
    # Outlook takes a picture's size from its attributes, and ignores CSS for it.
    return use.place.element == "img" and use.feature in _SIZES and "width" in use.place.attributes


def _attribute_beside_style(use: Use, _: Context) -> bool:
    # HEY drops width and height attributes, Outlook for the Mac align on tables: the style says the same.
    return use.feature in {
        "html-width",
        "html-height",
        "html-align",
        "html-dir",
        "html-background",
    } and _STYLE_OF.get(use.name, use.name) in _with_shorthands(use.place.block)


def _style_beside_attribute(use: Use, _: Context) -> bool:
    # Outlook for Windows has no float, the other way round: it reads align on tables and pictures.
    return use.feature == "css-float" and "align" in use.place.attributes


def _fills_the_line(use: Use, _: Context) -> bool:
    # A div or p is as wide as its parent, also in Outlook, which ignores width on them.
    return use.feature == "css-width" and use.value == "100%" and use.place.element in {"div", "p"}


def _spacer(use: Use, _: Context) -> bool:
    # Outlook has no height on a div, but a line of that height: MJML's spacers declare both.
    return use.feature == "css-height" and use.value == use.place.block.get("line-height")


def _size_in_background(use: Use, _: Context) -> bool:
    # Yahoo, AOL and Orange drop "/ cover" from the shorthand: background-size says it again.
    return use.feature == "css-background" and "background-size" in use.place.block and "," not in use.value


def _rounded_clip(use: Use, _: Context) -> bool:
    # overflow:hidden only clips a box to its round corners, which Outlook does not draw.
    return use.feature == "css-overflow" and "border-radius" in use.place.block


def _client_hook(use: Use, _: Context) -> bool:
    # Selectors that exist in one client only: #outlook (Outlook.com's link padding), .moz-text-html
    # (Thunderbird's widths), [data-ogsc] and [data-ogsb] (Outlook.com's dark mode), x-apple-data-detectors
    # (Apple's blue dates), u + #body and .gmail_ (Gmail), .ExternalClass (Hotmail), #MessageViewBody
    # (Samsung), [owa]. The others do not need the rule.
    return not use.place.element and bool(_HOOKS.search(use.place.owner))


def _reset(use: Use, _: Context) -> bool:
    # Resets by element (body, table, td, img, p, a) and MJML's own classes even out clients that read a style
    # element; the others get the same from what is inlined.
    return (
        not use.place.element
        and use.place.owner != ""
        and all(_RESET.fullmatch(part.strip()) for part in use.place.owner.split(","))
    )


def _graceful_rule(use: Use, _: Context) -> bool:
    # A rule that only adds what nobody misses (hover, colour scheme, word breaks) may be missing as a whole.
    return _about_the_rule(use) and all(
        name.startswith(("-", "mso-"))
        or all(loss(slug) is Loss.NOTHING for slug in PROPERTIES.get(name, ("",)))
        for name in use.place.block
    )


def _judged_by_rule(use: Use, context: Context) -> bool:
    # Gmail and Proton read no style element in the body; wherever one is not read, its rules are judged one
    # by one, and those that stay tell what is lost.
    return use.feature == "html-style" and use.place.element == "style" and not context.in_body


def _ghost_table(use: Use, context: Context) -> bool:
    # Outlook has neither max-width nor centring margins nor widths on a div: MJML opens a table for Outlook
    # alone around each, with the width in an attribute.
    return context.ghosted and use.feature in _FRAMED


def _padded_cell(use: Use, _: Context) -> bool:
    # Outlook has no padding on a link: mso-padding-alt on the button's cell gives it.
    return use.feature.startswith("css-padding") and "mso-padding-alt" in use.place.block


def _spaced_for_outlook(use: Use, context: Context) -> bool:
    # Outlook has no padding on lists and quotes: a style element for it alone gives them a margin.
    return use.feature.startswith("css-padding") and use.place.element in context.outlook_spaced


def _drawn_background(use: Use, context: Context) -> bool:
    # Outlook shows no CSS background picture: the VML rectangle around draws it, or the colour beside stays.
    beside = use.place.block.keys() | use.place.attributes.keys()
    return use.feature.startswith("css-background") and (
        context.ghosted or bool(beside & {"background-color", "bgcolor"})
    )


def _divider(use: Use, _: Context) -> bool:
    # A border on a p is unreliable in Outlook: MJML's divider is a p of one pixel's height, followed by a
    # table with the same border for Outlook.
    return (
        use.feature == "css-border" and use.place.element == "p" and use.place.block.get("font-size") == "1px"
    )


def _fixed_table(use: Use, _: Context) -> bool:
    # Outlook lays all tables out as fixed, so asking for it loses nothing.
    return use.feature == "css-table-layout" and use.value == "fixed"


_NEUTRAL = frozenset(words("0 0px 0% none normal auto static visible baseline separate ltr currentcolor"))
_SIZES = frozenset(
    {"css-width", "css-max-width", "css-height", "css-max-height", "css-min-width", "css-display"}
)
_FRAMED = frozenset(
    words("""
        css-max-width css-margin css-width css-display css-float css-min-width css-vertical-align
        css-box-sizing""")
)
_STYLE_OF = {"align": "text-align", "dir": "direction"}
_HOOKS = re.compile(
    r"#outlook|\.moz-text-html|data-ogs[cb]|data-ogd[cb]|x-apple-data-detectors|u \+ |\.gmail|\.ExternalClass"
    r"|#MessageViewBody|\[owa\]|\.mj-outlook|\.yshortcuts|\.ReadMsgBody",
    re.IGNORECASE,
)
_RESET = re.compile(
    r"(?:html|body|table|tbody|tr|td|th|img|p|a|div|:root|\*)+|[a-z]*\.mj-[\w-]+", re.IGNORECASE
)


def _with_shorthands(block: Mapping[str, str]) -> frozenset[str]:
    return frozenset(block) | {name.partition("-")[0] for name in block}


def _about_the_rule(use: Use) -> bool:
    """Say whether the use is of a selector or the style element, not of a declaration in it."""
    return not use.place.element and not use.name


GENERAL: Mapping[str, Recognises] = {
    "graceful": _graceful,
    "media-query": _conditional,
    "prefixed": _prefixed,
    "hidden-preheader": _hidden_preheader,
    "declared-before": _declared_before,
    "neutral-value": _neutral,
    "picture-width": _picture_width,
    "style-beside-attribute": _attribute_beside_style,
    "attribute-beside-style": _style_beside_attribute,
    "fills-the-line": _fills_the_line,
    "spacer": _spacer,
    "background-size": _size_in_background,
    "rounded-clip": _rounded_clip,
    "client-hook": _client_hook,
    "reset": _reset,
    "graceful-rule": _graceful_rule,
    "judged-by-rule": _judged_by_rule,
}
OUTLOOK: Mapping[str, Recognises] = {
    "ghost-table": _ghost_table,
    "mso-padding": _padded_cell,
    "outlook-style": _spaced_for_outlook,
    "drawn-background": _drawn_background,
    "divider": _divider,
    "fixed-table": _fixed_table,
}
