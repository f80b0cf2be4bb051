"""The real template engines: Django, Jinja, Liquid, Mustache, and Handlebars under Node."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import chevron
import django
import jinja2
import liquid
import pytest
from django.conf import settings
from django.template import Context, Engine, Library
from liquid import Node
from liquid.tag import Tag

from tests.esp.evaluators.recipient import PREFERENCES, UNSUBSCRIBE, WEB_VIEW, LeftoverError, Recipient

PEERS = Path(__file__).parents[2] / "peers"
_UNKNOWN = "UNKNOWN-VARIABLE"


def django_templates(template: str, names: Mapping[str, Any], tags: Mapping[str, str]) -> str:
    """Render with Django's engine; ``tags`` are the ESP's own template tags without arguments."""
    if not settings.configured:
        settings.configure()
        django.setup()
    library = Library()
    for name, value in tags.items():
        library.simple_tag(lambda value=value: value, name=name)
    engine = Engine(string_if_invalid=_UNKNOWN)
    engine.template_builtins.append(library)
    return _known(engine.from_string(template).render(Context(dict(names))))


def klaviyo(template: str, to: Recipient) -> str:
    """Klaviyo: Django with tags of its own for addresses."""
    names = {"first_name": to.first_name, "email": to.email}
    tags = {
        "unsubscribe_link": UNSUBSCRIBE,
        "web_view_link": WEB_VIEW,
        "manage_preferences_link": PREFERENCES,
    }
    return django_templates(template, names, tags)


def brevo(template: str, to: Recipient) -> str:
    """Brevo: Django's syntax, addresses as variables."""
    names = {
        "unsubscribe": UNSUBSCRIBE,
        "mirror": WEB_VIEW,
        "update_profile": PREFERENCES,
        "contact": {"FIRSTNAME": to.first_name, "EMAIL": to.email},
    }
    return django_templates(template, names, {})


def buttondown(template: str, to: Recipient) -> str:
    """Buttondown: Django."""
    names = {
        "unsubscribe_url": UNSUBSCRIBE,
        "email": {"absolute_url": WEB_VIEW},
        "manage_subscription_url": PREFERENCES,
        "subscriber": {"email": to.email, "metadata": {"first_name": to.first_name}},
    }
    return django_templates(template, names, {})


def hubspot(template: str, to: Recipient) -> str:
    """HubSpot: HubL is Jinja's syntax with functions of its own."""
    company = ("name", "street_address_1", "street_address_2", "city", "state", "zip", "country")
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=False)  # noqa: S701  as HubL
    return environment.from_string(template).render(
        unsubscribe_link_all=UNSUBSCRIBE,
        unsubscribe_link=PREFERENCES,
        view_as_page_url=WEB_VIEW,
        contact={"firstname": to.first_name, "email": to.email},
        personalization_token=lambda name, default: {"contact.firstname": to.first_name}[name] or default,
        site_settings={f"company_{part}": part for part in company},
    )


class _AddressNode(Node):
    def __init__(self, token: Any, address: str) -> None:
        super().__init__(token)
        self.address = address

    def render_to_output(self, context: Any, buffer: Any) -> int:
        """Write the address."""
        del context
        return int(buffer.write(self.address))


def _address_tag(tag_name: str, address: str) -> type[Tag]:
    class AddressTag(Tag):
        name = tag_name
        block = False

        def parse(self, stream: Any) -> Node:
            """Take the tag's name and no arguments."""
            return _AddressNode(stream.current, address)

    return AddressTag


def liquid_templates(template: str, names: Mapping[str, Any], tags: Mapping[str, str]) -> str:
    """Render with Liquid; an unknown name is an error."""
    environment = liquid.Environment(undefined=liquid.StrictUndefined)
    for name, address in tags.items():
        environment.add_tag(_address_tag(name, address))
    return environment.from_string(template).render(**names)


def braze(template: str, to: Recipient) -> str:
    """Braze: Liquid in which ``${name}`` is an attribute of the recipient."""

    def attributes(expression: re.Match[str]) -> str:
        return re.sub(r"\$\{(\w+)\}", r"attr_\1", expression[0])

    plain = re.sub(r"\{\{(?:[^{}]|\$\{\w+\})*\}\}", attributes, template)
    names = {
        "attr_set_user_to_unsubscribed_url": UNSUBSCRIBE,
        "attr_first_name": to.first_name,
        "attr_email_address": to.email,
        "preference_center": {"attr_newsletter": PREFERENCES},
    }
    return liquid_templates(plain, names, {})


def customerio(template: str, to: Recipient) -> str:
    """Customer.io: Liquid with tags of its own for addresses."""
    names = {"customer": {"first_name": to.first_name, "email": to.email}}
    tags = {
        "unsubscribe_url": UNSUBSCRIBE,
        "view_in_browser_url": WEB_VIEW,
        "manage_subscription_preferences_url": PREFERENCES,
    }
    return liquid_templates(template, names, tags)


def kit(template: str, to: Recipient) -> str:
    """Kit: Liquid."""
    names = {
        "unsubscribe_url": UNSUBSCRIBE,
        "subscriber_preferences_url": PREFERENCES,
        "subscriber": {"first_name": to.first_name, "email_address": to.email},
    }
    return liquid_templates(template, names, {})


def generic(template: str, to: Recipient) -> str:
    """Our own neutral names: exact ones are searched and replaced, nothing else is read."""
    names = {
        "unsubscribe_url": UNSUBSCRIBE,
        "web_view_url": WEB_VIEW,
        "preferences_url": PREFERENCES,
        "first_name": to.first_name,
        "email": to.email,
    }
    tag = re.compile(rf"\{{\{{ ({'|'.join(names)})(?: \| default: '([^']*)')? \}}\}}")
    return tag.sub(lambda found: names[found[1]] or found[2] or "", template)


def postmark(template: str, to: Recipient) -> str:
    """Postmark: Mustachio is Mustache; ``pm:`` names are the server's."""
    names = {"pm:unsubscribe": UNSUBSCRIBE, "first_name": to.first_name, "email": to.email}
    asked = set(re.findall(r"\{\{[{#^/]?\s*([\w:.]+)\s*\}\}", template))
    if asked - names.keys():
        raise LeftoverError(f"unknown: {asked - names.keys()}")
    return str(chevron.render(template, names))


def handlebars(template: str, names: Mapping[str, Any]) -> str:
    """Render with Handlebars.js in strict mode, with SendGrid's helper ``insert``."""
    return handlebars_all([template], names)[0]


def handlebars_all(templates: Sequence[str], names: Mapping[str, Any]) -> list[str]:
    """Render several templates in one process."""
    if shutil.which("node") is None or not (PEERS / "node_modules/handlebars").exists():
        pytest.skip("Handlebars.js is not installed: run 'make peers'")
    done = subprocess.run(
        ["node", str(PEERS / "render_handlebars.mjs")],
        input=json.dumps({"templates": list(templates), "names": names}),
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    answers = json.loads(done.stdout)
    for template, answer in zip(templates, answers, strict=True):
        if "error" in answer:
            raise LeftoverError(f"{answer['error']} in {template[:2000]}")
    return [answer["text"] for answer in answers]


def sendgrid(template: str, to: Recipient) -> str:
    """SendGrid Marketing Campaigns: Handlebars; older tags in ``<% %>`` and ``[% %]`` must not occur."""
    _forbid(template, r"<%\w+%>", r"\[%\w+")
    names = {
        "unsubscribe": UNSUBSCRIBE,
        "Weblink": WEB_VIEW,
        "unsubscribe_preferences": PREFERENCES,
        "first_name": to.first_name,
        "email": to.email,
    }
    return handlebars(template, names)


def sendgrid_dynamic(template: str, to: Recipient) -> str:
    """SendGrid's Email API: Handlebars on the data sent, then the ``<% %>`` tags of the mail server."""
    _forbid(template, r"\[%\w+")
    rendered = handlebars(template, {"first_name": to.first_name, "email": to.email})
    addresses = {"asm_group_unsubscribe_raw_url": UNSUBSCRIBE, "asm_preferences_raw_url": PREFERENCES}
    return re.sub(r"<%(\w+)%>", lambda found: addresses[found[1]], rendered)


def iterable(template: str, to: Recipient) -> str:
    """Iterable: Handlebars; ``[[ ]]`` belongs to data feeds."""
    _forbid(template, r"\[\[")
    names = {
        "unsubscribeUrl": UNSUBSCRIBE,
        "viewInBrowserUrl": WEB_VIEW,
        "hostedUnsubscribeUrl": PREFERENCES,
        "firstName": to.first_name,
        "email": to.email,
    }
    return handlebars(template, names)


def ses(template: str, to: Recipient) -> str:
    """Amazon SES: Handlebars."""
    names = {"amazonSESUnsubscribeUrl": UNSUBSCRIBE, "first_name": to.first_name, "email": to.email}
    return handlebars(template, names)


def pardot(template: str, to: Recipient) -> str:
    """Pardot: HML is Handlebars; the older ``%%tag%%`` is still read."""
    _forbid(template, r"%%\w+")
    names = {
        "Unsubscribe": UNSUBSCRIBE,
        "View_Online": WEB_VIEW,
        "EmailPreferenceCenter": PREFERENCES,
        "Recipient": {"FirstName": to.first_name, "Email": to.email},
    }
    return handlebars(template, names)


def _forbid(template: str, *patterns: str) -> None:
    for pattern in patterns:
        found = re.search(pattern, template)
        if found:
            raise LeftoverError(f"{found[0]!r} would be read as a tag")


def _known(rendered: str) -> str:
    if _UNKNOWN in rendered:
        raise LeftoverError(rendered[max(0, rendered.find(_UNKNOWN) - 60) :][:120])
    return rendered
