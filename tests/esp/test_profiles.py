"""The table of ESPs: complete, sourced, and open to what a project says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from digest.cli import main
from digest.diagnostics import ProjectError
from digest.esp.profile import FALLBACK, Certainty, Profile
from digest.esp.profiles import PROFILES
from digest.esp.settings import EspSettings, TagSettings, find_profile
from digest.esp.substitute import for_html, for_text
from digest.merge import LINK_TAGS, MERGE_TAGS, MergeTag, end_when, mark, placeholder, when

SETTINGS = """
name: Meridian Daily
publisher: Meridian Media
from: { name: Meridian Daily, email: daily@meridian.example }
postal_address: 1 Harbour Row
esps:
  mailchimp: { tags: { first_name: "*|NAME:FALLBACK|*" } }
  inhouse: { title: Our own sender, based_on: kit, tags: { unsubscribe: "{{ leave }}" } }
"""


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """Give a project with two ESPs of its own making."""
    (tmp_path / "newsletter.yaml").write_text(SETTINGS, "utf-8")
    return tmp_path


@pytest.mark.parametrize("profile", PROFILES.values(), ids=lambda profile: profile.name)
def test_profile_is_whole(profile: Profile) -> None:
    """Every fact names its source, every tag is one that content can use."""
    assert set(profile.tags) <= set(MERGE_TAGS)
    for tag in profile.tags.values():
        assert tag.source
        assert not tag.fallback or FALLBACK in tag.fallback
    assert all(limit.source for limit in profile.limits)
    assert all(fact.source for fact in profile.facts)
    for name in LINK_TAGS & set(profile.tags):
        assert '"' not in profile.tags[name].value
        assert " " not in profile.tags[name].value.strip("{}% [|*<>$@") or "{" in profile.tags[name].value


def test_at_least_25_esps_are_known() -> None:
    """The promise of the manual."""
    assert len(PROFILES.keys() - {"generic", "preview"}) >= 25


def test_unverified_tags_are_known_as_such() -> None:
    """What nobody confirmed is not sold as fact."""
    assert not PROFILES["constant-contact"].verified
    assert not PROFILES["omeda"].verified
    assert PROFILES["mailchimp"].verified


def test_project_overrides_a_tag() -> None:
    """An audience can call its first name differently; the rest stays as known."""
    own = {"mailchimp": EspSettings(tags=TagSettings(first_name="*|NAME:FALLBACK|*"))}
    profile = find_profile("mailchimp", own)
    assert for_text(mark("Hi [[first_name|you]], [[first_name]]!"), profile) == "Hi *|NAME:you|*, *|NAME:|*!"
    assert profile.tags["first_name"].certainty is Certainty.CONFIGURED
    assert profile.tags["unsubscribe"] == PROFILES["mailchimp"].tags["unsubscribe"]


def test_unknown_esp_gets_a_suggestion() -> None:
    """A typing error is named with the likely word."""
    with pytest.raises(ProjectError) as caught:
        find_profile("mailchim", {})
    assert "did you mean 'mailchimp'?" in caught.value.diagnostics[0].hint


def test_listmonk_keeps_conditional_comments_with_their_tags() -> None:
    """Outlook's comments are printed from strings, and a merge tag inside them still works."""
    link = placeholder(MergeTag("unsubscribe"))
    html = f'<!--[if mso]><a href="{link}">\\ "out"</a>\n<![endif]--><!--[if !mso]><!-->in<!--<![endif]-->'
    made = for_html(html, PROFILES["listmonk"])
    assert made == (
        '{{ Safe "<!--[if mso]><a href=\\"" }}{{ UnsubscribeURL }}'
        '{{ Safe "\\">\\\\ \\"out\\"</a>\\n<![endif]-->" }}'
        '{{ Safe "<!--[if !mso]><!-->" }}in{{ Safe "<!--<![endif]-->" }}'
    )


def test_sailthru_keeps_style_sheets_inert() -> None:
    """Sailthru reads {x as code, so a brace in CSS is followed by white space."""
    html = "<style>a{color:red}@media x{.b{c:d}}</style><body>a{b</body>"
    made = for_html(html, PROFILES["sailthru"])
    assert made == "<style>a{ color:red}@media x{ .b{ c:d}}</style><body>a&#123;b{beacon}</body>"


def test_what_depends_on_a_missing_tag_goes_away() -> None:
    """A theme's web-view link is not a dead link where the ESP has no such page."""
    text = f"a{when('web_view')} [{placeholder(MergeTag('web_view'))}]{end_when('web_view')}b"
    assert for_text(text, PROFILES["postmark"]) == "ab"
    assert for_text(text, PROFILES["postmark"], {"web_view": "https://a.example/{{"}) == (
        "a [https://a.example/%7B{]b"
    )
    assert for_html(text, PROFILES["mailchimp"]) == "a [*|ARCHIVE|*]b"


def test_text_addresses_stay_addresses() -> None:
    """Where a joiner would break a link the character is percent-encoded, but no escape is touched twice."""
    assert for_text("https://a.example/{{x}}", PROFILES["beehiiv"]) == "https://a.example/%7B{x}}"
    assert for_text("https://a.example/%ABCD%EF", PROFILES["activecampaign"]) == "https://a.example/%ABCD%EF"


def test_double_quotes_become_single_inside_attributes() -> None:
    """A tag that ends the attribute it stands in would break the page."""
    tag = placeholder(MergeTag("first_name", "you"))
    made = for_html(f'<img alt="for {tag}">for {tag}', PROFILES["mailjet"])
    assert made == '<img alt="for [[data:firstname:\'you\']]">for [[data:firstname:"you"]]'


def test_esps_lists_all_with_the_projects_own(letter: Path) -> None:
    """``digest esps`` is where an editor finds the name to write."""
    said = CliRunner().invoke(main, ["esps", "--project", str(letter)])
    assert said.exit_code == 0, said.output
    assert "  mailchimp         Mailchimp\n" in said.output
    assert "? omeda             Omeda (Omail)\n" in said.output
    assert said.output.splitlines()[-1] == "  inhouse           Our own sender"


def test_esps_needs_no_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Someone who only looks around has no project yet; a broken one is still reported."""
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(main, ["esps"]).exit_code == 0
    (tmp_path / "newsletter.yaml").write_text("nme: x\n", "utf-8")
    assert CliRunner().invoke(main, ["esps"]).exit_code == 2


@pytest.mark.parametrize("name", PROFILES)
def test_esps_explains_each(name: str, letter: Path) -> None:
    """``digest esps NAME`` shows the tags, what the ESP demands, and where each fact comes from."""
    said = CliRunner().invoke(main, ["esps", name, "--project", str(letter)])
    assert said.exit_code == 0, said.output
    for tag in PROFILES[name].tags.values():
        assert tag.value in said.output or name == "mailchimp"
    for fact in PROFILES[name].facts:
        assert fact.says in said.output


def test_esps_says_what_a_push_needs(letter: Path) -> None:
    """What stands under ``push``, and where the key goes, is found without a manual."""
    said = CliRunner().invoke(main, ["esps", "klaviyo", "--project", str(letter)]).output
    assert "DIGEST_KLAVIYO_KEY in the environment: the API key" in said
    assert "esps: klaviyo: push: lists: in newsletter.yaml: ids of the lists or segments" in said
    said = CliRunner().invoke(main, ["esps", "inhouse", "--project", str(letter)]).output
    assert "Draft: 'digest push' makes a draft, without our text part" in said
    assert "(optional)" in said


def test_esps_speaks_json(letter: Path) -> None:
    """Other programs can read the table."""
    every = json.loads(CliRunner().invoke(main, ["esps", "--json", "--project", str(letter)]).output)
    assert {"mailchimp", "inhouse"} <= {each["name"] for each in every}
    one = json.loads(CliRunner().invoke(main, ["esps", "inhouse", "--json", "--project", str(letter)]).output)
    assert one["tags"]["unsubscribe"]["value"] == "{{ leave }}"


def test_faulty_override_is_reported_where_it_stands(tmp_path: Path) -> None:
    """A typing error in newsletter.yaml is found when the project is loaded."""
    text = SETTINGS.replace("first_name", "fist_name").replace('"{{ leave }}"', '""')
    text = text.replace("based_on: kit", "based_on: kitt")
    (tmp_path / "newsletter.yaml").write_text(text, "utf-8")
    said = CliRunner().invoke(main, ["esps", "--project", str(tmp_path)])
    assert said.exit_code == 2
    assert "did you mean 'first_name'?" in said.stderr
    assert "[bad-tag]" in said.stderr
    assert "did you mean 'kit'?" in said.stderr
