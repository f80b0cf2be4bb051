"""Messages: complete, exact, fit for transport, and not taken for spam."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import subprocess
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from digest.edition import Edition, render_edition
from digest.esp.profiles import PROFILES
from digest.message import Envelope, issue_date, make_message
from digest.project import load_issue, load_project

ROOT = Path(__file__).parents[1]
ENVELOPE = Envelope(
    sender_name="Meridian Daily Ünïted",
    sender="daily@meridian.example",
    recipients=("ana@meridian.example",),
    date=dt.datetime(2026, 11, 22, 6, tzinfo=dt.UTC),
    unsubscribe_url="https://meridian.example/leave",
)


def _samples() -> list[Path]:
    folders = [ROOT / "issues", ROOT / "tests/hard/issues", *sorted((ROOT / "tests/hard").glob("*/issues"))]
    return [path for folder in folders for path in sorted(folder.glob("*.yaml"))]


@pytest.fixture(params=_samples(), ids=lambda path: path.stem)
def edition(request: pytest.FixtureRequest) -> Edition:
    """Give each sample and hard issue as the preview shows it."""
    path: Path = request.param
    project = load_project(path.parents[1])
    return render_edition(load_issue(path, project), project).for_esp(PROFILES["preview"])


@pytest.fixture
def daily() -> Edition:
    """Give the sample daily as the preview shows it."""
    project = load_project(ROOT)
    issue = load_issue(ROOT / "issues/2026-11-22.yaml", project)
    return render_edition(issue, project).for_esp(PROFILES["preview"])


def _parsed(edition: Edition, envelope: Envelope = ENVELOPE) -> tuple[bytes, EmailMessage]:
    data = make_message(edition, envelope).as_bytes()
    message = message_from_bytes(data, policy=SMTP)
    assert isinstance(message, EmailMessage)
    return data, message


def test_message_is_whole_and_exact(edition: Edition) -> None:
    """The parts decode to exactly the edition, without defects or lines too long for transport."""
    data, message = _parsed(edition)
    assert [each.defects for each in message.walk()] == [[]] * 3
    assert all(not header.defects for header in message.values())
    assert max(len(line) for line in data.split(b"\r\n")) <= 998
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert data.isascii()
    assert message.get_content_type() == "multipart/alternative"
    text, html = message.iter_parts()
    for part, kind, wanted in ((text, "plain", edition.text), (html, "html", edition.html)):
        assert part.get_content_type() == f"text/{kind}"
        assert part["Content-Transfer-Encoding"] == "quoted-printable"
        payload = part.get_payload(decode=True)
        assert isinstance(payload, bytes)
        assert payload.decode().replace("\r\n", "\n") == wanted
    assert message["Subject"] == edition.subject


def test_headers_say_who_when_and_how_to_leave(daily: Edition) -> None:
    """One-click unsubscribe is what large mailbox providers demand of bulk mail."""
    data, message = _parsed(daily)
    assert message["From"].addresses[0].display_name == ENVELOPE.sender_name
    assert message["From"].addresses[0].addr_spec == ENVELOPE.sender
    assert message["To"] == "ana@meridian.example"
    assert message["Date"].datetime == ENVELOPE.date
    assert re.fullmatch(r"<[0-9a-f]{32}@meridian\.example>", message["Message-ID"])
    assert message["List-Unsubscribe"] == "<https://meridian.example/leave>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert b"=?utf-8?" in data.split(b"\r\n\r\n")[0]


def test_no_unsubscribe_header_without_an_address(daily: Edition) -> None:
    """A header that leads nowhere is worse than none; one-click works over https only."""
    _, message = _parsed(daily, replace(ENVELOPE, unsubscribe_url=""))
    assert "List-Unsubscribe" not in message
    _, message = _parsed(daily, replace(ENVELOPE, unsubscribe_url="http://meridian.example/leave"))
    assert "List-Unsubscribe-Post" not in message


def test_same_input_gives_the_same_bytes(daily: Edition) -> None:
    """Neither clock nor chance has a part in a message file, but two messages never share their name."""
    envelope = replace(ENVELOPE, date=issue_date(daily))
    assert make_message(daily, envelope).as_bytes() == make_message(daily, envelope).as_bytes()
    other = make_message(daily, replace(envelope, recipients=("bo@meridian.example",)))
    assert other["Message-ID"] != make_message(daily, envelope)["Message-ID"]


def test_line_breaks_in_a_subject_cannot_add_headers(daily: Edition) -> None:
    """A subject is data: it cannot bring headers of its own into the message."""
    with pytest.raises(ValueError, match="linefeed or carriage return"):
        make_message(replace(daily, subject="Hi\r\nBcc: everyone@meridian.example"), ENVELOPE)


def test_spamassassin_finds_nothing_wrong(daily: Edition, tmp_path: Path) -> None:
    """The sample scores under 1.0 in SpamAssassin's local tests."""
    if shutil.which("spamassassin") is None:
        pytest.skip("SpamAssassin is not installed: Debian's package is spamassassin")
    done = subprocess.run(
        ["spamassassin", "--local", "--test-mode", "--prefspath", str(tmp_path / "none"), "-x"],
        input=make_message(daily, ENVELOPE).as_bytes(),
        capture_output=True,
        check=True,
        timeout=120,
    )
    score = re.search(rb"\((-?[0-9.]+) points, ", done.stdout)
    assert score
    assert float(score[1]) < 1.0, done.stdout[-3000:].decode("utf-8", "replace")
