"""``digest send``: a test message arrives through real mail servers, and no secret shows when it does not."""

from __future__ import annotations

import contextlib
import socket
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from pathlib import Path
from typing import Any

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from click.testing import CliRunner, Result

from digest.cli import main
from digest.send import SendError, smtp_server

ROOT = Path(__file__).parents[1]
DAILY = "2026-11-22"
PASSWORD = "s3cret/p@ss"  # noqa: S105  of the server below
ENCODED = "s3cret%2Fp%40ss"


@dataclass
class Mailbox:
    """Keeps what arrives; refuses recipients whose address begins with "no"."""

    received: list[tuple[str, list[str], bytes]] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)
    answer: str = "250 OK"

    async def handle_RCPT(  # noqa: N802  aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Take or refuse one recipient."""
        if address.startswith("no"):
            return "550 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep the message."""
        assert isinstance(envelope.content, bytes)
        assert envelope.mail_from
        self.encrypted.append(session.ssl is not None)
        self.received.append((envelope.mail_from, envelope.rcpt_tos, envelope.content))
        return self.answer


@dataclass(frozen=True)
class Servers:
    """Starts mail servers on loopback."""

    certificate: ssl.SSLContext
    start: Callable[..., int]


def _login(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: Any) -> AuthResult:
    ok = data == LoginPassword(b"ana", PASSWORD.encode())
    return AuthResult(success=ok, handled=ok)


@pytest.fixture
def servers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Servers]:
    """Give a way to start servers with a certificate that this process trusts."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(context)
    with contextlib.ExitStack() as stack:

        def start(mailbox: Mailbox, **options: Any) -> int:
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                port = int(probe.getsockname()[1])
            controller = Controller(mailbox, hostname="127.0.0.1", port=port, **options)
            controller.start()
            stack.callback(controller.stop)
            return port

        yield Servers(context, start)


def send(url: str, *to: str, issue: str = DAILY) -> Result:
    """Run ``digest send`` in the repository's own newsletter."""
    recipients = [part for each in to for part in ("--to", each)]
    return CliRunner().invoke(
        main, ["--project", str(ROOT), "send", issue, *recipients], env={"DIGEST_SMTP": url}
    )


def test_message_arrives_over_starttls_with_a_login(servers: Servers) -> None:
    """The usual way: submission port, STARTTLS, user and password; the message arrives readable."""
    mailbox = Mailbox()
    port = servers.start(
        mailbox,
        tls_context=servers.certificate,
        require_starttls=True,
        authenticator=_login,
        auth_required=True,
    )
    done = send(f"smtp://ana:{ENCODED}@localhost:{port}", "bo@reader.example", "cy@reader.example")
    assert done.exit_code == 0, done.output
    assert done.stdout == f"sent to bo@reader.example, cy@reader.example through localhost:{port}\n"
    assert mailbox.encrypted == [True]
    ((sender, recipients, data),) = mailbox.received
    assert sender == "daily@meridian.example"
    assert recipients == ["bo@reader.example", "cy@reader.example"]
    message = message_from_bytes(data, policy=SMTP_POLICY)
    assert isinstance(message, EmailMessage)
    assert message["Subject"] == "[TEST] Is the alliance's door finally open?"
    assert max(len(line) for line in data.split(b"\r\n")) <= 998
    assert all(not part.defects for part in message.walk())


def test_pictures_travel_inside_a_test_message(servers: Servers) -> None:
    """A test message shows its pictures wherever it is opened."""
    mailbox = Mailbox()
    port = servers.start(mailbox)
    assert send(f"smtp://localhost:{port}", "bo@reader.example").exit_code == 0
    message = message_from_bytes(mailbox.received[0][2], policy=SMTP_POLICY)
    assert isinstance(message, EmailMessage)
    html = message.get_body(("html",))
    assert html
    shown = html.get_content()
    ids = [part["Content-ID"].strip("<>") for part in message.walk() if part["Content-ID"]]
    assert ids
    assert all(f'"cid:{each}"' in shown for each in ids)
    assert 'src="images/' not in shown
    pictures = [part for part in message.walk() if part.get_content_maintype() == "image"]
    first = pictures[0].get_payload(decode=True)
    assert isinstance(first, bytes)
    assert len(pictures) == len(ids)
    assert first[:3] in {b"\xff\xd8\xff", b"\x89PN"}


def test_message_arrives_over_tls(servers: Servers) -> None:
    """``smtps`` is encrypted from the first byte."""
    mailbox = Mailbox()
    port = servers.start(mailbox, ssl_context=servers.certificate)
    assert send(f"smtps://localhost:{port}", "bo@reader.example").exit_code == 0
    assert len(mailbox.received) == 1


def test_wrong_password_is_named_and_not_shown(servers: Servers) -> None:
    """The password is in no output, whatever goes wrong."""
    port = servers.start(
        Mailbox(),
        tls_context=servers.certificate,
        require_starttls=True,
        authenticator=_login,
        auth_required=True,
    )
    done = send(f"smtp://ana:hunter2hunter2@localhost:{port}", "bo@reader.example")
    assert done.exit_code == 1
    assert "[smtp-login]" in done.stderr
    assert "hunter2" not in done.output
    assert "hunter2" not in repr(smtp_server("smtp://ana:hunter2@localhost"))


def test_untrusted_certificate_is_refused(servers: Servers, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody in between reads the password."""
    port = servers.start(
        Mailbox(), tls_context=servers.certificate, require_starttls=True, authenticator=_login
    )
    monkeypatch.delenv("SSL_CERT_FILE")
    done = send(f"smtp://ana:{ENCODED}@localhost:{port}", "bo@reader.example")
    assert done.exit_code == 1
    assert "[smtp-certificate]" in done.stderr
    assert "SSL_CERT_FILE" in done.stderr


def test_refused_recipients_are_named(servers: Servers) -> None:
    """One typing error among the recipients is told; the others have the message."""
    mailbox = Mailbox()
    port = servers.start(mailbox)
    done = send(f"smtp://localhost:{port}", "bo@reader.example", "nobody@reader.example")
    assert done.exit_code == 1
    assert "nobody@reader.example was refused: 550 no such person" in done.stderr
    assert mailbox.received[0][1] == ["bo@reader.example"]
    done = send(f"smtp://localhost:{port}", "nobody@reader.example")
    assert "[recipient-refused]" in done.stderr


def test_refused_message_and_silent_server_are_explained(servers: Servers) -> None:
    """What the server says reaches the editor; so does that nobody listens."""
    port = servers.start(Mailbox(answer="552 too large"))
    done = send(f"smtp://localhost:{port}", "bo@reader.example")
    assert "refuses the message: 552 too large [smtp-refused]" in done.stderr
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    done = send(f"smtp://localhost:{port}", "bo@reader.example")
    assert done.exit_code == 1
    assert "[smtp-unreachable]" in done.stderr


def test_login_without_encryption_is_not_offered(servers: Servers) -> None:
    """A server that takes logins only encrypted, and offers no encryption, gets neither."""
    port = servers.start(Mailbox(), authenticator=_login)
    done = send(f"smtp://ana:{ENCODED}@localhost:{port}", "bo@reader.example")
    assert done.exit_code == 1
    assert "[smtp-refused]" in done.stderr


def test_a_test_goes_to_a_few_named_people(servers: Servers) -> None:
    """Never to nobody in particular, and never to a list."""
    port = servers.start(Mailbox())
    url = f"smtp://localhost:{port}"
    assert send(url).exit_code == 2
    assert "[too-many-recipients]" in send(url, *(f"r{n}@reader.example" for n in range(11))).stderr
    assert "[bad-address]" in send(url, "bo").stderr
    assert "[bad-address]" in send(url, "bo@reader.example\nBcc: all@reader.example").stderr


@pytest.mark.parametrize(
    "url", ["mail.example", "http://mail.example", "smtp://h:x", "smtp://h/path", "smtp:///x"]
)
def test_faulty_addresses_of_servers_are_explained(url: str) -> None:
    """The remedy shows the form, and the faulty address is not repeated: it may hold a password."""
    with pytest.raises(SendError) as caught:
        smtp_server(url)
    (found,) = caught.value.diagnostics
    assert found.rule == "bad-smtp-url"
    assert url not in found.message


def test_address_of_a_server_has_usual_ports() -> None:
    """Nobody remembers 587 and 465."""
    assert smtp_server("smtp://a%40b:p%2Fw@mail.example").port == 587
    assert smtp_server("smtps://mail.example").port == 465
    assert smtp_server("smtp://a%40b:p%2Fw@mail.example").user == "a@b"
