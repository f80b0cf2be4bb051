"""How an edition leaves the preview: copied, downloaded, as a test message, as a draft."""

from __future__ import annotations

import io
import socket
import zipfile
from collections.abc import Iterator
from email.message import Message as EmailMessage
from pathlib import Path

import httpx
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message
from playwright.sync_api import expect

from digest.esp.profiles import PROFILES
from tests.preview.page import Desktop, Hand
from tests.preview.studio import DAILY, STEM, SUBJECT, Studio, studio, until
from tests.push.vendor import DOCUMENTED, serving

FOR = f"/api/issues/{STEM}/for"


class Mailbox(Message):
    """Keeps the subjects of what arrives."""

    def __init__(self) -> None:
        super().__init__()
        self.subjects: list[str] = []

    def handle_message(self, message: EmailMessage) -> None:
        """Keep one."""
        self.subjects.append(str(message["subject"]))


@pytest.fixture(scope="module")
def mailbox() -> Iterator[Controller]:
    """Give a mail server on loopback."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(Mailbox(), hostname="127.0.0.1", port=port)
    controller.start()
    yield controller
    controller.stop()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Studio]:
    """Give a preview of a newsroom's project."""
    with studio(tmp_path / "letter") as running:
        yield running


def post(desk: Studio, path: str, data: object) -> httpx.Response:
    """Ask as the page does."""
    return httpx.post(desk.address + path, json=data, headers={"x-digest-token": desk.token}, timeout=30)


@pytest.mark.parametrize("esp", ["mailchimp", "klaviyo", "generic"])
def test_parts_and_files_are_those_of_an_export(desk: Studio, esp: str) -> None:
    """What is copied and downloaded has the ESP's merge tags; every file that is listed can be had."""
    parts = desk.get(f"{FOR}/{esp}")
    assert not parts["stopped"]
    assert PROFILES[esp].tags["unsubscribe"].value.strip("{}*| ") in parts["html"]
    for file in parts["files"]:
        answer = httpx.get(f"{desk.address}{FOR}/{esp}/files/{file['name']}")
        assert answer.status_code == 200
        assert len(answer.content) == file["bytes"]
        assert "attachment" in answer.headers["content-disposition"]
    assert {file["name"].rpartition(".")[2] for file in parts["files"]} >= {"eml", "txt"}


def test_pictures_beside_the_html_come_in_one_file(desk: Studio) -> None:
    """Nobody clicks through ten downloads."""
    settings = desk.root / "newsletter.yaml"
    settings.write_text(settings.read_text("utf-8").replace("assets_url", "web_url"), "utf-8")
    name = f"{STEM}-generic.zip"
    until(lambda: name in {file["name"] for file in desk.get(f"{FOR}/generic")["files"]})
    data = httpx.get(f"{desk.address}{FOR}/generic/files/{name}").content
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert any(each.startswith("images/tile-1") for each in names)
    assert f"{STEM}.html" in names


def test_errors_keep_an_edition_at_home(desk: Studio) -> None:
    """What 'digest export' refuses, the page refuses with the same diagnostics."""
    answer = httpx.get(f"{desk.address}/api/issues/2026-11-20/for/mailchimp")
    assert answer.status_code == 422
    (found,) = answer.json()["diagnostics"]
    assert found["rule"] == "unknown-key"
    assert httpx.get(f"{desk.address}{FOR}/nobody").status_code == 422
    assert httpx.get(f"{desk.address}/api/issues/nothing/for/mailchimp").status_code == 404
    assert httpx.get(f"{desk.address}{FOR}/mailchimp/files/nothing").status_code == 404


def test_without_a_mail_server_or_a_key_it_says_what_to_set(
    desk: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is sent anywhere by default."""
    monkeypatch.delenv("DIGEST_SMTP", raising=False)
    monkeypatch.delenv("DIGEST_MAILCHIMP_KEY", raising=False)
    sent = post(desk, f"/api/issues/{STEM}/test", {"to": ["ana@meridian.example"]})
    assert sent.status_code == 422
    assert sent.json()["diagnostics"][0]["rule"] == "no-smtp"
    pushed = post(desk, f"{FOR}/mailchimp/push", {"anew": False})
    assert pushed.status_code == 422
    assert pushed.json()["diagnostics"][0]["rule"] in {"no-key", "push-settings"}


@pytest.mark.parametrize("what", ["test", "for/mailchimp/push"])
@pytest.mark.parametrize("body", ["", "{", "[]", '"x"', "\ud800"])
def test_what_is_not_from_the_page_is_refused(desk: Studio, what: str, body: str) -> None:
    """Whatever comes in the place of what the page sends is an answer of 400, never a fault of the server."""
    headers = {"x-digest-token": desk.token}
    data = body.encode("utf-8", "surrogatepass")
    answer = httpx.post(f"{desk.address}/api/issues/{STEM}/{what}", content=data, headers=headers)
    assert answer.status_code == 400


@pytest.mark.parametrize("to", [None, 5, "ana@meridian.example", [], [5], {"a": "b"}, ["nobody"]])
def test_a_test_message_needs_addresses(desk: Studio, to: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list of them, each one an address; else nothing is sent."""
    monkeypatch.setenv("DIGEST_SMTP", "smtp://127.0.0.1:9")
    answer = post(desk, f"/api/issues/{STEM}/test", {"to": to})
    assert answer.status_code == 422
    assert answer.json()["diagnostics"][0]["rule"] in {"no-recipient", "bad-address"}


@pytest.mark.browser
def test_a_test_message_is_sent_from_the_page(
    desk: Studio, desktop: Desktop, hand: Hand, mailbox: Controller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With an address that was typed, and nothing else."""
    monkeypatch.setenv("DIGEST_SMTP", f"smtp://127.0.0.1:{mailbox.port}")
    mailbox.handler.subjects.clear()
    desktop.open(desk, STEM)
    hand.use(desktop.id("tab-handover"), "7")
    hand.write(desktop.id("test-to"), "ana@meridian.example, bo@meridian.example")
    hand.use(desktop.page.get_by_role("button", name="Send test"))
    expect(desktop.id("test-result")).to_contain_text("Sent to ana@meridian.example, bo@meridian.example")
    assert mailbox.handler.subjects == [f"[TEST] {SUBJECT}"]
    hand.write(desktop.id("test-to"), "nobody")
    desktop.page.keyboard.press("Enter")
    expect(desktop.id("test-result")).to_contain_text("is not an e-mail address")


@pytest.mark.browser
def test_parts_are_copied_for_the_chosen_esp(desk: Studio, desktop: Desktop, hand: Hand) -> None:
    """With its merge tags in them; the choice is remembered."""
    desktop.open(desk, STEM)
    hand.use(desktop.id("tab-handover"), "7")
    hand.choose(desktop.id("esp"), "Mailchimp")
    expect(desktop.id("panel-handover").locator(".standing")).to_contain_text("Mailchimp")
    parts = desk.get(f"{FOR}/mailchimp")
    for what, name in (
        ("Subject", "subject"),
        ("Preheader", "preheader"),
        ("HTML", "html"),
        ("Plain text", "text"),
    ):
        hand.use(desktop.page.get_by_role("button", name=f"Copy {what.lower()}"))
        expect(desktop.id("toasts")).to_have_text(f"{what} copied")
        assert desktop.clipboard().replace("\r\n", "\n") == parts[name]
    desktop.settled()
    desktop.page.reload()
    expect(desktop.id("esp")).to_have_value("mailchimp")


@pytest.mark.browser
def test_a_faulty_mail_server_is_said_to_be_faulty(
    desk: Studio, desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everything else is there as ever; the address itself, which may hold a password, is not shown."""
    monkeypatch.setenv("DIGEST_SMTP", "user:secret@mail.example:587")
    desktop.open(desk, STEM)
    desktop.press("7")
    cards = desktop.id("handover-cards")
    expect(cards).to_contain_text("The SMTP address is not of the form smtp://HOST")
    expect(cards).to_contain_text("Copy and paste")
    assert "secret" not in desktop.page.content()


@pytest.mark.browser
def test_what_became_of_a_push_outlives_a_save(
    desk: Studio, desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stands there until another issue or ESP is chosen."""
    monkeypatch.setenv("DIGEST_MAILCHIMP_KEY", "k3y-us6")
    with serving(DOCUMENTED["mailchimp"]) as vendor:
        settings = desk.root / "newsletter.yaml"
        given = f'esps: {{ mailchimp: {{ push: {{ url: "{vendor.url}" }} }} }}\nesp: mailchimp\n'
        settings.write_text(settings.read_text("utf-8") + given, "utf-8")
        desktop.open(desk, STEM)
        desktop.press("7")
        desktop.page.get_by_role("button", name="Push to Mailchimp").click()
        desktop.page.get_by_role("button", name="Push draft").click()
        expect(desktop.id("push-result")).to_contain_text("Made the draft")
        desk.write(DAILY.replace("Two votes and a coin", "Three votes"))
        expect(desktop.text()).to_contain_text("Three votes")
        expect(desktop.id("push-result")).to_contain_text("Made the draft")
        for other, back in (
            (
                lambda: desktop.id("esp").select_option("klaviyo"),
                lambda: desktop.id("esp").select_option("mailchimp"),
            ),
            (lambda: desktop.press("j"), lambda: desktop.press("k")),
        ):
            other()
            expect(desktop.id("push-result")).to_have_count(0)
            back()
            expect(desktop.id("push-result")).to_be_attached()
            expect(desktop.id("push-result")).to_be_empty()


@pytest.mark.browser
def test_what_newsletter_yaml_says_is_offered_at_once(desk: Studio, desktop: Desktop) -> None:
    """Another name, another ESP: the page follows its settings without being loaded anew."""
    desktop.open(desk, STEM)
    desktop.press("7")
    expect(desktop.id("esp")).to_have_value("generic")
    settings = desk.root / "newsletter.yaml"
    text = settings.read_text("utf-8").replace("name: Meridian Daily\n", "name: Meridian Weekly\n", 1)
    settings.write_text(text + "esp: klaviyo\n", "utf-8")
    expect(desktop.id("newsletter")).to_have_text("Meridian Weekly")
    expect(desktop.id("esp")).to_have_value("klaviyo")
    expect(desktop.id("panel-handover").locator(".standing")).to_contain_text("Klaviyo")


@pytest.mark.browser
def test_an_export_is_downloaded(desk: Studio, desktop: Desktop, hand: Hand) -> None:
    """Each file of the package, byte for byte as the server packs it."""
    desktop.open(desk, STEM)
    hand.use(desktop.id("tab-handover"), "7")
    for name in (f"{STEM}.html", f"{STEM}.txt", f"{STEM}.eml"):
        with desktop.page.expect_download() as download:
            hand.use(desktop.page.get_by_role("link", name=f"Download {name}"))
        assert download.value.suggested_filename == name
        expected = httpx.get(f"{desk.address}{FOR}/generic/files/{name}").content
        if not name.endswith(".eml"):  # the boundaries between its parts are new each time
            assert Path(download.value.path()).read_bytes() == expected


@pytest.mark.browser
def test_a_push_asks_first(
    desk: Studio, desktop: Desktop, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing leaves before it is confirmed; what the ESP says against it is shown."""
    monkeypatch.setenv("DIGEST_KLAVIYO_KEY", "pk_0123456789")
    settings = desk.root / "newsletter.yaml"
    text = settings.read_text("utf-8")
    settings.write_text(text + 'esps: { klaviyo: { push: { url: "http://127.0.0.1:9/api" } } }\n', "utf-8")
    asked: list[str] = []
    desktop.page.on(
        "request", lambda request: asked.append(request.url) if request.url.endswith("/push") else None
    )
    desktop.open(desk, STEM)
    hand.use(desktop.id("tab-handover"), "7")
    hand.choose(desktop.id("esp"), "Klaviyo")
    hand.use(desktop.page.get_by_role("button", name="Push to Klaviyo"))
    dialog = desktop.page.get_by_role("dialog", name="Push this edition to Klaviyo?")
    expect(dialog).to_contain_text(SUBJECT)
    if hand.mouse:
        dialog.get_by_role("button", name="Cancel").click()
    else:
        desktop.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert asked == []
    hand.use(desktop.page.get_by_role("button", name="Push to Klaviyo"))
    _confirm(desktop, hand)
    expect(desktop.id("push-result").locator("h3")).to_be_visible()
    assert len(asked) == 1


def _confirm(desktop: Desktop, hand: Hand) -> None:
    """Confirm a push; the dialog begins with the focus on the way out."""
    button = desktop.page.get_by_role("button", name="Push draft")
    if hand.mouse:
        button.click()
        return
    expect(desktop.page.get_by_role("button", name="Cancel")).to_be_focused()
    desktop.page.keyboard.press("Tab")
    expect(button).to_be_focused()
    desktop.page.keyboard.press("Enter")


@pytest.mark.browser
def test_a_confirmed_push_makes_a_draft(
    desk: Studio, desktop: Desktop, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second push updates it, unless another one is asked for; the key stays on the server."""
    key = "k3y-that-nobody-sees-us6"
    monkeypatch.setenv("DIGEST_MAILCHIMP_KEY", key)
    with serving(DOCUMENTED["mailchimp"]) as vendor:
        settings = desk.root / "newsletter.yaml"
        given = f'esps: {{ mailchimp: {{ push: {{ url: "{vendor.url}" }} }} }}\nesp: mailchimp\n'
        settings.write_text(settings.read_text("utf-8") + given, "utf-8")
        desktop.open(desk, STEM)
        hand.use(desktop.id("tab-handover"), "7")
        for verb, anew in (("Made", False), ("Updated", False), ("Made", True)):
            hand.use(desktop.page.get_by_role("button", name="Push to Mailchimp"))
            if anew:
                desktop.page.get_by_role("checkbox", name="Make a new one").check()
                desktop.page.get_by_role("button", name="Cancel").focus()
            _confirm(desktop, hand)
            expect(desktop.id("push-result")).to_contain_text(f"{verb} the draft")
        assert vendor.lines()[0].startswith("POST /campaigns")
        assert key not in desktop.page.content()
        assert key not in httpx.get(desk.address + "/api/project").text
