"""Rules about the structure of the HTML edition, by which screen readers find their way."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from digest.checks.checked import Checked
from digest.checks.legibility import short
from digest.checks.rule import Finding, rule
from digest.diagnostics import Severity


@rule("heading-order", Severity.WARNING)
def heading_order(checked: Checked) -> Iterator[Finding]:
    """Headings that skip a level, or begin below the first.

    Why: screen readers offer them as a table of contents, in which a chapter seems to be missing.

    Source: WCAG 2.2, success criterion 1.3.1, technique H42.

    Wrong:
        text: { body: All is well. }
        theme:
          blocks/text.mjml.j2: |
            <mj-section><mj-column>
            <mj-text><h5>News</h5>{{ prose(block.body, 2) }}</mj-text>
            </mj-column></mj-section>

    Right:
        text:
          body: |
            ### News

            All is well.

    """
    before = 0
    for level, words in _headings(checked):
        if level > before + 1:
            above = f"follows h{before}" if before else "is the first heading"
            message = f"the heading '{short(words)}' is h{level} and {above}"
            yield Finding(message, hint=f"make it h{before + 1}")
        before = level


@rule("heading-count", Severity.WARNING)
def heading_count(checked: Checked) -> Iterator[Finding]:
    """An edition without a first-level heading, or with several.

    Why: it is the title by which screen readers announce the message.

    Source: W3C, Web Accessibility Tutorials, Headings.

    Wrong:
        text: { body: All is well. }
        theme:
          blocks/text.mjml.j2: |
            <mj-section><mj-column>
            <mj-text><h1>News</h1>{{ prose(block.body, 2) }}</mj-text>
            </mj-column></mj-section>

    Right:
        text: { body: All is well. }

    """
    first = [checked.rendered.text_of(each) for each in checked.rendered.tagged("h1")]
    if len(first) != 1:
        found = f"has {len(first)} headings of the first level" if first else "has no first-level heading"
        yield Finding(
            f"the edition {found}", hint="let the lead's headline be the only h1", notes=tuple(first)
        )


@rule("missing-language", Severity.ERROR)
def missing_language(checked: Checked) -> Iterator[Finding]:
    """An edition that does not say its language on the first element of its body.

    Why: screen readers choose their voice by it; and since webmail drops the html and body elements'
    attributes, they have to stand again inside.

    Source: WCAG 2.2, success criterion 3.1.1.

    Wrong:
        theme:
          edition.mjml.j2: |
            <mjml><mj-body><mj-section><mj-column><mj-text>
            <h1>{{ issue.lead.headline }}</h1>
            </mj-text></mj-column></mj-section></mj-body></mjml>

    Right:
        newsletter: { lang: en }

    """
    lang = checked.project.settings.lang
    bodies = checked.rendered.tagged("body")
    inside = next((child for body in bodies for child in body if isinstance(child.tag, str)), None)
    if inside is None or inside.get("lang", "").split("-")[0] != lang.split("-")[0]:
        yield Finding(
            "the edition's body does not say its language",
            hint='give <mjml> lang="{{ lang }}" and dir="{{ dir }}"',
        )


@rule("layout-table", Severity.WARNING)
def layout_table(checked: Checked) -> Iterator[Finding]:
    """A table for layout that is not marked as one.

    Why: screen readers announce rows and columns where there are none to speak of.

    Source: WCAG 2.2, failure F92.

    Wrong:
        text: { body: All is well. }
        theme:
          blocks/text.mjml.j2: |
            <mj-section><mj-column>
            <mj-raw><tr><td><table><tr><td>{{ prose(block.body, 2) }}</td></tr></table></td></tr>
            </mj-raw></mj-column></mj-section>

    Right:
        text: { body: All is well. }

    """
    for each in checked.rendered.tagged("table"):
        if each.get("role") != "presentation" and each.find(".//th") is None:
            words = short(checked.rendered.text_of(each))
            hint = 'add role="presentation", or header cells (th) if it is a table of data'
            yield Finding(f"the table around '{words}' is not marked as layout", hint=hint)


@rule("unnamed-link", Severity.ERROR)
def unnamed_link(checked: Checked) -> Iterator[Finding]:
    """A link without words: a picture without alternative text, or nothing at all.

    Why: screen readers read out its address.

    Source: WCAG 2.2, success criterion 2.4.4.

    Wrong:
        text: { body: All is well. }
        theme:
          blocks/text.mjml.j2: |
            <mj-section><mj-column>
            <mj-image src="https://meridian.example/a.png" href="https://meridian.example/" alt="" />
            </mj-column></mj-section>

    Right:
        sponsor: { image: { src: images/picture.png, alt: Wind turbines on blue hills } }

    """
    for each in checked.rendered.tagged("a"):
        if each.get("href") and not _name(checked, each) and not _repeats(each):
            message = f"the link to {short(each.get('href') or '', 60)} has no words"
            yield Finding(message, hint="give its picture an alternative text")


@rule("image-without-alt", Severity.ERROR)
def image_without_alt(checked: Checked) -> Iterator[Finding]:
    """A picture of the theme without an alt attribute.

    Why: screen readers read out the file's name; a picture that only decorates says alt="".

    Source: WCAG 2.2, success criterion 1.1.1.

    Wrong:
        text: { body: All is well. }
        theme:
          blocks/text.mjml.j2: |
            <mj-section><mj-column>
            <mj-image src="https://meridian.example/rule.png" />
            </mj-column></mj-section>

    Right:
        text: { body: All is well. }

    """
    for each in checked.rendered.tagged("img"):
        if each.get("alt") is None:
            name = short((each.get("src") or "").rsplit("/", 1)[-1])
            yield Finding(f"the picture '{name}' has no alt attribute", hint='write alt="…" in the template')


_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def _headings(checked: Checked) -> Iterator[tuple[int, str]]:
    for each in checked.rendered.elements:
        if each.tag in _HEADINGS:
            yield int(each.tag[1]), checked.rendered.text_of(each)


def _name(checked: Checked, link: HtmlElement) -> str:
    return link.get("aria-label") or link.get("title") or checked.rendered.text_of(link)


def _repeats(link: HtmlElement) -> bool:
    """Say whether a link without words stands beside one with the same address, so that nothing is lost."""
    return bool(link.get("aria-hidden") == "true")
