"""The plain-text edition as a reader gets it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from digest import Project, build_edition
from digest.issue import Issue
from digest.settings import Settings
from digest.text import WIDTH, display_width
from tests.editions import NAMES, built

IMAGE = {
    "src": "https://meridian.example/door.jpg",
    "alt": "A door, painted twice",
    "caption": "The door on Saturday.",
    "credit": "R. Sato",
}


def project(**more: Any) -> Project:
    """Return a newsletter with as little as it may have."""
    settings = {
        "name": "Meridian Daily",
        "publisher": "Meridian Media",
        "from": {"name": "Meridian Daily", "email": "daily@meridian.example"},
        "postal_address": "1 Harbour Row, Lisbon",
        **more,
    }
    return Project(Path(), Settings.model_validate(settings))


def text(
    *blocks: dict[str, Any], esp: str = "preview", newsletter: Project | None = None, **more: Any
) -> str:
    """Return the text edition of an issue with these blocks, and a lead where they have none."""
    lead = {"lead": {"headline": "Is the door open?", "body": "Not yet."}}
    data = {
        "date": "2026-11-22",
        "subject": "Is the door open?",
        "blocks": [*([] if any("lead" in block for block in blocks) else [lead]), *blocks],
        **more,
    }
    return build_edition(Issue.model_validate(data), newsletter or project(), esp).text


def body(*blocks: dict[str, Any]) -> str:
    """Return what stands between masthead and footer, less the lead that no test asked for."""
    rule = "=" * WIDTH + "\n"
    return text(*blocks).partition(rule)[2].rpartition(rule)[0].strip("\n")


def test_a_small_issue_whole() -> None:
    """From the name at the top to the way out at the bottom, each line once and in its place."""
    shown = text(
        {
            "lead": {
                "kicker": "World",
                "headline": "Is the door open?",
                "url": "https://meridian.example/door",
                "dek": "A *promise*, and a gap.",
                "byline": "Ana Prior",
                "image": IMAGE,
                "body": "What is it [worth](https://meridian.example/worth)?",
                "cta": "Read the full story",
            }
        },
        number=412,
        subject="The door",
        preheader="What they left out",
        newsletter=project(
            web_url="https://meridian.example/{stem}/",
            social=[{"network": "linkedin", "url": "https://linkedin.example/meridian"}],
        ),
    )
    assert (
        shown
        == """\
Meridian Daily
Sunday, November 22, 2026 · No. 412
View in browser: https://meridian.example/2026-11-22/
========================================================================

The door

What they left out

World
Is the door open?
=================

A *promise*, and a gap.

By Ana Prior

[Picture: A door, painted twice] (Photo: R. Sato)
The door on Saturday.

What is it worth [1]?

Read the full story: https://meridian.example/door

[1] https://meridian.example/worth

========================================================================

You receive this e-mail because you subscribed to Meridian Daily.
1 Harbour Row, Lisbon

Unsubscribe: #unsubscribe
Preferences: #preferences
View in browser: https://meridian.example/2026-11-22/

LinkedIn: https://linkedin.example/meridian
"""
    )


def test_a_section_whole() -> None:
    """Teasers under their title, the paid one among them between lines that say so."""
    shown = body(
        {
            "more_from": {
                "teasers": [
                    {
                        "kicker": "Video",
                        "source": "YouTube",
                        "headline": "How a ballot is counted",
                        "url": "https://youtube.example/ballot",
                        "dek": "From [box](https://a.example/box) to tally.",
                        "image": {"src": "https://a.example/b.png", "alt": "A box"},
                    },
                    {
                        "sponsor": {
                            "advertiser": "Parley",
                            "headline": "Order dinner",
                            "url": "https://parley.example/",
                            "body": "Five lessons.",
                        }
                    },
                    {"headline": "Three navies, one cable", "url": "https://meridian.example/cable"},
                ]
            }
        }
    )
    assert (
        shown.partition("\n\n" + "=" * WIDTH)[2]
        == """
More from Meridian Media
========================================================================

Video · YouTube
How a ballot is counted
-----------------------
From box [1] to tally.
[Picture: A box]
https://youtube.example/ballot
[1] https://a.example/box

--- Advertisement: Parley ----------------------------------------------

Order dinner
------------

Five lessons.

https://parley.example/

--- End of advertisement -----------------------------------------------

Three navies, one cable
-----------------------
https://meridian.example/cable"""
    )


@pytest.mark.parametrize(
    "cta,lines",
    [
        (None, ["https://a.example/"]),
        ("See the plan", ["See the plan: https://a.example/"]),
        ({"label": "See the plan", "url": "https://a.example/"}, ["See the plan: https://a.example/"]),
        (
            {"label": "Curious?", "url": "https://a.example/plan"},
            ["Curious? https://a.example/plan", "Read more: https://a.example/"],
        ),
    ],
)
def test_every_address_of_an_advertisement_is_there_once(cta: Any, lines: list[str]) -> None:
    """The button's, and the block's own where the button leads elsewhere."""
    sponsor = {"advertiser": "Northwind", "headline": "Power", "url": "https://a.example/"}
    shown = body({"sponsor": {**sponsor, **({"cta": cta} if cta else {})}})
    assert [line for line in shown.splitlines() if "https:" in line] == lines


def test_the_lead_shows_its_address_with_or_without_a_button() -> None:
    """A story with an address can always be followed to the web."""
    lead = {"headline": "Is the door open?", "body": "Not yet.", "url": "https://a.example/story"}
    assert "Read more: https://a.example/story" in body({"lead": lead})
    button = {"label": "Listen", "url": "https://a.example/audio"}
    shown = body({"lead": {**lead, "cta": button}})
    assert "Listen: https://a.example/audio\nRead more: https://a.example/story" in shown


@pytest.mark.parametrize(
    "image,expected",
    [
        ({"alt": "A door"}, "[Picture: A door]"),
        ({"alt": "A door", "credit": "R. Sato"}, "[Picture: A door] (Photo: R. Sato)"),
        ({"alt": "A door", "caption": "A door"}, "[Picture: A door]"),
        ({"alt": "", "caption": "On Saturday."}, "On Saturday."),
        ({"credit": "R. Sato"}, "(Photo: R. Sato)"),
        ({"alt": ""}, ""),
    ],
)
def test_a_picture_is_told_where_it_informs(image: dict[str, str], expected: str) -> None:
    """What it shows and who made it, once each; one that only decorates is passed over."""
    picture = {"src": "https://a.example/a.png", **image}
    lead = {"headline": "Is the door open?", "body": "Not yet.", "image": picture}
    assert body({"lead": lead}).split("=\n\n")[1].removesuffix("Not yet.").strip() == expected


def test_blocks_are_marked_off_by_one_rule() -> None:
    """A text needs one before it, unless it opens the issue or follows an advertisement's last line."""
    note = {"text": {"body": "A note."}}
    sponsor = {"sponsor": {"advertiser": "N", "headline": "P", "url": "https://a.example/"}}
    lead = {"lead": {"headline": "Is the door open?", "body": "Not yet."}}
    rule = "-" * WIDTH
    assert body(note, lead).startswith("A note.\n\nIs the door open?")
    assert body(lead, note).endswith(f"Not yet.\n\n{rule}\n\nA note.")
    end = "--- End of advertisement -----------------------------------------------"
    assert body(lead, sponsor, note).endswith(f"\n\n{end}\n\nA note.")
    assert body(lead, {"more_from": {"teasers": [sponsor]}}, note).endswith(f"\n\n{end}\n\nA note.")


@pytest.mark.parametrize("esp", ["preview", "mailchimp", "braze", "postmark", "mailgun"])
def test_lines_that_an_esp_has_no_page_for_leave_no_gap(esp: str) -> None:
    """Where an ESP lacks the page, its line is gone, and the lines around it close up."""
    shown = text(esp=esp)
    assert "zq" not in shown
    assert "\n\n\n" not in shown
    masthead, footer = shown.splitlines()[:4], shown.splitlines()[-5:]
    assert "=" * WIDTH in masthead[2:4]
    assert any(line.startswith("Unsubscribe: ") for line in footer)


def test_a_name_that_the_esp_fills_in_is_kept_whole() -> None:
    """A merge tag counts as what readers will see, and wrapping does not break it."""
    note = {"text": {"body": f"{'word ' * 12}[[first_name|dear and esteemed reader]], {'word ' * 5}"}}
    shown = text(note, esp="mailchimp")
    tags = [line for line in shown.splitlines() if "*|FNAME|*" in line]
    assert len(tags) == 1
    assert "dear and esteemed reader" in tags[0]


def test_plain_fields_hold_merge_tags_too() -> None:
    """A headline can greet by name."""
    lead = {"headline": "[[first_name|you]] and the door", "body": "Not yet."}
    assert "*|FNAME|*" in text({"lead": lead}, esp="mailchimp")


@pytest.mark.parametrize("name", NAMES)
def test_every_sample_is_clean(name: str) -> None:
    """No stray space, blank line or wide line in any of them, in any script."""
    shown = built(name).edition.text
    assert shown.endswith("\n")
    assert not shown.startswith("\n")
    assert "\n\n\n" not in shown
    for line in shown.splitlines():
        assert line == line.rstrip()
        words = line.split(" ")
        # A merge tag in its ESP's own writing is longer than what readers will see.
        assert "{{" in line or display_width(line) <= WIDTH or max(map(display_width, words)) > WIDTH - 12


@pytest.mark.parametrize(
    "name", ["2026-11-22", "2026-11-20-weekly", "arabic", "japanese", "every-field", "hostile"]
)
def test_the_text_is_as_it_was_read(name: str, request: pytest.FixtureRequest) -> None:
    """These editions were read line by line; a change in them is to be read again."""
    expected = Path(__file__).parent / "golden" / f"{name}.txt"
    shown = built(name).edition.text
    if request.config.getoption("--update-golden"):
        expected.parent.mkdir(exist_ok=True)
        expected.write_text(shown, "utf-8", newline="\n")
    assert shown == expected.read_text("utf-8")
