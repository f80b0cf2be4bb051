"""Whatever an editor types, and whatever stands beside a merge tag, an ESP shows it as typed."""

from __future__ import annotations

import html
import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.esp.profiles import PROFILES
from digest.esp.substitute import for_html, for_text
from digest.merge import MergeTag, placeholder
from tests.esp.evaluators.engines import handlebars_all
from tests.esp.evaluators.recipient import Recipient
from tests.esp.test_every_esp import EVALUATORS

# Handlebars runs under Node, a process a call: it has a test of its own below.
QUICK = sorted(EVALUATORS.keys() - {"iterable", "pardot", "sendgrid", "sendgrid-dynamic", "ses", "omeda"})
TO = Recipient("Zoe", "zoe@reader.example")
# What the delimiters of all languages are made of, some words between them, and a merge tag.
TAG = "\0"
CHARACTERS = "{}%#*|[]$@<>\\'\"=/:!-~&; "
DELIMITERS = [
    "{{",
    "}}",
    "{%",
    "%}",
    "{#",
    "#}",
    "*|",
    "|*",
    "%%",
    "[[",
    "]]",
    "[%",
    "${",
    "{$",
    "@{",
    "}@",
    "<@",
    "<%",
]
WORDS = ["a", "if", "raw", "FNAME", "name", "%NAME%", "[name]", "?:"]
KINDS = [CHARACTERS, DELIMITERS, WORDS, [TAG]]
TEXTS = st.lists(st.one_of([st.sampled_from(kind) for kind in KINDS]), min_size=1, max_size=10).map("".join)


def shown(name: str, text: str) -> str:
    """Return what a recipient reads where ``text`` was typed, with merge tags filled."""
    email = PROFILES["preview"].tags["email"].value if name == "preview" else TO.email
    return text.replace(TAG, email)


@pytest.mark.parametrize("name", QUICK)
@settings(max_examples=60, deadline=None)
@given(text=TEXTS)
def test_any_text_arrives_as_typed(name: str, text: str) -> None:
    """No sequence of delimiters, alone or beside a merge tag, is read as syntax, in HTML or in text."""
    profile, tag = PROFILES[name], placeholder(MergeTag("email"))
    neutral = html.escape(text).replace(TAG, tag)
    made = EVALUATORS[name](for_html(f'<p title="{neutral}">{neutral}</p>', profile), TO)
    # What the ESP adds to every message stands after the text.
    found = re.match('<p title="([^"]*)">(.*?)</p>', made, re.DOTALL)
    assert found
    assert html.unescape(found[1]) == shown(name, text)
    assert html.unescape(found[2]) == shown(name, text)
    plain = EVALUATORS[name](for_text(text.replace(TAG, tag), profile), TO)
    assert plain.replace("\u2060", "") == shown(name, text)


@pytest.mark.parametrize("name", ["iterable", "pardot", "sendgrid", "ses"])
def test_any_text_passes_handlebars(name: str) -> None:
    """The same for Handlebars.js, with a thousand texts in one process."""
    chance = random.Random(name)  # noqa: S311  the same texts every time
    texts = [
        "".join(chance.choice(chance.choice(KINDS)) for _ in range(chance.randint(1, 10))) for _ in range(500)
    ]
    profile, tag = PROFILES[name], placeholder(MergeTag("email"))
    marked = [html.escape(text).replace(TAG, tag) for text in texts]
    templates = [for_html(f"<p>{each}</p>", profile) for each in marked]
    templates += [for_text(text.replace(TAG, tag), profile) for text in texts]
    made = handlebars_all(templates, {"email": TO.email, "Recipient": {"Email": TO.email}})
    for text, rich, plain in zip(texts, made[:500], made[500:], strict=True):
        assert html.unescape(rich) == f"<p>{shown(name, text)}</p>"
        assert plain.replace("\u2060", "") == shown(name, text)


@pytest.mark.parametrize("name", [name for name in QUICK if PROFILES[name].tags["first_name"].fallback])
@settings(max_examples=60, deadline=None)
@given(fallback=st.lists(st.sampled_from([*CHARACTERS, *DELIMITERS, *WORDS]), min_size=1, max_size=8))
def test_any_fallback_is_words(name: str, fallback: list[str]) -> None:
    """A fallback is content too: it ends no string and opens no tag, in HTML, in attributes or in text."""
    words = "".join(fallback).replace("|", "").replace("[", "").replace("]", "").strip() or "you"
    profile, tag = PROFILES[name], placeholder(MergeTag("first_name", words))
    made = EVALUATORS[name](for_html(f'<p title="{tag}">{tag}</p>', profile), Recipient(""))
    found = re.match('<p title="([^"]*)">(.*?)</p>', made, re.DOTALL)
    assert found
    assert html.unescape(found[1]) == words
    assert html.unescape(found[2]) == words
    plain = EVALUATORS[name](for_text(f"Hi {tag}!", profile), Recipient(""))
    assert len(plain) == len(f"Hi {words}!")
    assert re.sub(r"\W", "", plain) == re.sub(r"\W", "", f"Hi{words}")
