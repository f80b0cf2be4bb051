"""The interface words: every language has every one, whole."""

from __future__ import annotations

import datetime as dt
import re
from string import Formatter
from typing import get_args

import pytest

from digest.settings import Social
from digest.words import (
    LABELS,
    LANGUAGES,
    default_label,
    direction,
    end_of,
    labelled,
    long_date,
    networks,
    words,
)

SPOKEN = ("en", "de", "fr", "es", "pt", "uk", "ar", "ja", "it", "nl", "pl")
# The letters of each language that is not written in Latin ones.
SCRIPTS = {"uk": "[\u0400-\u04ff]", "ar": "[\u0600-\u06ff]", "ja": "[\u3040-\u9fff]"}


def fields(pattern: str) -> set[str]:
    """Return the placeholders of a format string."""
    return {name for _, name, _, _ in Formatter().parse(pattern) if name is not None}


def test_the_languages_are_those_we_promise() -> None:
    """The list in the README is this one."""
    assert set(LANGUAGES) == set(SPOKEN)
    assert all(set(SPOKEN) <= set(labels) for labels in LABELS.values())


@pytest.mark.parametrize("lang", SPOKEN)
def test_every_language_has_every_word(lang: str) -> None:
    """A missing word would stop an edition; a missing placeholder would lose what stands in it."""
    english, spoken = words("en"), words(lang)
    assert set(spoken) == set(english)
    for name, pattern in spoken.items():
        assert pattern.strip() == pattern != ""
        assert fields(pattern) == fields(english[name]), name


@pytest.mark.parametrize("lang", [lang for lang in SPOKEN if lang != "en"])
def test_every_language_speaks_for_itself(lang: str) -> None:
    """No English word was left behind by oversight; sentences and scripts give it away."""
    english, spoken = words("en"), words(lang)
    for name in (
        "view_in_browser",
        "more_from",
        "read_more",
        "unsubscribe",
        "preferences",
        "why",
        "end_of_ad",
    ):
        assert spoken[name] != english[name], name
    if lang in SCRIPTS:
        bare = {name: re.sub(r"\{\w+\}", "", pattern) for name, pattern in spoken.items()}
        silent = {name for name, text in bare.items() if not re.search(SCRIPTS[lang], text)}
        assert silent <= {"entry", "source", "number"}


def test_a_regional_code_speaks_its_language() -> None:
    """Austria reads German; a language we do not speak reads English, with its own dates."""
    assert words("de-AT") is words("de")
    assert words("pt_BR") is words("pt")
    assert words("fi") is words("en")


def test_a_date_begins_a_line_as_its_language_writes_it() -> None:
    """Babel knows order and case; a line's first letter is a capital where the script has them."""
    day = dt.date(2026, 11, 22)
    assert long_date(day, "en") == "Sunday, November 22, 2026"
    assert "22 November 2026" in long_date(day, "en-GB")
    assert long_date(day, "fr") == "Dimanche 22 novembre 2026"
    assert long_date(day, "uk").startswith("Неділя, 22 листопада 2026")
    assert long_date(day, "ja") == "2026年11月22日日曜日"
    assert long_date(day, "ka")[0] == "კ"


def test_the_direction_follows_from_the_language() -> None:
    """Arabic, Hebrew and Persian run from right to left."""
    assert [direction(lang) for lang in ("ar", "he", "fa", "en", "ja")] == ["rtl", "rtl", "rtl", "ltr", "ltr"]


def test_an_advertisement_has_a_word_under_every_rule() -> None:
    """Germany asks for "Anzeige" whatever the newsletter's language."""
    assert default_label("us", "en") == "Advertisement"
    assert default_label("eu", "fr-CA") == "Publicité"
    assert default_label("de", "en") == "Anzeige"
    assert default_label("uk", "fi") == "Advertisement"


def test_an_advertisement_ends_with_its_label() -> None:
    """Our own word is part of a phrase; any other label is repeated as it stands."""
    assert end_of("Advertisement", "en") == "End of advertisement"
    assert end_of("Paid Advertisement", "en") == "End of Paid Advertisement"
    assert end_of("Anzeige", "de-AT") == "Ende der Anzeige"
    assert end_of("Publireportage", "fr") == "Fin\u00a0: Publireportage"
    assert end_of("PR", "ja") == "PRここまで"


def test_a_label_is_followed_by_one_mark() -> None:
    """A question needs no colon; French sets a space before it, Japanese has its own."""
    assert labelled("See the plan", "https://a.example/", words("en")) == "See the plan: https://a.example/"
    assert labelled("Curious?", "https://a.example/", words("en")) == "Curious? https://a.example/"
    assert labelled("Photo", "X", words("fr")) == "Photo\u00a0: X"
    assert labelled("写真", "X", words("ja")) == "写真：X"


def test_every_network_has_its_name() -> None:
    """The footer names each network that newsletter.yaml accepts."""
    accepted = set(get_args(Social.model_fields["network"].annotation))
    assert accepted
    assert all(set(networks(lang)) == accepted for lang in SPOKEN)
