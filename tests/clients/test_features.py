"""Finding what an edition uses, and where."""

from __future__ import annotations

import pytest

from digest.clients import uses
from digest.clients.css import declarations, rules
from digest.clients.markup import Scope
from digest.clients.selectors import selectors


def features(html: str) -> set[str]:
    """Return the slugs of the features that ``html`` uses."""
    return {placed.use.feature for placed in uses(html)}


SIZED = {"html-p", "css-width", "css-unit-em", "css-unit-percent", "css-function-max"}


@pytest.mark.parametrize(
    "html, expected",
    [
        ("<!DOCTYPE html>", {"html-doctype"}),
        ("<!doctype foo>", set()),
        ('<p style="margin:0">', {"html-p", "css-margin"}),
        ('<p style="MARGIN: -2PX">', {"html-p", "css-margin", "css-unit-px"}),
        ('<p style="display:flex">', {"html-p", "css-display", "css-display-flex"}),
        ('<p style="flex-direction:row">', {"html-p"}),
        ('<p style="flex-direction:column">', {"html-p", "css-flex-direction"}),
        ('<p style="width:max(1em, 50%)">', SIZED),
        ('<p style="--x:1;color:var(--x)">', {"html-p", "css-variables"}),
        ('<p style="width:fit-content">', {"html-p", "css-width", "css-intrinsic-size"}),
        ('<p style="color:red !important">', {"html-p", "css-important"}),
        ('<p style="color:red;/* x */">', {"html-p", "css-comments"}),
        ('<p style="color:initial;nonsense;;">', {"html-p", "css-unit-initial"}),
        ('<p style="column-gap:1px">', {"html-p", "css-gap", "css-unit-px"}),
        ('<input type="TEXT">', {"html-input-text"}),
        ('<a href="mailto:a@b.example">', {"html-mailto-links"}),
        ('<a href="#top">', {"html-anchor-links"}),
        ('<a href="#">', set()),
        ('<img src="a.JPEG?x=1">', {"html-img", "image-jpg"}),
        ('<img src="data:image/png;base64,xx">', {"html-img", "image-base64"}),
        ('<td background="b.webp">', {"html-background", "image-webp"}),
        ('<h3 aria-hidden="true">', {"html-h1-h6", "html-aria-hidden"}),
        ("<section>", {"html-semantics"}),
        ('<meta name="color-scheme" content="light">', {"html-meta-color-scheme"}),
        ('<v:rect style="position:absolute">', set()),
    ],
)
def test_tags(html: str, expected: set[str]) -> None:
    """Elements, attributes, properties, values, functions and units, each under the data's name."""
    assert features(html) == expected


@pytest.mark.parametrize(
    "css, expected",
    [
        (".a{}", {"css-selector-class"}),
        (".a.b{}", {"css-selector-class", "css-selector-chaining"}),
        (".a .b{}", {"css-selector-class", "css-selector-descendant"}),
        ("a>b{}", {"css-selector-type", "css-selector-child"}),
        ("a+b~i{}", {"css-selector-type", "css-selector-adjacent-sibling", "css-selector-general-sibling"}),
        ("#a,*{}", {"css-selector-id", "css-selector-grouping", "css-selector-universal"}),
        ('[a="]"]{}', {"css-selector-attribute"}),
        ("a:hover{}", {"css-selector-type", "css-pseudo-class-hover"}),
        ("a::before{}", {"css-selector-type", "css-pseudo-element-before"}),
        ("a:nth-child(2n + 1){}", {"css-selector-type", "css-pseudo-class-nth-child"}),
        ("a:unheard-of{}", {"css-selector-type"}),
        ("@font-face{src:url(x)}", {"css-at-font-face"}),
        ("@import 'x.css';", {"css-at-import"}),
        ("@page{margin:0}", {"css-margin"}),
        ("@-webkit-keyframes x{from{opacity:0}}", {"css-at-keyframes", "css-opacity", "css-selector-type"}),
        ("@media (prefers-color-scheme:dark){}", {"css-at-media", "css-at-media-prefers-color-scheme"}),
        ("a{b:c;&:hover{d:e}}", {"css-selector-type", "css-nesting", "css-pseudo-class-hover"}),
    ],
)
def test_style_elements(css: str, expected: set[str]) -> None:
    """Selectors and at-rules, under the data's names."""
    assert features(f"<style>{css}</style>") == {"html-style", *expected}


def test_places() -> None:
    """A diagnostic about the HTML names the line and column of the declaration, not of the tag."""
    html = "<!doctype html>\n<td\n  style='color:red; float:left'>\n<style>\n.a { float: left }</style>"
    floats = [placed for placed in uses(html) if placed.use.feature == "css-float"]
    assert [
        (placed.line, placed.column, placed.use.text.strip(), placed.use.place.owner) for placed in floats
    ] == [
        (3, 21, "float:left", "td"),
        (5, 6, "float: left", ".a"),
    ]


def test_outlook_only_pieces_are_marked() -> None:
    """What a conditional comment keeps from everybody is no use at all; what Outlook sees is marked."""
    found = uses("<!--[if mso]><p><![endif]--><!--[if lte mso 11]><hr><![endif]-->")
    assert [(placed.use.feature, placed.scope) for placed in found] == [("html-p", Scope.OUTLOOK)]


def test_media_attribute_of_a_style_element() -> None:
    """A media attribute is a media query around all the rules."""
    found = uses('<style media="screen and (min-width:480px)">.a{float:left}</style>')
    assert next(each.use for each in found if each.use.feature == "css-float").place.at_rules
    assert "css-at-media" in {each.use.feature for each in found}


def test_declaration_ends() -> None:
    """Semicolons and braces in strings and addresses end nothing; the simulation cuts at these offsets."""
    css = """background:url('a;b') ;color:red!important; content: ";}" ; width:calc((1px + 2px) * 3)"""
    found = declarations(css)
    assert [css[each.start : each.end].strip() for each in found] == [
        "background:url('a;b')",
        "color:red!important",
        'content: ";}"',
        "width:calc((1px + 2px) * 3)",
    ]
    assert found[1].important
    assert found[1].tight
    assert found[1].value == "red"


def test_nested_css_ends_somewhere() -> None:
    """Brackets and rules that are nested ten thousand deep are no recursion error."""
    assert declarations("a:" + "(" * 10_000)
    assert rules("a{" * 10_000)
    assert rules("@media x{" * 10_000)


def test_selectors_know_their_place() -> None:
    """Each selector of a group is judged by itself, and cut out by itself."""
    prelude = ".a , b"
    assert [prelude[each.start :][: len(each.text)] for each in selectors(prelude)] == [".a", "b"]
