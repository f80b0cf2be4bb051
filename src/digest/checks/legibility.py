"""Rules about reading the HTML edition: contrast, sizes, buttons, direction."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from lxml.html import HtmlElement

from digest.checks.checked import Checked
from digest.checks.rule import Finding, rule
from digest.diagnostics import Severity
from digest.words import direction

READABLE, READABLE_LARGE = 4.5, 3.0
# WCAG's "large" text: 18 point, here in CSS pixels.
LARGE = 24.0
SMALLEST = 12.0
BUTTON_HEIGHT = 44.0


@rule("low-contrast", Severity.ERROR)
def low_contrast(checked: Checked) -> Iterator[Finding]:
    """Text that hardly differs from its ground, in light or in dark mode.

    Why: one reader in twelve sees less contrast than you do, and all do in the sun.

    Source: WCAG 2.2, success criterion 1.4.3: 4.5:1, from 24 px on 3:1.

    Wrong:
        newsletter: { colors: { muted: "#aaaaaa" } }

    Right:
        newsletter: { colors: { muted: "#5a5f66" } }

    """
    seen: set[tuple[object, ...]] = set()
    for run in checked.rendered.runs:
        for scheme, look in (("light", run.light), ("dark", run.dark)):
            wanted = READABLE_LARGE if look.size >= LARGE else READABLE
            key = (scheme, look.color, look.background)
            if not look.hidden and look.contrast < wanted and key not in seen and not run.is_picture:
                seen.add(key)
                message = f"'{short(run.text)}' has a contrast of {look.contrast:.1f}:1 in {scheme} mode"
                hint = f"it needs {wanted}:1: change a colour under 'colors' in newsletter.yaml"
                note = f"{_hex(look.color)} on {_hex(look.background)}"
                yield Finding(message, hint=hint, notes=(note,), setting=("colors",))


@rule("small-text", Severity.WARNING)
def small_text(checked: Checked) -> Iterator[Finding]:
    """Text that is set smaller than 12 pixels.

    Why: phones show it so, and iOS enlarges it at its own discretion, which breaks lines.

    Wrong:
        text: { body: All is well. }
        theme:
          blocks/text.mjml.j2: |
            <mj-section><mj-column>
            <mj-text font-size="10px">{{ prose(block.body, 2) }}</mj-text>
            </mj-column></mj-section>

    Right:
        text: { body: All is well. }

    """
    seen: set[float] = set()
    for run in checked.rendered.runs:
        size = run.light.size
        if 0 < size < SMALLEST and not run.is_picture and size not in seen and not run.light.hidden:
            seen.add(size)
            yield Finding(
                f"'{short(run.text)}' is {size:g} px small", hint=f"set it in {SMALLEST:g} px or more"
            )


@rule("small-button", Severity.WARNING)
def small_button(checked: Checked) -> Iterator[Finding]:
    """A button that is too low for a finger.

    Why: a finger covers 44 pixels; below that, readers hit what is beside.

    Source: Apple, Human Interface Guidelines, Buttons; WCAG 2.2, success criterion 2.5.5.

    Wrong:
        lead: { cta: Read on }
        theme:
          blocks/lead.mjml.j2: |
            <mj-section><mj-column><mj-text><h1>{{ block.headline }}</h1></mj-text>
            <mj-button href="{{ link(block.url) }}" inner-padding="4px" line-height="18px">Read on</mj-button>
            </mj-column></mj-section>

    Right:
        lead: { cta: Read the full story }

    """
    for each in checked.rendered.tagged("a"):
        height = _button_height(each)
        if 0 < height < BUTTON_HEIGHT:
            words = short(checked.rendered.text_of(each))
            yield Finding(f"the button '{words}' is {height:g} px high", hint=f"make it {BUTTON_HEIGHT:g} px")


@rule("unmarked-direction", Severity.ADVICE)
def unmarked_direction(checked: Checked) -> Iterator[Finding]:
    """A line in a script that runs the other way, with punctuation that will jump to the wrong end.

    Why: a full stop, a bracket or a number at its edge is placed by the direction of the newsletter.

    Source: Unicode Standard Annex 9.

    Wrong:
        teaser: { dek: "مرحبا بكم (1)." }

    Right:
        teaser: { dek: "The sign said “مرحبا” to all." }

    """
    wanted = direction(checked.project.settings.lang)
    for passage in checked.passages:
        for line in passage.lines:
            if wanted == "ltr" and not _RIGHT_TO_LEFT.search(line):
                continue
            strong = [kind for char in line if (kind := unicodedata.bidirectional(char)) in {"L", "R", "AL"}]
            runs = "ltr" if strong and strong[0] == "L" else "rtl"
            ends_loose = bool(line) and not line[-1].isalpha()
            if (
                strong
                and runs != wanted
                and ends_loose
                and all((kind == "L") == (runs == "ltr") for kind in strong)
            ):
                hint = (
                    "put a right-to-left mark (U+200F) after it" if runs == "rtl" else "end it with a letter"
                )
                yield Finding(
                    f"'{short(line)}' runs {runs}, the newsletter {wanted}", passage.place, hint=hint
                )


# Hebrew, Arabic, Syriac, Thaana, N'Ko and their presentation forms.
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def _button_height(link: HtmlElement) -> float:
    """Return the height of a link that is drawn as a button, in CSS pixels; 0 for any other link."""
    style = link.get("style") or ""
    if "inline-block" not in style:
        return 0.0
    padding = re.search(r"(?:^|;)\s*padding:\s*(\d+(?:\.\d+)?)px", style)
    if not padding:
        return 0.0
    size = re.search(r"font-size:\s*([\d.]+)px|font:[^;]*?([\d.]+)px", style)
    points = float(size[1] or size[2]) if size else 16.0
    height = re.search(r"line-height:\s*([\d.]+)(px|%|)|font:[^;]*?px/([\d.]+)(px|%|)", style)
    if not height:
        line = 1.2 * points
    else:
        number, unit = float(height[1] or height[3]), height[2] if height[1] else height[4]
        line = {"px": number, "%": number * points / 100}.get(unit or "", number * points)
    bottom = re.search(r"(?:^|;)\s*padding:\s*[\d.]+px(?:\s+[\d.]+(?:px)?\s+([\d.]+))?", style)
    return line + float(padding[1]) + float(bottom[1] if bottom and bottom[1] else padding[1])


def short(text: str, limit: int = 40) -> str:
    """Return the beginning of ``text``, for a message."""
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"


def _hex(color: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(255 * channel):02x}" for channel in color)
