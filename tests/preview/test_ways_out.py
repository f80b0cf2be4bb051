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
from tests.preview.page import WAIT, Desktop
from tests.preview.studio import STEM, Studio, studio, until
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


@pytest.mark.browser
def test_a_test_message_is_sent_from_the_page(
    desk: Studio, desktop: Desktop, mailbox: Controller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With an address that was typed, and nothing else."""
    monkeypatch.setenv("DIGEST_SMTP", f"smtp://127.0.0.1:{mailbox.port}")
    desktop.open(desk, STEM)
    desktop.press("6")
    desktop.id("test-to").fill("ana@meridian.example, bo@meridian.example")
    desktop.page.keyboard.press("Enter")
    expect(desktop.id("test-result")).to_contain_text("Sent to ana@meridian.example, bo@meridian.example")
    assert mailbox.handler.subjects == ["[TEST] Is the alliance's door finally open?"]
    desktop.id("test-to").fill("nobody")
    desktop.page.keyboard.press("Enter")
    expect(desktop.id("test-result")).to_contain_text("is not an e-mail address")


@pytest.mark.browser
def test_parts_are_copied_and_downloaded(desk: Studio, desktop: Desktop) -> None:
    """For the ESP that was chosen; the choice is remembered."""
    desktop.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desktop.open(desk, STEM)
    desktop.id("tab-handover").click()
    desktop.id("esp").select_option("mailchimp")
    panel = desktop.id("panel-handover")
    expect(panel).to_contain_text("Mailchimp")
    expect(desktop.id("esp")).to_have_value("mailchimp")
    desktop.page.get_by_role("button", name="Copy html").click()
    expect(desktop.id("toasts")).to_contain_text("HTML copied")
    copied = desktop.page.evaluate("navigator.clipboard.readText()")
    assert copied.replace("\r\n", "\n") == desk.get(f"{FOR}/mailchimp")["html"]
    with desktop.page.expect_download() as download:
        panel.get_by_role("link", name=f"Download {STEM}.txt").click()
    assert download.value.suggested_filename == f"{STEM}.txt"


@pytest.mark.browser
def test_a_push_asks_first(desk: Studio, desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing leaves before it is confirmed; what the ESP says against it is shown."""
    monkeypatch.setenv("DIGEST_KLAVIYO_KEY", "pk_0123456789")
    settings = desk.root / "newsletter.yaml"
    text = settings.read_text("utf-8")
    settings.write_text(text + 'esps: { klaviyo: { push: { url: "http://127.0.0.1:9/api" } } }\n', "utf-8")
    asked: list[str] = []
    desktop.page.on(
        "request", lambda request: asked.append(request.url) if request.method == "POST" else None
    )
    desktop.open(desk, STEM)
    desktop.press("6")
    desktop.id("esp").select_option("klaviyo")
    desktop.page.get_by_role("button", name="Push to Klaviyo").click()
    expect(desktop.page.get_by_role("dialog", name="Push this edition to Klaviyo?")).to_be_visible()
    desktop.page.get_by_role("button", name="Cancel").click()
    assert not [each for each in asked if each.endswith("/push")]
    desktop.page.get_by_role("button", name="Push to Klaviyo").click()
    desktop.page.get_by_role("button", name="Push draft").click()
    expect(desktop.id("push-result").locator("h3")).to_be_visible()
    assert [each for each in asked if each.endswith("/push")]


@pytest.mark.browser
def test_a_confirmed_push_makes_a_draft(
    desk: Studio, desktop: Desktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second push updates it; the key stays on the server."""
    key = "k3y-that-nobody-sees-us6"
    monkeypatch.setenv("DIGEST_MAILCHIMP_KEY", key)
    with serving(DOCUMENTED["mailchimp"]) as vendor:
        settings = desk.root / "newsletter.yaml"
        given = f'esps: {{ mailchimp: {{ push: {{ url: "{vendor.url}" }} }} }}\nesp: mailchimp\n'
        settings.write_text(settings.read_text("utf-8") + given, "utf-8")
        desktop.open(desk, STEM)
        desktop.press("6")
        for verb in ("Made", "Updated"):
            desktop.page.get_by_role("button", name="Push to Mailchimp").click()
            desktop.page.get_by_role("button", name="Push draft").click()
            expect(desktop.id("push-result")).to_contain_text(f"{verb} the draft", timeout=WAIT)
        assert vendor.lines()[0].startswith("POST /campaigns")
        assert key not in desktop.page.content()
        assert key not in httpx.get(desk.address + "/api/project").text
