"""Campaign tags: on content links, once, and nowhere else."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.links import Links
from digest.merge import MergeTag, placeholder
from digest.project import Tracking

LINKS = Links(Tracking(source="meridian", medium="email", campaign="{stem}"), "2026-11-22")


def test_a_content_link_is_tagged() -> None:
    """Analytics learns newsletter, medium, issue and place of every link."""
    assert LINKS.finish("https://a.example/x", "lead-1") == (
        "https://a.example/x?utm_source=meridian&utm_medium=email&utm_campaign=2026-11-22&utm_content=lead-1"
    )


def test_query_and_fragment_keep_their_order() -> None:
    """The page gets its own parameters first and in order, and still jumps to its section."""
    tagged = LINKS.finish("https://a.example/x?b=2&a=1&b=3#part", "lead-1")
    assert tagged.startswith("https://a.example/x?b=2&a=1&b=3&utm_source=meridian&")
    assert tagged.endswith("&utm_content=lead-1#part")


@pytest.mark.parametrize(
    "url",
    [
        "[[unsubscribe]]",
        "mailto:desk@meridian.example?subject=Hello",
        "tel:+351210000000",
        "#top",
        "https://a.example/x?utm_source=partner",
        "https://a.example/x?id=1&utm_campaign=spring#top",
        "https://a.example/[[email]]",
    ],
)
def test_what_must_stay_untouched(url: str) -> None:
    """Merge tags, mail and phone links, fragments and links that are tagged already get nothing added."""
    assert "utm_source=meridian" not in LINKS.finish(url, "lead-1")


def test_a_parameter_that_only_looks_like_a_tag_is_no_tag() -> None:
    """``xutm_source`` and a value with ``utm_`` in it are the page's own."""
    for url in ("https://a.example/?xutm_source=1", "https://a.example/?q=utm_source"):
        assert "utm_source=meridian" in LINKS.finish(url)


def test_a_merge_tag_in_the_query_is_kept() -> None:
    """A link may hand the recipient's address to a form and be counted all the same."""
    tagged = LINKS.finish("https://a.example/?to=[[email]]")
    assert placeholder(MergeTag("email")) in tagged
    assert "utm_source=meridian" in tagged


def test_a_link_can_opt_out() -> None:
    """``track: false`` leaves the address as typed."""
    assert LINKS.finish("https://a.example/x", "lead-1", track=False) == "https://a.example/x"


def test_without_tracking_nothing_is_tagged() -> None:
    """A newsletter that sets no tracking, or no source, links as typed."""
    assert Links(None, "x").finish("https://a.example/") == "https://a.example/"
    assert Links(Tracking(source=""), "x").finish("https://a.example/") == "https://a.example/"


def test_values_are_encoded() -> None:
    """A campaign name with spaces or ampersands stays one parameter."""
    links = Links(Tracking(source="a & b", campaign="so {stem}?"), "x=1")
    query = dict(parse_qsl(urlsplit(links.finish("https://a.example/")).query))
    assert query == {"utm_source": "a & b", "utm_medium": "email", "utm_campaign": "so x=1?"}


@given(
    st.text("abc/%é 日", max_size=8),
    st.lists(st.tuples(st.text("abc", min_size=1), st.text("abc%&=?é"))),
    st.text("ab/?"),
)
def test_tagging_only_ever_adds(path: str, query: list[tuple[str, str]], fragment: str) -> None:
    """Whatever the address, its own parts survive in order, and a second pass adds nothing."""
    pairs = "&".join(f"{name}={value}" for name, value in query)
    url = f"https://a.example/{path}?{pairs}#{fragment}"
    plain = urlsplit(LINKS.finish(url, track=False))
    once = LINKS.finish(url, "lead-1")
    tagged = urlsplit(once)
    assert (tagged.path, tagged.fragment) == (plain.path, plain.fragment)
    assert tagged.query.startswith(plain.query)
    assert LINKS.finish(once, "lead-1") == once
