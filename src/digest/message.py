"""E-mail messages: an edition as one complete message (RFC 5322) with its HTML and text parts."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import mimetypes
import quopri
from collections.abc import Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from digest.edition import Edition
from digest.relocate import relocated


@dataclass(frozen=True, slots=True)
class Envelope:
    """From whom to whom a message goes, and when.

    ``unsubscribe_url`` becomes List-Unsubscribe, and List-Unsubscribe-Post where it is https (RFC 8058).
    """

    sender_name: str
    sender: str
    recipients: tuple[str, ...]
    date: dt.datetime
    unsubscribe_url: str = ""
    subject_prefix: str = ""


def make_message(edition: Edition, envelope: Envelope, *, embed: bool = False) -> EmailMessage:
    """Return the edition as a message; the same edition and envelope give the same bytes.

    With ``embed``, pictures that lie beside the edition travel inside the message.

    Raises:
        OutputError: such a picture cannot be read.
    """
    message = EmailMessage(policy=SMTP)
    message["Subject"] = envelope.subject_prefix + edition.subject
    message["From"] = Address(envelope.sender_name, addr_spec=envelope.sender)
    message["To"] = ", ".join(envelope.recipients)
    message["Date"] = format_datetime(envelope.date)
    identity = _identity(edition, envelope)
    message["Message-ID"] = f"<{identity}@{envelope.sender.rpartition('@')[2]}>"
    message["MIME-Version"] = "1.0"
    message["Content-Language"] = edition.lang
    if envelope.unsubscribe_url:
        message["List-Unsubscribe"] = f"<{envelope.unsubscribe_url}>"
        if envelope.unsubscribe_url.startswith("https://"):
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["Content-Type"] = "multipart/alternative"
    message.set_boundary(f"=_{identity}")
    # A reader's program shows the last part that it can.
    message.attach(_part("plain", edition.text))
    message.attach(_with_pictures(edition, identity) if embed else _part("html", edition.html))
    return message


def issue_date(edition: Edition) -> dt.datetime:
    """Return the moment that stands for an edition's date: a message file has the same bytes on any day."""
    return dt.datetime.combine(dt.date.fromisoformat(edition.date), dt.time(6), dt.UTC)


def _part(subtype: str, text: str) -> EmailMessage:
    """Return a text part, quoted-printable: it keeps lines under 76 octets and decodes to exactly ``text``.

    The content manager of `email` would add a line break to a text that ends without one.
    """
    part = EmailMessage(policy=SMTP)
    part["Content-Type"] = f'text/{subtype}; charset="utf-8"'
    part["Content-Transfer-Encoding"] = "quoted-printable"
    part.set_payload(quopri.encodestring(text.encode()).decode("ascii"))
    return part


def _with_pictures(edition: Edition, identity: str) -> EmailMessage:
    """Return the HTML part together with the pictures that it shows (RFC 2387)."""
    if edition.assets_url or not edition.pictures:
        return _part("html", edition.html)
    related = EmailMessage(policy=SMTP)
    related["Content-Type"] = 'multipart/related; type="text/html"'
    related.set_boundary(f"=_related_{identity}")
    names = {picture.name: f"{number}.{identity}@digest" for number, picture in enumerate(edition.pictures)}
    html = relocated(edition.html, {name: f"cid:{content_id}" for name, content_id in names.items()})
    related.attach(_part("html", html))
    for picture in edition.pictures:
        part = EmailMessage(policy=SMTP)
        kind = mimetypes.guess_type(picture.name)[0] or "application/octet-stream"
        part["Content-Type"] = kind
        part["Content-Transfer-Encoding"] = "base64"
        part["Content-ID"] = f"<{names[picture.name]}>"
        part["Content-Disposition"] = "inline"
        part.set_payload(base64.encodebytes(picture.read()).decode("ascii"))
        related.attach(part)
    return related


def _identity(edition: Edition, envelope: Envelope) -> str:
    """Return a name for the message that no other message has, without asking a clock or a random source."""
    parts: Sequence[str] = (
        *(edition.stem, edition.subject, edition.html, edition.text),
        *(envelope.sender, *envelope.recipients, envelope.date.isoformat(), envelope.subject_prefix),
    )
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
