"""What a reader loses where a client does not support a feature.

Our own judgement, since the data only says whether a client supports a feature: three lists, each with its
reason. What stands in none of them is a matter of looks.
"""

from __future__ import annotations

from enum import StrEnum

from digest.clients.catalogue import words


class Loss(StrEnum):
    """What is lost, the worst first."""

    CONTENT = "content"
    LAYOUT = "layout"
    LOOKS = "looks"
    NOTHING = "nothing"

    @property
    def rank(self) -> int:
        """0 for the worst loss, so that findings sort by it."""
        return list(Loss).index(self)


# Words or pictures are missing, hidden ones appear, or a link or form does nothing.
CONTENT = frozenset(
    words("""
        css-display-none css-visibility html-anchor-links html-audio html-base html-button-reset
        html-button-submit html-dialog html-form html-hidden html-image-maps html-input-checkbox
        html-input-hidden html-input-radio html-input-reset html-input-submit html-input-text
        html-mailto-links html-object html-popover html-select html-svg html-textarea html-video
        image-avif image-base64 image-bmp image-heif image-ico image-mp4 image-svg image-tiff image-webp""")
)

# Columns stack or run together, widths and distances go, text runs the wrong way.
LAYOUT = frozenset(
    words("""
        css-align-items css-aspect-ratio css-at-import css-block-inline-size css-box-sizing css-clear
        css-column-count css-column-layout-properties css-direction css-display css-display-flex
        css-display-grid css-flex-direction css-flex-wrap css-float css-function-clamp css-function-max
        css-function-min css-gap css-grid-template css-height css-inline-size css-inset css-intrinsic-size
        css-justify-content css-left-right-top-bottom css-margin css-margin-block-start-end
        css-margin-inline-block css-margin-inline-start-end css-max-block-size css-max-height
        css-max-inline-size css-max-width css-min-block-size css-min-height css-min-inline-size
        css-min-width css-nesting css-object-fit css-padding css-padding-block-start-end
        css-padding-inline-block css-padding-inline-start-end css-position css-table-layout css-transform
        css-unit-calc css-unit-ch css-unit-rem css-unit-vh css-unit-vmax css-unit-vmin css-unit-vw
        css-variables css-white-space css-width css-writing-mode html-align html-dir html-height html-link
        html-width""")
)

# Nobody misses it: the client keeps a good edition without, or has its own way.
NOTHING = frozenset(
    [
        # Conditions and motion are added to a design that stands without them.
        *words("""
        css-animation css-at-font-face css-at-keyframes css-at-media css-at-media-device-pixel-ratio
        css-at-media-hover css-at-media-orientation css-at-media-prefers-color-scheme
        css-at-media-prefers-reduced-motion css-at-supports css-pseudo-class-active css-pseudo-class-focus
        css-pseudo-class-hover css-pseudo-class-link css-pseudo-class-visited css-transition"""),
        # Square corners, no shadow, a plainer underline, another line break.
        *words("""
        css-border-radius css-border-radius-logical css-box-shadow css-cursor css-font-kerning
        css-hyphenate-character css-hyphenate-limit-chars css-hyphens css-orphans css-outline
        css-outline-offset css-overflow-wrap css-resize css-scroll-snap css-sytem-ui
        css-text-decoration-skip-ink css-text-decoration-thickness css-text-overflow css-text-shadow
        css-text-underline-offset css-text-underline-position css-text-wrap css-user-select css-widows
        css-word-break css-word-wrap html-wbr"""),
        # The client sets these itself: body becomes a div, links open a window, dark mode is its own.
        *words("""
        css-color-scheme html-body html-doctype html-loading-attribute html-meta-color-scheme html-target"""),
        # The words inside stay, and what is announced by them is announced by no other means either.
        *words("""
        html-abbr html-acronym html-address html-aria-describedby html-aria-hidden html-aria-label
        html-aria-labelledby html-aria-live html-bdi html-code html-dfn html-lang html-role
        html-semantics"""),
        # The plain img inside or beside is shown.
        *words("html-picture html-srcset"),
        # Comments are for us.
        "css-comments",
    ]
)


def loss(feature: str) -> Loss:
    """Return what is lost where a client does not support the feature with this slug."""
    if feature in NOTHING:
        return Loss.NOTHING
    if feature in CONTENT:
        return Loss.CONTENT
    return Loss.LAYOUT if feature in LAYOUT else Loss.LOOKS
