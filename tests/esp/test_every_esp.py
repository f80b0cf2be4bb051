"""Every ESP reads an edition as a template: what comes out is what the editor meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from urllib.parse import unquote

import lxml.html
import pytest

from digest.edition import Edition, render_edition
from digest.esp.profile import Profile
from digest.esp.profiles import PROFILES, SAMPLE_EMAIL, SAMPLE_NAME
from digest.esp.settings import EspSettings, TagSettings, find_profile
from digest.esp.substitute import missing
from digest.project import load_issue, load_project
from digest.urls import href
from tests.esp.evaluators import documented, engines, go
from tests.esp.evaluators.recipient import PREFERENCES, UNSUBSCRIBE, WEB_VIEW, Recipient

EVALUATORS: Mapping[str, Callable[[str, Recipient], str]] = MappingProxyType(
    {
        "activecampaign": documented.activecampaign,
        "beehiiv": documented.beehiiv,
        "braze": engines.braze,
        "brevo": engines.brevo,
        "buttondown": engines.buttondown,
        "campaign-monitor": documented.campaign_monitor,
        "constant-contact": documented.constant_contact,
        "customerio": engines.customerio,
        "dotdigital": documented.dotdigital,
        "generic": engines.generic,
        "ghost": documented.ghost,
        "hubspot": engines.hubspot,
        "iterable": engines.iterable,
        "kit": engines.kit,
        "klaviyo": engines.klaviyo,
        "listmonk": go.listmonk,
        "mailchimp": documented.mailchimp,
        "mailerlite": documented.mailerlite,
        "mailgun": documented.mailgun,
        "mailjet": documented.mailjet,
        "omeda": documented.omeda,
        "pardot": engines.pardot,
        "postmark": engines.postmark,
        "preview": documented.preview,
        "sailthru": documented.sailthru,
        "sendgrid": engines.sendgrid,
        "sendgrid-dynamic": engines.sendgrid_dynamic,
        "sendgrid-legacy": documented.sendgrid_legacy,
        "ses": engines.ses,
        "sfmc": documented.sfmc,
    }
)

# The syntax of every profile, as an article about newsletters could quote it.
LITERALS = (
    "{{ first_name }}",
    "{{{unsubscribe}}}",
    "{{{{raw}}}}",
    r"\{{name}}",
    "{{name|there}}",
    "{{#if name}}",
    "{{/if}}",
    "{{ ${name} }}",
    "{% if name %}",
    "{%- raw -%}",
    "{# note #}",
    "*|FNAME|*",
    "**|IF:X|**",
    "%%firstname%%",
    "%%=v(@name)=%%",
    "%%{name}%%",
    "%FIRSTNAME%",
    "100%SENDER-INFO%",
    "%recipient.name%",
    "%unsubscribe_url%",
    "[firstname]",
    "[firstname,fallback=you]",
    "[[data:name]]",
    '[[Name OR "you"]]',
    "[%name%]",
    "[Weblink]",
    "[#if]",
    "${name}",
    "<@name>",
    "<%asm_group_unsubscribe_raw_url%>",
    "{$name}",
    "{name}",
    "{name ?: 'you'}",
    "@{name}@",
    "@NAME@",
    "$UNSUB$",
    "https://a.example/x@TrackLink",
    "<unsubscribe>",
    "&#123;&#123;",
    "}} %} #} |* ]] }@",
)
QUOTED = " ".join(LITERALS)
LINK = "https://meridian.example/a?q=" + "".join(LITERALS).replace(" ", "")

SETTINGS = """
name: Meridian Daily
publisher: Meridian Media
from: { name: Meridian Daily, email: daily@meridian.example }
postal_address: 1 Harbour Row
web_url: https://meridian.example/daily/{stem}/
"""


def _yaml(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _markdown(text: str) -> str:
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


ISSUE = f"""
date: 2026-11-22
subject: {_yaml("For [[first_name|reader]]: {{ x }} *|X|* %%x%% [[email]]")}
preheader: {_yaml("{% x %} " + QUOTED)}
blocks:
  - lead:
      headline: {_yaml("Headline " + QUOTED)}
      url: {_yaml(LINK)}
      image: {{ src: "https://meridian.example/a.png", alt: {_yaml("For [[first_name|them]]: " + QUOTED)} }}
      body: |
        Hello [[first_name|l'amie]]! {{[[first_name|there]]}} \\\\[[email]] %[[email]]% @[[email]]@
        $[[email]]$ \\*[[email]]\\* [[email]][[[email]]

        {_markdown("Body " + QUOTED)}

        [Leave]([[unsubscribe]]) [See]([[web_view]]) [Choose]([[preferences]])
  - more_from:
      teasers:
        - headline: {_yaml("Teaser " + QUOTED)}
          url: {_yaml(LINK)}
          image: {{ src: "https://meridian.example/b.png", alt: {_yaml("Thumb " + QUOTED)} }}
"""


@pytest.fixture(scope="module")
def neutral(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """Render the hard issue once for all ESPs, as an export does."""
    root: Path = tmp_path_factory.mktemp("letter")
    (root / "issues").mkdir()
    (root / "newsletter.yaml").write_text(SETTINGS, "utf-8")
    (root / "issues" / "hard.yaml").write_text(ISSUE, "utf-8")
    project = load_project(root)
    return render_edition(load_issue(root / "issues/hard.yaml", project), project)


def _profile(name: str) -> Profile:
    own = TagSettings(unsubscribe="@{unsubscribe_link}@", first_name="@{first_name}@", email="@{email}@")
    return find_profile(name, {"omeda": EspSettings(tags=own)})


@pytest.mark.parametrize("known_name", ["Zoë", ""], ids=["name", "fallback"])
@pytest.mark.parametrize("name", PROFILES)
def test_edition_passes_the_engine_of(name: str, known_name: str, neutral: Edition) -> None:
    """Right addresses, the name or its fallback, no leftover delimiter, literal text as typed."""
    profile = _profile(name)
    edition = neutral.for_esp(profile)
    to = Recipient(known_name)
    subject, html, text = (
        EVALUATORS[name](part, to) for part in (edition.subject, edition.html, edition.text)
    )
    greeted = SAMPLE_NAME if name == "preview" else known_name
    email = SAMPLE_EMAIL if name == "preview" else to.email
    addresses = {"unsubscribe": UNSUBSCRIBE, "web_view": WEB_VIEW, "preferences": PREFERENCES}
    if name == "preview":
        addresses = {tag: profile.tags[tag].value for tag in addresses}
    addresses = {tag: address for tag, address in addresses.items() if profile.has(tag)}
    addresses.setdefault("web_view", neutral.own_addresses["web_view"])
    if name == "ses":
        addresses["preferences"] = UNSUBSCRIBE  # one page for both

    def shown(fallback: str) -> str:
        return greeted or (fallback if profile.tags["first_name"].fallback else "")

    for part in (subject, html, text):
        assert not re.search("zq(tag|when|endwhen)", part)
    assert _squeezed(subject) == _squeezed(f"For {shown('reader')}: {{{{ x }}}} *|X|* %%x%% {email}")

    page = lxml.html.document_fromstring(html)
    visible = str(page.xpath("string()"))
    hrefs = [link.get("href") for link in page.iter("a")]
    alts = [image.get("alt") for image in page.iter("img")]
    assert href(LINK) in hrefs
    for address in addresses.values():
        assert address in hrefs
        assert address in text
    assert f"For {shown('them')}: {QUOTED}" in alts

    # In plain text an apostrophe cannot stand in a string with single quotes.
    pattern = profile.tags["first_name"].fallback
    curly = "l\u2019amie"
    amie_in_text = curly if "'FALLBACK" in pattern or "=FALLBACK'" in pattern else "l'amie"
    amie_in_html = curly if profile.tags["first_name"].escapes else "l'amie"
    for part, amie in ((visible, amie_in_html), (text, amie_in_text)):
        squeezed = _squeezed(part)
        for words in ("Headline", "Body", "Teaser"):
            assert _squeezed(words + QUOTED) in squeezed
        greeting = f"Hello {shown(amie)}! {{{shown('there')}}} \\{email} %{email}% @{email}@"
        assert _squeezed(greeting) in squeezed
        assert f"${email}$*{email}*{email}[{email}" in squeezed
    assert _squeezed("{% x %}" + QUOTED) in _squeezed(visible)
    assert unquote(href(LINK)) in unquote(text)


def _squeezed(text: str) -> str:
    """Return ``text`` less what line breaking and the invisible joiner may add."""
    return re.sub(r"[\s\u2060]", "", text)


def test_every_profile_has_an_evaluator() -> None:
    """A new profile cannot be added without being read by an engine."""
    assert set(EVALUATORS) == set(PROFILES)


@pytest.mark.parametrize("name", PROFILES)
def test_what_an_esp_lacks_is_reported(name: str, neutral: Edition) -> None:
    """A merge tag that nothing stands for is named, so that no dead link goes out unnoticed."""
    profile = _profile(name)
    lacking = {tag for tag in ("unsubscribe", "preferences", "first_name", "email") if not profile.has(tag)}
    assert set(missing(neutral.html, profile, neutral.own_addresses)) == lacking
    if not profile.has("web_view"):
        assert "web_view" in missing(neutral.html, profile)
