"""Prose: what an editor types is what a reader sees."""

from __future__ import annotations

import pytest

from digest.prose import Prose


def html(text: str) -> str:
    """Return the HTML of one paragraph, without its tags."""
    return Prose.block(text).html(lambda url, _track: url).removeprefix("<p>").removesuffix("</p>\n")


@pytest.mark.parametrize(
    "text",
    [
        "{{ 7*7 }} and {{ a*b }}",
        "{{{ raw_name_here }}}",
        "{% if a*b*c %}",
        "{# a *note* #}",
        "{$_name_of_it_}",
        "*|FNAME|* and *|LNAME|*",
        "%%_first_%% and %%_second_%%",
        "@{_mv_date_}@",
    ],
)
def test_template_syntax_arrives_as_typed(text: str) -> None:
    """Asterisks and underscores of some template language are no emphasis."""
    assert html(text) == text


def test_angle_brackets_of_template_syntax_are_shown() -> None:
    """``<% x %>`` is text like any other markup."""
    assert html("<% *x* %>") == "&lt;% *x* %&gt;"


def test_emphasis_around_template_syntax_still_works() -> None:
    """Only the syntax itself is literal."""
    assert html("*so {{ a*b }} it is* and 5%% of *all*") == (
        "<em>so {{ a*b }} it is</em> and 5%% of <em>all</em>"
    )
    assert html("{not*a*tag}") == "{not<em>a</em>tag}"
