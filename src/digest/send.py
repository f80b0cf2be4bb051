"""Test messages through SMTP: to a few people, marked as a test, with sample values for merge tags."""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from digest.diagnostics import Diagnostic, DigestError
from digest.edition import Edition
from digest.message import Envelope, make_message

MAX_RECIPIENTS = 10
TIMEOUT = 30.0  # seconds, for each answer of the server
SUBJECT_PREFIX = "[TEST] "

_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_ADDRESS = re.compile(r"[^\s@<>,;\"]+@[^\s@<>,;\"]+\.[^\s@<>,;\".]+|[^\s@<>,;\"]+@localhost")
_PORTS = {"smtp": 587, "smtps": 465}


class SendError(DigestError):
    """A test message could not be sent."""


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """Where to hand a message in. ``tls`` says that the connection is encrypted from its first byte.

    The password is kept out of ``repr``, so that no log or traceback shows it.
    """

    host: str
    port: int
    tls: bool
    user: str = ""
    password: str = field(default="", repr=False)

    @property
    def local(self) -> bool:
        """Whether it is this machine, which needs no encryption."""
        return self.host in _LOOPBACK


def smtp_server(url: str) -> SmtpServer:
    """Return the server that an address such as ``smtp://user:password@mail.example:587`` describes.

    ``smtp`` begins in the clear and turns to STARTTLS, ``smtps`` is encrypted throughout. User and password
    are percent-encoded, as in any address.

    Raises:
        SendError: it is not such an address; the message does not repeat it, since it may hold a password.
    """
    hint = "write smtp://USER:PASSWORD@HOST:587 or smtps://USER:PASSWORD@HOST:465, user and password encoded"
    try:
        parts = urlsplit(url)
        port = parts.port or _PORTS.get(parts.scheme, 0)
    except ValueError as error:
        raise SendError.single("bad-smtp-url", "the SMTP address has a faulty port", hint=hint) from error
    if parts.scheme not in _PORTS or not parts.hostname or parts.path.strip("/"):
        raise SendError.single("bad-smtp-url", "the SMTP address is not of the form smtp://HOST", hint=hint)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return SmtpServer(parts.hostname, port, parts.scheme == "smtps", user, password)


def check_recipients(addresses: Sequence[str]) -> None:
    """See that a test message goes to a few people, each of whom has an address.

    Raises:
        SendError: it does not.
    """
    if not 0 < len(addresses) <= MAX_RECIPIENTS:
        raise SendError.single(
            "too-many-recipients" if addresses else "no-recipient",
            f"a test message goes to one to {MAX_RECIPIENTS} people, not to {len(addresses)}",
            hint="name each with --to; bulk mail is your ESP's task",
        )
    faulty = [each for each in addresses if not _ADDRESS.fullmatch(each)]
    if faulty:
        raise SendError(
            Diagnostic("bad-address", f"'{each}' is not an e-mail address", hint="write name@example.com")
            for each in faulty
        )


def send_test(edition: Edition, envelope: Envelope, server: SmtpServer) -> None:
    """Send ``edition`` to the envelope's recipients.

    Raises:
        SendError: there are no recipients or too many, or the server refuses the message or some of them.
        OutputError: a picture cannot be read.
    """
    check_recipients(envelope.recipients)
    data = make_message(edition, envelope, embed=True).as_bytes()
    with _translated(server), _connected(server) as connection:
        refused = connection.sendmail(envelope.sender, list(envelope.recipients), data)
    if refused:
        raise SendError(_refusals(refused))


@contextmanager
def _connected(server: SmtpServer) -> Iterator[smtplib.SMTP]:
    context = ssl.create_default_context()
    connection = (
        smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT, context=context)
        if server.tls
        else smtplib.SMTP(server.host, server.port, timeout=TIMEOUT)
    )
    with connection:
        connection.ehlo()
        if not server.tls:
            _secure(connection, server, context)
        if server.user:
            connection.login(server.user, server.password)
        yield connection


def _secure(connection: smtplib.SMTP, server: SmtpServer, context: ssl.SSLContext) -> None:
    if server.local and not server.user:
        return  # nothing secret, and no network; such servers often have certificates of their own making
    if connection.has_extn("starttls"):
        connection.starttls(context=context)
        connection.ehlo()
    elif not server.local:
        raise SendError.single(
            "smtp-unencrypted",
            f"{server.host} offers no encryption, so neither password nor message is sent",
            hint="use the provider's smtps address, or the port that offers STARTTLS",
        )


@contextmanager
def _translated(server: SmtpServer) -> Iterator[None]:
    """Turn what `smtplib` and `ssl` raise into diagnostics."""
    place = f"{server.host}:{server.port}"
    try:
        yield
    except smtplib.SMTPAuthenticationError as error:
        hint = "check user and password; some providers want a password made for programs"
        raise SendError.single("smtp-login", f"{place} does not accept the login", hint=hint) from error
    except smtplib.SMTPRecipientsRefused as error:
        raise SendError(_refusals(error.recipients)) from error
    except smtplib.SMTPResponseException as error:
        said = error.smtp_error.decode("utf-8", "replace") if isinstance(error.smtp_error, bytes) else error
        message = f"{place} refuses the message: {error.smtp_code} {said}"
        raise SendError.single("smtp-refused", message) from error
    except smtplib.SMTPException as error:
        raise SendError.single("smtp-refused", f"{place} cannot take the message: {error}") from error
    except ssl.SSLCertVerificationError as error:
        hint = "check the host's name; a company's own authority goes into the variable SSL_CERT_FILE"
        message = f"the certificate of {place} is not valid: {error.verify_message}"
        raise SendError.single("smtp-certificate", message, hint=hint) from error
    except OSError as error:
        hint = "check host and port, and that no firewall stands between"
        raise SendError.single(
            "smtp-unreachable", f"{place} cannot be reached: {error}", hint=hint
        ) from error


def _refusals(refused: dict[str, tuple[int, bytes]]) -> Sequence[Diagnostic]:
    return [
        Diagnostic("recipient-refused", f"{address} was refused: {code} {said.decode('utf-8', 'replace')}")
        for address, (code, said) in refused.items()
    ]
