"""Profiles of the ESPs whose templates are Handlebars, Mustache or their kin.

Fallbacks are written with the language's own `if` where it has one: the text then stands between tags, not
in a string, and no quote in it can end anything.
"""

from __future__ import annotations

from digest.esp import syntax
from digest.esp.profile import Fact, Limit, M, Profile, S, Tag, V

_ESK = "email-love/esp-skills"
_SENDGRID = "Twilio SendGrid documentation"
_SENDGRID_API = "twilio/sendgrid-oai"
_YOURS = "the data that your own program sends"
_ITERABLE = "Iterable documentation"
_PARDOT = "Account Engagement product source"

SENDGRID = Profile(
    name="sendgrid",
    title="SendGrid Marketing Campaigns",
    syntax=syntax.SENDGRID,
    tags={
        "unsubscribe": Tag("{{{unsubscribe}}}", V, _SENDGRID),
        "web_view": Tag("{{Weblink}}", V, _SENDGRID),
        "preferences": Tag("{{{unsubscribe_preferences}}}", V, _SENDGRID),
        "first_name": Tag(
            "{{first_name}}",
            V,
            _SENDGRID,
            fallback="{{insert first_name 'default=FALLBACK'}}",
            escapes=True,
        ),
        "email": Tag("{{email}}", V, _SENDGRID),
    },
    limits=(Limit("html", 1_048_576, V, _SENDGRID_API), Limit("text", 1_048_576, V, _SENDGRID_API)),
    facts=(
        Fact("A single send needs a suppression group or its own unsubscribe address.", V, _SENDGRID_API),
        Fact(
            "Turn off 'generate plain content', else it replaces the text part.",
            V,
            _SENDGRID_API,
        ),
        Fact("Single quotes around default= keep the tag whole inside attributes.", V, _SENDGRID),
    ),
)

SENDGRID_DYNAMIC = Profile(
    name="sendgrid-dynamic",
    title="SendGrid dynamic templates (Email API)",
    syntax=syntax.SENDGRID,
    tags={
        "unsubscribe": Tag("<%asm_group_unsubscribe_raw_url%>", V, _SENDGRID),
        "preferences": Tag("<%asm_preferences_raw_url%>", V, _SENDGRID),
        "first_name": Tag(
            "{{first_name}}",
            V,
            _SENDGRID,
            fallback="{{#if first_name}}{{first_name}}{{else}}FALLBACK{{/if}}",
        ),
        "email": Tag("{{email}}", V, _YOURS),
    },
    limits=(Limit("html", 1_048_576, V, _SENDGRID_API), Limit("text", 1_048_576, V, _SENDGRID_API)),
    facts=(Fact("Never use these unsubscribe tags in Marketing Campaigns.", V, _SENDGRID),),
)

SENDGRID_LEGACY = Profile(
    name="sendgrid-legacy",
    title="SendGrid legacy Marketing Campaigns (/v3/campaigns)",
    syntax=syntax.SENDGRID_LEGACY,
    tags={
        "unsubscribe": Tag("[unsubscribe]", S, _ESK),
        "web_view": Tag("[Weblink]", S, _ESK),
        "preferences": Tag("[Unsubscribe_Preferences]", M, "not confirmed"),
        "first_name": Tag("[%first_name%]", S, _ESK, fallback="[%first_name | FALLBACK%]"),
        "email": Tag("[%email%]", S, _ESK),
    },
)

ITERABLE = Profile(
    name="iterable",
    title="Iterable",
    syntax=syntax.ITERABLE,
    tags={
        "unsubscribe": Tag("{{unsubscribeUrl}}", V, _ITERABLE),
        "web_view": Tag("{{viewInBrowserUrl}}", S, _ESK),
        "preferences": Tag("{{hostedUnsubscribeUrl}}", V, _ITERABLE),
        "first_name": Tag(
            "{{firstName}}", S, _ESK, fallback="{{#if firstName}}{{firstName}}{{else}}FALLBACK{{/if}}"
        ),
        "email": Tag("{{email}}", V, _ITERABLE),
    },
    facts=(
        Fact(
            "A marketing channel demands one of its unsubscribe tags unless it appends one itself.",
            V,
            _ITERABLE,
        ),
    ),
)

POSTMARK = Profile(
    name="postmark",
    title="Postmark (broadcast stream)",
    syntax=syntax.MUSTACHIO,
    tags={
        "unsubscribe": Tag("{{{ pm:unsubscribe }}}", S, _ESK),
        "first_name": Tag(
            "{{ first_name }}",
            V,
            _YOURS,
            fallback="{{#first_name}}{{first_name}}{{/first_name}}{{^first_name}}FALLBACK{{/first_name}}",
            fallback_certainty=M,
        ),
        "email": Tag("{{ email }}", V, _YOURS),
    },
    facts=(Fact("A broadcast without the unsubscribe tag gets a footer appended.", S, _ESK),),
)

SES = Profile(
    name="ses",
    title="Amazon SES",
    syntax=syntax.HANDLEBARS,
    tags={
        "unsubscribe": Tag("{{amazonSESUnsubscribeUrl}}", S, _ESK),
        "preferences": Tag("{{amazonSESUnsubscribeUrl}}", S, _ESK),
        "first_name": Tag(
            "{{first_name}}",
            V,
            _YOURS,
            fallback="{{#if first_name}}{{first_name}}{{else}}FALLBACK{{/if}}",
            fallback_certainty=M,
        ),
        "email": Tag("{{email}}", V, _YOURS),
    },
    limits=(Limit("html", 500_000, M, "template size, not confirmed"),),
    facts=(
        Fact(
            "The unsubscribe tag needs ListManagementOptions and one recipient; it is filled twice at most.",
            S,
            _ESK,
        ),
    ),
)

PARDOT = Profile(
    name="pardot",
    title="Pardot (Marketing Cloud Account Engagement)",
    syntax=syntax.PARDOT,
    tags={
        "unsubscribe": Tag("{{Unsubscribe}}", V, _PARDOT),
        "web_view": Tag("{{View_Online}}", S, _ESK),
        "preferences": Tag("{{EmailPreferenceCenter}}", V, _PARDOT),
        "first_name": Tag(
            "{{Recipient.FirstName}}",
            V,
            _PARDOT,
            fallback="{{#if Recipient.FirstName}}{{Recipient.FirstName}}{{else}}FALLBACK{{/if}}",
            fallback_certainty=M,
        ),
        "email": Tag("{{Recipient.Email}}", M, "not confirmed"),
    },
    facts=(Fact("A message needs an unsubscribe or a preference-centre tag.", S, _ESK),),
)

BEEHIIV = Profile(
    name="beehiiv",
    title="beehiiv",
    syntax=syntax.DOUBLE_BRACE,
    tags={
        "unsubscribe": Tag("{{unsubscribe_url}}", S, _ESK),
        "web_view": Tag("{{live_url}}", S, _ESK),
        "preferences": Tag("{{subscriber_preferences_url}}", S, _ESK),
        "first_name": Tag("{{first_name}}", S, _ESK, fallback="{{first_name|FALLBACK}}"),
        "email": Tag("{{email}}", V, "beehiiv/typescript-sdk"),
    },
    takes_text=False,
    facts=(
        Fact("The editor keeps few inline styles; raw HTML goes in through the API (Enterprise).", S, _ESK),
        Fact("There is no plain-text field.", V, "beehiiv/typescript-sdk"),
    ),
)

PROFILES = (SENDGRID, SENDGRID_DYNAMIC, SENDGRID_LEGACY, ITERABLE, POSTMARK, SES, PARDOT, BEEHIIV)
