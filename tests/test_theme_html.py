"""The default theme's HTML: what a demanding e-mail developer looks for in the source."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from itertools import pairwise

import pytest
from lxml import etree, html
from lxml.cssselect import CSSSelector

from digest import build_edition
from digest.issue import Sponsor
from digest.mjml import compile_mjml
from digest.settings import Colors
from tests.editions import DAILY, NAMES, built
from tests.official import OfficialMjml

EVERY = pytest.mark.parametrize("name", NAMES)
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
CONDITIONAL = re.compile(r"<!--\[if[^\]]*\]>.*?<!\[endif\]-->", re.DOTALL)
STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)


def document(name: str) -> html.HtmlElement:
    """Return the edition as a browser reads it, without comments."""
    return html.document_fromstring(COMMENT.sub("", built(name).edition.html))


def theme_css(name: str) -> str:
    """Return the theme's own head styles: the element that follows those of MJML."""
    styles: list[str] = STYLE.findall(built(name).edition.html)
    return next(css for css in styles if ":root" in css)


def test_mjml_is_valid(official_mjml: OfficialMjml) -> None:
    """Protects against what our engine lets pass: MJML 5 finds nothing wrong at its strict level."""
    found = official_mjml([built(name).edition.mjml for name in NAMES])
    assert dict(zip(NAMES, found, strict=True)) == {name: [] for name in NAMES}


@EVERY
def test_begins_with_a_doctype(name: str) -> None:
    """Protects standards mode, which premailer would lose over the whole document."""
    assert built(name).edition.html.startswith("<!doctype html>")


@EVERY
def test_language_and_direction_stand_twice(name: str) -> None:
    """Protects right-to-left readers of webmail, which drops the attributes of html and body."""
    root = document(name)
    lang = built(name).project.settings.lang
    expected = (lang, "rtl" if lang == "ar" else "ltr")
    assert (root.get("lang"), root.get("dir")) == expected
    first = root.find("body")[0]
    assert (first.get("lang"), first.get("dir")) == expected


@EVERY
def test_declares_both_colour_schemes(name: str) -> None:
    """Protects dark mode: Apple Mail inverts a message that does not say it has its own."""
    metas = {meta.get("name"): meta.get("content") for meta in document(name).iter("meta")}
    assert metas["color-scheme"] == metas["supported-color-schemes"] == "light dark"
    assert "x-apple-disable-message-reformatting" in metas
    assert "telephone=no" in metas["format-detection"]


@EVERY
def test_headings_are_ordered(name: str) -> None:
    """Protects readers who move by headings: one h1, the lead's, first; no level is left out; none empty."""
    headings = list(document(name).iter("h1", "h2", "h3", "h4", "h5", "h6"))
    levels = [int(heading.tag[1]) for heading in headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    assert all(heading.text_content().strip() for heading in headings)


@EVERY
def test_pictures_have_text_and_width(name: str) -> None:
    """Protects blocked pictures, and Outlook, which shows a picture at its own size without the attribute."""
    for image in document(name).iter("img"):
        assert image.get("alt") is not None
        assert image.get("width", "").isdigit()


@EVERY
def test_layout_tables_say_so(name: str) -> None:
    """Protects screen readers from announcing rows and columns, in Outlook's tables too."""
    tables = re.findall(r"<table[^>]*>", built(name).edition.html)
    assert tables
    assert all('role="presentation"' in table for table in tables)


@EVERY
def test_inlining_leaves_outlook_alone(name: str) -> None:
    """Protects Outlook: every conditional comment comes through the last steps, and each as it was."""

    def conditional(source: str) -> list[str]:
        return ["".join(comment.split()) for comment in CONDITIONAL.findall(source)]

    neutral = built(name).neutral
    before, after = compile_mjml(neutral.mjml), neutral.html
    assert before.count("<!--[if") == after.count("<!--[if") == after.count("<![endif]-->")
    assert conditional(before) == conditional(after)


@EVERY
def test_media_queries_override_inline_styles(name: str) -> None:
    """Protects phones and dark mode: premailer drops ``!important``, and without it inline styles win."""
    css = theme_css(name)
    conditional = css[css.index("@media") :]
    declarations = re.findall(r"[\w-]+:[^;{}]+(?=[;}])", conditional)
    assert declarations
    assert [each for each in declarations if not each.endswith("!important")] == []


@EVERY
def test_loads_nothing_but_pictures(name: str) -> None:
    """Protects privacy and speed: no font, style, script or picture but the issue's own and the logo."""
    edition, issue = built(name).edition, built(name).issue
    own = {picture.name for picture in edition.pictures}
    own |= {image.src for _, image in issue.images() if "://" in image.src}
    root = document(name)
    assert {image.get("src") for image in root.iter("img")} == own
    assert not list(root.iter("link", "script", "iframe", "object", "video", "audio", "form"))
    assert not re.search(r"url\(|@import|@font-face", edition.html)
    assert not root.xpath("//@background | //@srcset")


@EVERY
def test_every_rule_applies_to_something(name: str) -> None:
    """Protects the weight: of the theme's head styles, an edition carries what its own elements need."""
    root = document(name)
    for selectors in re.findall(r"([^{}]+)\{[^{}]*\}", theme_css(name)):
        for selector in selectors.strip().split(","):
            bare = re.sub(r"^\[data-ogs[cb]\] |^:root$|\[x-apple-data-detectors\]", "", selector.strip())
            assert not bare or CSSSelector(bare)(root), selector


@EVERY
def test_every_class_has_a_rule(name: str) -> None:
    """Protects the weight: no class stands there for nothing, but for those that MJML sets itself."""
    head, _, body = built(name).edition.html.partition("<body")
    named = set(re.findall(r"\.([A-Za-z][\w-]*)", head))
    classes = {each for names in re.findall(r'class="([^"]*)"', body) for each in names.split()}
    assert {each for each in classes - named if not re.match(r"mj-|.*-outlook$", each)} == set()


@EVERY
def test_no_attribute_is_empty_of_meaning(name: str) -> None:
    """Protects the weight and the reader: no empty style, class or link."""
    root = document(name)
    assert not root.xpath("//*[@style='' or @class='' or (self::a and not(@href)) or @href='']")


@EVERY
def test_lines_can_be_mailed(name: str) -> None:
    """Protects the message in transport, which allows 998 octets a line."""
    assert max(len(line) for line in built(name).edition.html.encode().split(b"\n")) <= 998


@EVERY
def test_labels_stand_before_what_they_label(name: str) -> None:
    """Protects readers and the publisher: an advertisement says so before it says anything else."""
    issue, project = built(name).issue, built(name).project
    source = etree.tostring(document(name), encoding="unicode")
    at = 0
    for _, block in issue.placed():
        if isinstance(block, Sponsor):
            label = source.index(f"<strong>{block.label or project.label()}</strong>", at)
            link = source.index(f'href="{re.split("[?{]", block.url)[0]}', at)
            assert label < link
            # Headline and picture stand in such links; before them comes nothing but label and advertiser.
            between = " ".join(unescape(re.sub("<[^>]*>", "", source[label:link])).split())
            assert between.startswith(f"{block.label or project.label()} · {block.advertiser}")
            at = label + 1


@EVERY
def test_outlook_gives_columns_the_width_that_is_left(name: str) -> None:
    """Protects Outlook: a column as wide as its section, gutters and all, would make the page bulge."""
    source = built(name).edition.html
    widths = re.findall(r"<td[^>]*vertical-align:top;width:(\d+)px", source)
    assert widths.count("576") == source.count('<div class="gs"')
    assert set(widths) <= {"576", "640"}


def test_the_twelve_teasers_are_light() -> None:
    """Protects the inbox: an issue of twelve teasers stays far from the size at which Gmail clips."""
    assert len(built("twelve-teasers").edition.html.encode()) < 50_000


def test_the_preheader_is_padded() -> None:
    """Protects the inbox's second line: clients fill it with what comes next, unless there is no room."""
    source = built(DAILY).edition.html
    assert re.search(r"before spring(&#847;&zwnj;&nbsp;|\s){50,}</div>", source)


def test_no_preheader_is_no_element() -> None:
    """Protects against an empty, padded line where an issue has no preheader."""
    assert "&#847;" not in built("only-required").edition.html


@pytest.mark.parametrize("token", Colors.model_fields)
def test_every_colour_is_used(token: str) -> None:
    """Protects newsletter.yaml: each colour that it may set is one that an edition shows."""
    daily = built(DAILY)
    colors = Colors(**{token: "#1a2b3c"})
    settings = daily.project.settings.model_copy(update={"colors": colors})
    edition = build_edition(daily.issue, replace(daily.project, settings=settings))
    assert "#1a2b3c" in edition.html
    assert "#1a2b3c" not in daily.edition.html


@pytest.mark.parametrize(
    "accent, ink", [("#0b57d0", "#ffffff"), ("#ffd400", "#1f1f1f"), ("#000", "#ffffff"), ("#eee", "#1f1f1f")]
)
def test_buttons_can_be_read_on_any_accent(accent: str, ink: str) -> None:
    """Protects newsletters with a bright accent: the words on a button take the colour that can be read."""
    daily = built(DAILY)
    settings = daily.project.settings.model_copy(update={"colors": Colors(accent=accent)})
    html = build_edition(daily.issue, replace(daily.project, settings=settings)).html
    assert re.search(rf"background:{accent};color:{ink}", html)


@EVERY
def test_buttons_hold_in_outlook(name: str) -> None:
    """Protects Outlook's buttons: it colours and pads table cells, never links."""
    for button in document(name).cssselect(".btn a"):
        cell = button.getparent()
        assert cell.tag == "td"
        assert re.fullmatch("#[0-9a-f]{6}", cell.get("bgcolor"))
        assert re.search(r"mso-padding-alt:1[23]px \d\dpx", cell.get("style"))
        assert re.search(r"mso-padding-alt:0", button.get("style"))
