"""Evaluators of the syntaxes that no package implements, as the vendors document them.

Each reads the whole message. A construct that it recognises but does not know is an error, never passed
on: a reader would see the raw tag, or a hole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from tests.esp.evaluators.recipient import PREFERENCES, UNSUBSCRIBE, WEB_VIEW, LeftoverError, Recipient


def _replaced(template: str, pattern: str, value: Callable[[re.Match[str]], str]) -> str:
    return re.sub(pattern, value, template, flags=re.DOTALL)


def _known(names: Mapping[str, str], found: re.Match[str], default: str = "") -> str:
    if found[1] not in names:
        raise LeftoverError(f"{found[0]!r} is no tag that the ESP knows")
    return names[found[1]] or default


def _none(template: str, *patterns: str) -> str:
    for pattern in patterns:
        found = re.search(pattern, template)
        if found:
            raise LeftoverError(f"{found[0]!r} would be read as a tag")
    return template


def mailchimp(template: str, to: Recipient) -> str:
    """Mailchimp: ``*|TAG|*`` and ``*|IF:FIELD|* … *|ELSE:|* … *|END:IF|*``."""
    names = {
        "UNSUB": UNSUBSCRIBE,
        "ARCHIVE": WEB_VIEW,
        "UPDATE_PROFILE": PREFERENCES,
        "FNAME": to.first_name,
        "EMAIL": to.email,
    }
    condition = r"\*\|IF:(\w+)\|\*(.*?)\*\|ELSE:\|\*(.*?)\*\|END:IF\|\*"
    chosen = _replaced(template, condition, lambda found: found[2] if _known(names, found) else found[3])
    return _replaced(chosen, r"\*\|(.*?)\|\*", lambda found: _known(names, found))


def campaign_monitor(template: str, to: Recipient) -> str:
    """Campaign Monitor: ``[tag]`` and ``[field,fallback=text]``; conditional comments and CSS are no tags."""
    names = {
        "unsubscribe": UNSUBSCRIBE,
        "webversion": WEB_VIEW,
        "preferences": PREFERENCES,
        "firstname": to.first_name,
        "email": to.email,
    }
    pattern = r"<style.*?</style>|<!\[endif\]|\[([A-Za-z]\w*)(?:,fallback=([^\]]*))?\]"

    def value(found: re.Match[str]) -> str:
        return _known(names, found, found[2] or "") if found[1] else found[0]

    return _replaced(template, pattern, value)


def sendgrid_legacy(template: str, to: Recipient) -> str:
    """SendGrid's legacy campaigns: ``[%field | default%]`` and ``[unsubscribe]``."""
    fields = {"first_name": to.first_name, "email": to.email}
    names = {"unsubscribe": UNSUBSCRIBE, "Weblink": WEB_VIEW, "Unsubscribe_Preferences": PREFERENCES}
    filled = _replaced(
        template, r"\[%(.*?)(?: \| (.*?))?%\]", lambda found: _known(fields, found, found[2] or "")
    )
    return _replaced(
        filled, r"\[(unsubscribe|Weblink|Unsubscribe_Preferences)\]", lambda found: _known(names, found)
    )


def sfmc(template: str, to: Recipient) -> str:
    """Salesforce Marketing Cloud: ``%%tag%%`` and AMPscript's ``%%=IIF(EMPTY(x),'a',x)=%%``."""
    names = {
        "unsub_center_url": UNSUBSCRIBE,
        "view_email_url": WEB_VIEW,
        "profile_center_url": PREFERENCES,
        "firstname": to.first_name,
        "emailaddr": to.email,
    }
    _none(template, r"\{\{")
    call = r"%%=IIF\(EMPTY\((\w+)\),'([^']*)',\1\)=%%"
    filled = _replaced(template, call, lambda found: _known(names, found, found[2]))
    return _none(_replaced(filled, r"%%(\w+)%%", lambda found: _known(names, found)), "%%")


def activecampaign(template: str, to: Recipient) -> str:
    """ActiveCampaign: ``%TAG%``."""
    names = {
        "UNSUBSCRIBELINK": UNSUBSCRIBE,
        "WEBCOPY": WEB_VIEW,
        "UPDATELINK": PREFERENCES,
        "FIRSTNAME": to.first_name,
        "EMAIL": to.email,
        "SENDER-INFO-SINGLELINE": "Meridian Media",
    }
    return _replaced(template, r"%([A-Z][A-Z0-9_-]+)%", lambda found: _known(names, found))


def mailgun(template: str, to: Recipient) -> str:
    """Mailgun: ``%unsubscribe_url%`` and ``%recipient…%``."""
    names = {
        "unsubscribe_url": UNSUBSCRIBE,
        "recipient.first_name": to.first_name,
        "recipient_email": to.email,
    }
    pattern = r"%(recipient[\w.]*|(?:tag_|mailing_list_)?unsubscribe_\w+)%"
    return _replaced(template, pattern, lambda found: _known(names, found))


def mailerlite(template: str, to: Recipient) -> str:
    """MailerLite: ``{$tag}`` and ``{$tag|default:'text'}``."""
    names = {"unsubscribe": UNSUBSCRIBE, "url": WEB_VIEW, "name": to.first_name, "email": to.email}
    pattern = r"\{\$(\w*)(?:\|default:'([^']*)')?\}"
    return _none(_replaced(template, pattern, lambda found: _known(names, found, found[2] or "")), r"\{\$")


def constant_contact(template: str, to: Recipient) -> str:
    """Constant Contact: ``[[tag]]`` and ``[[tag OR "text"]]``; three sequences are refused outright."""
    names = {
        "unsubscribeLink": UNSUBSCRIBE,
        "viewAsWebpage": WEB_VIEW,
        "updateLink": PREFERENCES,
        "FirstName": to.first_name,
        "EmailAddress": to.email,
        "trackingImage": "",
    }
    _none(template, r"\[#", r"\$\{", "<@")
    pattern = r"""\[\[(\w+)(?: OR (?:"([^"]*)"|'([^']*)'))?\]\]"""
    filled = _replaced(template, pattern, lambda found: _known(names, found, found[2] or found[3] or ""))
    return _none(filled, r"\[\[")


def mailjet(template: str, to: Recipient) -> str:
    """Mailjet: ``[[TAG]]`` and ``[[data:field:"text"]]``; its template language has braces too."""
    names = {
        "UNSUB_LINK_EN": UNSUBSCRIBE,
        "PERMALINK": WEB_VIEW,
        "data:firstname": to.first_name,
        "EMAIL_TO": to.email,
    }
    _none(template, r"\{\{", r"\{%")
    pattern = r"""\[\[((?:\w+:)?\w+)(?::(?:"([^"]*)"|'([^']*)'))?\]\]"""
    filled = _replaced(template, pattern, lambda found: _known(names, found, found[2] or found[3] or ""))
    return _none(filled, r"\[\[")


def sailthru(template: str, to: Recipient) -> str:
    """Sailthru: every brace that no white space follows begins a Zephyr expression, in style sheets too."""
    names = {
        "optout_confirm_url": UNSUBSCRIBE,
        "view_url": WEB_VIEW,
        "first_name": to.first_name,
        "email": to.email,
        "beacon": "",
    }
    expression = r"\{(?=\S)(?:'([^']*)'|(\w+)(?: \?: '([^']*)')?)\}"

    def value(found: re.Match[str]) -> str:
        if found[2] is None:
            return found[1]
        if found[2] not in names:
            raise LeftoverError(f"{found[0]!r} is no name that Zephyr knows")
        return names[found[2]] or found[3] or ""

    # What is printed is not read again, so the check is for braces outside all expressions.
    _none(_replaced(template, expression, lambda _: ""), r"\{(?=\S)")
    return _replaced(template, expression, value)


def ghost(template: str, to: Recipient) -> str:
    """Ghost: ``%%{tag, "text"}%%``, and ``{tag}`` where a person typed it."""
    names = {"unsubscribe_url": UNSUBSCRIBE, "first_name": to.first_name, "email": to.email}
    pattern = r"""%%\{(\w+)(?:, (?:"([^"]*)"|'([^']*)'))?\}%%"""
    filled = _replaced(template, pattern, lambda found: _known(names, found, found[2] or found[3] or ""))
    return _none(filled, r"\{[A-Za-z]\w*(?:, ?\"[^\"]*\")?\}")


def omeda(template: str, to: Recipient) -> str:
    """Omeda: ``@{tag}@``; all but the web view are configured in the test."""
    names = {
        "mv_online_version": WEB_VIEW,
        "unsubscribe_link": UNSUBSCRIBE,
        "first_name": to.first_name,
        "email": to.email,
    }
    return _none(_replaced(template, r"@\{(.*?)\}@", lambda found: _known(names, found)), r"@\{")


def dotdigital(template: str, to: Recipient) -> str:
    """Dotdigital: ``http://$UNSUB$`` in addresses, ``$TAG$`` and ``@FIELD@`` elsewhere."""
    names = {
        "$UNSUB": UNSUBSCRIBE,
        "$CANTREAD": WEB_VIEW,
        "@FIRSTNAME": to.first_name,
        "@EMAIL": to.email,
    }
    _none(template, r"\{\{", r"\{%")
    return _replaced(
        template,
        r"(?:http://)?((?P<sign>[$@])[A-Z][A-Z0-9_]*)(?P=sign)",
        lambda found: _known(names, found),
    )


def beehiiv(template: str, to: Recipient) -> str:
    """beehiiv: ``{{tag}}`` and ``{{tag|text}}``."""
    names = {
        "unsubscribe_url": UNSUBSCRIBE,
        "live_url": WEB_VIEW,
        "subscriber_preferences_url": PREFERENCES,
        "first_name": to.first_name,
        "email": to.email,
    }
    pattern = r"\{\{(\w+)(?:\|([^{}]*))?\}\}"
    return _none(_replaced(template, pattern, lambda found: _known(names, found, found[2] or "")), r"\{\{")


def preview(template: str, to: Recipient) -> str:
    """The preview is read by nobody but the reader."""
    del to
    return template
