"""``digest push``: one draft, updated, never sent, and no secret told."""

from __future__ import annotations

import base64
import email.utils
import json
import logging
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from digest.cli import main
from digest.diagnostics import DigestError, OutputError
from digest.push.courier import Patience, PushError
from digest.push.memory import FILE, recall
from digest.push.pushing import Account, open_account, push
from digest.push.service import Draft
from digest.push.services import SERVICES
from tests.push.vendor import DOCUMENTED, Vendor, serving

KEY = "k3y-that-nobody-sees:s3cret-part-us6"
# What each account needs to be told.
GIVEN = {
    "klaviyo": {"lists": "LIST1"},
    "braze": {"cluster": "iad-01"},
    "beehiiv": {"publication": "pub_1"},
    "listmonk": {"lists": "1, 2"},
}
DRAFT = Draft(
    name="Meridian Daily 2026-11-22",
    subject="Is the door open?",
    preheader="What ministers promised",
    html="<p>The HTML</p>",
    text="The text",
    sender_name="Meridian Daily",
    sender="daily@meridian.example",
    lang="en-GB",
)
# Where each API takes the text part.
TEXT_FIELDS = {
    "mailchimp": "plain_text",
    "sendgrid": "plain_content",
    "klaviyo": "text",
    "mailjet": "Text-part",
    "iterable": "plainText",
    "braze": "plaintext_body",
    "listmonk": "altbody",
}


@pytest.fixture
def vendor(request: pytest.FixtureRequest) -> Iterator[Vendor]:
    """Serve the API of the ESP that the test names."""
    with serving(DOCUMENTED[getattr(request, "param", "buttondown")]) as served:
        yield served


def account(name: str, vendor: Vendor) -> Account:
    """Return an account with the served API."""
    given = {**GIVEN.get(name, {}), "url": vendor.url}
    return open_account(name, name.title(), given, {SERVICES[name].variable: KEY})


def patient(waits: list[float] | None = None, read: float = 30) -> Patience:
    """Return a patience that notes its waits in place of waiting."""
    return Patience(read=read, sleep=(waits if waits is not None else []).append)


def flat(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield every key and value inside a JSON body."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield key, each
            yield from flat(each)
    elif isinstance(value, list):
        for each in value:
            yield from flat(each)


@pytest.mark.parametrize(
    "name,vendor", [(name, name) for name in SERVICES], indirect=["vendor"], ids=list(SERVICES)
)
def test_second_push_updates_the_first_draft(name: str, vendor: Vendor, tmp_path: Path) -> None:
    """One issue is one draft, however often it is pushed; both parts arrive where the API takes both."""
    new = push(DRAFT, account(name, vendor), recall(tmp_path, name), patient())
    first = vendor.lines()
    again = push(
        replace(DRAFT, html="<p>Better</p>"), account(name, vendor), recall(tmp_path, name), patient()
    )
    second = vendor.lines()[len(first) :]
    assert new is (name != "iterable")
    assert not again
    # Where a second push repeats a POST, that request makes nothing new.
    repeated = {line for line in second if line in first and line.startswith("POST")}
    assert repeated <= {
        "POST /campaign-message-assign-template",
        "POST /campaigndraft/9/detailcontent",
        "POST /templates/email/upsert",
    }
    values = [pair for each in vendor.seen[: len(first)] for pair in flat(each.body)]
    assert DRAFT.html in "".join(str(value) for _, value in values)
    if SERVICES[name].takes_text:
        assert (TEXT_FIELDS[name], DRAFT.text) in values
    else:
        assert DRAFT.text not in [value for _, value in values]
    later = "".join(json.dumps(each.body) for each in vendor.seen[len(first) :])
    assert "<p>Better</p>" in later


def test_requests_say_draft_where_the_default_would_publish(tmp_path: Path) -> None:
    """Buttondown and beehiiv publish what they are given unless told otherwise; Kit sends with a date."""
    for name in ("buttondown", "beehiiv", "kit"):
        with serving(DOCUMENTED[name]) as vendor:
            push(DRAFT, account(name, vendor), recall(tmp_path, name), patient())
            body = vendor.seen[0].body
            if name == "kit":
                assert body["send_at"] is None
                assert body["public"] is False
            else:
                assert body["status"] == "draft"


def test_sendgrid_keeps_our_text_part(tmp_path: Path) -> None:
    """By default SendGrid replaces it."""
    with serving(DOCUMENTED["sendgrid"]) as vendor:
        push(DRAFT, account("sendgrid", vendor), recall(tmp_path, "sendgrid"), patient())
        assert vendor.seen[0].body["email_config"]["generate_plain_content"] is False


@pytest.mark.parametrize(
    "name,header,value",
    [
        ("mailchimp", "Authorization", "Basic " + base64.b64encode(f"digest:{KEY}".encode()).decode()),
        ("mailjet", "Authorization", "Basic " + base64.b64encode(KEY.encode()).decode()),
        ("sendgrid", "Authorization", f"Bearer {KEY}"),
        ("klaviyo", "Authorization", f"Klaviyo-API-Key {KEY}"),
        ("klaviyo", "revision", "2026-07-15"),
        ("klaviyo", "Content-Type", "application/vnd.api+json"),
        ("brevo", "api-key", KEY),
        ("kit", "X-Kit-Api-Key", KEY),
        ("buttondown", "Authorization", f"Token {KEY}"),
        ("listmonk", "Authorization", f"token {KEY}"),
    ],
)
def test_key_goes_where_the_vendor_wants_it(name: str, header: str, value: str, tmp_path: Path) -> None:
    """Each vendor has its own way of asking who we are."""
    with serving(DOCUMENTED[name]) as vendor:
        push(DRAFT, account(name, vendor), recall(tmp_path, name), patient())
        sent = {key.lower(): each for key, each in vendor.seen[0].headers.items()}
        assert sent[header.lower()] == value


@pytest.mark.parametrize("name", ["buttondown", "beehiiv"])
def test_published_by_mistake_is_undone_and_reported(name: str, tmp_path: Path) -> None:
    """If an API publishes all the same, what it made is deleted at once."""
    wrong = {
        "buttondown": {"id": "ac79483b", "status": "about_to_send"},
        "beehiiv": {"data": {"id": "post_1", "status": "confirmed"}},
    }[name]
    with serving(DOCUMENTED[name]) as vendor:
        vendor.faults = [(201, wrong, {})]
        with pytest.raises(PushError, match="not a draft; it was deleted"):
            push(DRAFT, account(name, vendor), recall(tmp_path, name), patient())
        assert vendor.lines()[-1].startswith("DELETE ")
        assert recall(tmp_path, name).ids == {}
        vendor.faults = [(201, wrong, {}), (403, {"error": "no"}, {})]
        with pytest.raises(PushError, match="could not be deleted") as caught:
            push(DRAFT, account(name, vendor), recall(tmp_path, name), patient())
        assert "stop it in the account" in caught.value.diagnostics[0].hint


def test_draft_that_was_sent_meanwhile_is_reported(vendor: Vendor, tmp_path: Path) -> None:
    """Somebody scheduled it in the account: an update must not pass in silence."""
    push(DRAFT, account("buttondown", vendor), recall(tmp_path, "buttondown"), patient())
    vendor.faults = [(200, {"id": "ac79483b", "status": "sent"}, {})]
    with pytest.raises(PushError, match="'sent', not a draft"):
        push(DRAFT, account("buttondown", vendor), recall(tmp_path, "buttondown"), patient())
    assert "DELETE /emails/ac79483b" not in vendor.lines()


def test_waits_as_long_as_it_is_asked_to(vendor: Vendor, tmp_path: Path) -> None:
    """Retry-After is respected, as seconds and as a date; without it the waits grow."""
    soon = email.utils.formatdate(time.time() + 20, usegmt=True)
    vendor.faults = [
        (429, {"detail": "slow down"}, {"Retry-After": "7"}),
        (503, {"detail": "busy"}, {"Retry-After": soon}),
        (500, {"detail": "oops"}, {}),
    ]
    waits: list[float] = []
    assert push(DRAFT, account("buttondown", vendor), recall(tmp_path, "buttondown"), patient(waits))
    assert waits[0] == 7
    assert 15 < waits[1] <= 20
    assert waits[2] == 4
    assert vendor.lines() == ["POST /emails"] * 4


def test_gives_up_when_patience_ends(vendor: Vendor, tmp_path: Path) -> None:
    """Nobody waits an hour in front of a terminal, and five attempts are enough."""
    vendor.faults = [(429, None, {"Retry-After": "3600"})]
    with pytest.raises(PushError, match="asks to wait 3600 seconds"):
        push(DRAFT, account("buttondown", vendor), recall(tmp_path, "buttondown"), patient())
    vendor.faults = [(500, {"detail": "oops"}, {"Retry-After": "soon"})] * 9
    with pytest.raises(PushError, match=r"out of order \(500\)"):
        push(DRAFT, account("buttondown", vendor), recall(tmp_path, "buttondown"), patient())
    assert len(vendor.seen) == 6
    assert recall(tmp_path, "buttondown").pending == ""


@pytest.mark.parametrize(
    "fault", ["cut", "silence", (201, b"<html>not JSON", {}), (201, {"no": "id"}, {})], ids=str
)
def test_no_second_draft_after_an_uncertain_answer(fault: Any, vendor: Vendor, tmp_path: Path) -> None:
    """A request whose answer was lost may have made a draft: it is not repeated, now or by the next push."""
    vendor.faults = [fault]
    with pytest.raises(PushError) as caught:
        push(DRAFT, account("buttondown", vendor), recall(tmp_path, "buttondown"), patient(read=0.2))
    assert caught.value.diagnostics[0].rule == "push-interrupted"
    with pytest.raises(PushError, match="may exist") as caught:
        push(DRAFT, account("buttondown", vendor), recall(tmp_path, "buttondown"), patient())
    assert caught.value.diagnostics[0].rule == "push-uncertain"
    assert vendor.lines() == ["POST /emails"]


def test_interrupted_update_is_simply_done_again(vendor: Vendor, tmp_path: Path) -> None:
    """An update makes nothing twice."""
    push(DRAFT, account("buttondown", vendor), recall(tmp_path, "buttondown"), patient())
    vendor.faults = ["cut"]
    with pytest.raises(PushError):
        push(DRAFT, account("buttondown", vendor), recall(tmp_path, "buttondown"), patient())
    assert not push(DRAFT, account("buttondown", vendor), recall(tmp_path, "buttondown"), patient())
    assert vendor.lines() == ["POST /emails", "PATCH /emails/ac79483b", "PATCH /emails/ac79483b"]


def test_adopted_klaviyo_campaign_finds_its_message(tmp_path: Path) -> None:
    """A campaign that an interrupted push made is taken up again by its id alone."""
    with serving(DOCUMENTED["klaviyo"]) as vendor:
        vendor.faults = [None, "cut"]
        with pytest.raises(PushError):
            push(DRAFT, account("klaviyo", vendor), recall(tmp_path, "klaviyo"), patient())
        memory = recall(tmp_path, "klaviyo")
        assert (memory.ids, memory.pending) == ({"template": "TPL1"}, "campaign")
        memory.adopt("CMP1", "campaign")
        assert not push(DRAFT, account("klaviyo", vendor), memory, patient())
        assert vendor.lines().count("POST /campaigns") == 1
        assert recall(tmp_path, "klaviyo").ids == {"template": "TPL1", "campaign": "CMP1", "message": "MSG1"}


@pytest.mark.parametrize(
    "fault,rule",
    [
        ((401, {"error": f"the key {KEY} is wrong"}, {}), "push-login"),
        ((400, {"error": f"bad request with {KEY}"}, {}), "push-refused"),
        ((404, {"error": f"not found for {KEY}"}, {}), "draft-gone"),
        ((302, None, {"Location": "https://elsewhere.example/"}), "push-refused"),
        ((500, {"error": f"oops {KEY}"}, {}), "push-overloaded"),
    ],
)
def test_refusals_are_explained_without_the_secret(
    fault: Any, rule: str, vendor: Vendor, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """What the vendor says reaches the editor, but never the key, not even in a traceback or a log."""
    caplog.set_level(logging.DEBUG)
    vendor.faults = [fault] * 5
    with pytest.raises(DigestError) as caught:
        push(DRAFT, account("buttondown", vendor), recall(tmp_path, "buttondown"), patient())
    assert caught.value.diagnostics[0].rule == rule
    told = "".join(traceback.format_exception(caught.value)) + repr(account("buttondown", vendor))
    assert KEY not in told
    assert "s3cret-part" not in told
    assert KEY not in caplog.text + (tmp_path / FILE).read_text("utf-8")


def test_nobody_there_is_explained_and_nothing_pending(tmp_path: Path) -> None:
    """Where no request was sent, nothing can have been made."""
    with serving({}) as vendor:
        gone = account("buttondown", vendor)
    with pytest.raises(PushError) as caught:
        push(DRAFT, gone, recall(tmp_path, "buttondown"), patient())
    assert caught.value.diagnostics[0].rule == "push-unreachable"
    assert recall(tmp_path, "buttondown").pending == ""


@pytest.mark.parametrize(
    "name,given,rule",
    [
        ("omeda", {}, "no-draft-api"),
        ("klaviyo", {}, "push-settings"),
        ("kit", {"lists": "1"}, "push-settings"),
        ("buttondown", {"url": "http://elsewhere.example"}, "push-settings"),
    ],
)
def test_what_an_account_lacks_is_named(name: str, given: dict[str, str], rule: str) -> None:
    """Settings are checked before anything is sent; a key never travels unencrypted."""
    with pytest.raises(DigestError) as caught:
        open_account(name, name, given, {f"DIGEST_{name.upper()}_KEY": KEY})
    assert caught.value.diagnostics[0].rule == rule


def test_missing_key_names_its_variable() -> None:
    """The remedy is the name of the variable."""
    with pytest.raises(DigestError, match="DIGEST_KIT_KEY is not set"):
        open_account("kit", "Kit", {}, {})


def test_faulty_numbers_are_named(tmp_path: Path) -> None:
    """A list's name in place of its number is told before anything is sent."""
    with serving(DOCUMENTED["brevo"]) as vendor:
        wrong = replace(account("brevo", vendor), given={"url": vendor.url, "lists": "friends"})
        with pytest.raises(DigestError, match="faulty value"):
            push(DRAFT, wrong, recall(tmp_path, "brevo"), patient())
        assert vendor.seen == []


def test_addresses_follow_the_account() -> None:
    """Mailchimp's data centre is in the key, Braze's cluster and Iterable's region in the settings."""
    key = {"DIGEST_MAILCHIMP_KEY": "abc-us6", "DIGEST_BRAZE_KEY": "k", "DIGEST_ITERABLE_KEY": "k"}
    assert open_account("mailchimp", "M", {}, key).url == "https://us6.api.mailchimp.com/3.0"
    assert open_account("mailchimp", "M", {"server": "us1"}, key).url == "https://us1.api.mailchimp.com/3.0"
    assert open_account("braze", "B", {"cluster": "fra-02"}, key).url == "https://rest.fra-02.braze.com"
    assert open_account("iterable", "I", {}, key).url == "https://api.iterable.com/api"


def test_spoilt_memory_stops_a_push(tmp_path: Path) -> None:
    """Without knowing which drafts exist, a push could make a second one."""
    (tmp_path / FILE).write_text("{", "utf-8")
    with pytest.raises(OutputError, match="which drafts exist"):
        recall(tmp_path, "kit")


SETTINGS = """
name: Meridian Daily
publisher: Meridian Media
from: {{ name: Meridian Daily, email: daily@meridian.example }}
postal_address: 1 Harbour Row
esp: buttondown
esps:
  buttondown: {{ push: {{ url: "{url}" }} }}
  mine: {{ based_on: buttondown, push: {{ url: "{url}" }} }}
"""
ISSUE = """
date: 2026-11-22
subject: Is the door open?
blocks:
  - lead: { headline: A question?, body: "An *answer*." }
"""


@pytest.fixture
def letter(vendor: Vendor, tmp_path: Path) -> Path:
    """Give a project whose ESP is the served one."""
    (tmp_path / "issues").mkdir()
    (tmp_path / "newsletter.yaml").write_text(SETTINGS.format(url=vendor.url), "utf-8")
    (tmp_path / "issues" / "one.yaml").write_text(ISSUE, "utf-8")
    return tmp_path


def run(letter: Path, *options: str) -> Result:
    """Run ``digest push``."""
    return CliRunner().invoke(
        main, ["--project", str(letter), "push", "one", *options], env={"DIGEST_BUTTONDOWN_KEY": KEY}
    )


def test_command_makes_and_updates(letter: Path, vendor: Vendor) -> None:
    """The editor sees what was made, under which name, and that there is no text part."""
    done = run(letter)
    assert done.exit_code == 0, done.output
    assert done.stdout == "made the draft 'Meridian Daily one' in Buttondown: email ac79483b\n"
    assert "takes no text part" in done.stderr
    assert run(letter).stdout.startswith("updated the draft")
    assert json.loads((letter / "dist/one" / FILE).read_text("utf-8"))["buttondown"]["ids"] == {
        "email": "ac79483b"
    }
    assert "{{ unsubscribe_url }}" in vendor.seen[0].body["body"]
    assert run(letter, "--new").stdout.startswith("made the draft")
    assert run(letter, "--esp", "mine").exit_code == 0


def test_command_goes_on_after_an_interruption(letter: Path, vendor: Vendor) -> None:
    """The two ways on that the message names both work."""
    vendor.faults = ["cut"]
    assert run(letter).exit_code == 1
    said = run(letter)
    assert "--draft ID" in said.stderr
    assert "--new" in said.stderr
    assert run(letter, "--draft", "ac79483b").stdout.startswith("updated the draft")
    assert vendor.lines() == ["POST /emails", "PATCH /emails/ac79483b"]


def test_dry_run_shows_the_requests_and_makes_none(letter: Path, vendor: Vendor) -> None:
    """It works without a key, and shows none."""
    done = run(letter, "--dry-run")
    assert done.exit_code == 0, done.output
    assert f"POST {vendor.url}/emails" in done.stdout
    assert '"status": "draft"' in done.stdout
    assert KEY not in done.output
    assert vendor.seen == []
    assert not (letter / "dist/one" / FILE).exists()


def test_pictures_that_nobody_serves_are_warned_about(letter: Path) -> None:
    """A draft with pictures of this machine would go out with holes; with ``assets_url`` it does not."""
    issue, settings = letter / "issues" / "one.yaml", letter / "newsletter.yaml"
    picture = 'body: "An *answer*.", image: { src: a.png, alt: A door, credit: Ana Prior }'
    issue.write_text(ISSUE.replace('body: "An *answer*."', picture), "utf-8")
    Image.effect_noise((1300, 700), 60).save(letter / "a.png")
    assert "[local-pictures]" in run(letter, "--dry-run").stderr
    settings.write_text(f"{settings.read_text('utf-8')}assets_url: https://cdn.meridian.example/\n", "utf-8")
    assert "[local-pictures]" not in run(letter, "--dry-run").stderr


def test_without_the_extra_the_remedy_is_named(letter: Path) -> None:
    """Who installed digest alone is told what to add."""
    program = "import sys; sys.modules['httpx'] = None; from digest.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, "--project", str(letter), "push", "one"],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert done.returncode == 2
    assert "pip install 'newsletter-digest[push]'" in done.stderr
