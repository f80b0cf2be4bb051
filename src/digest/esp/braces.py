"""Profiles of the ESPs whose templates are Django's, Liquid, HubL or Go's."""

from __future__ import annotations

from digest.esp import syntax
from digest.esp.profile import Comments, Fact, Limit, M, Profile, S, Tag, V

# Sources that several entries share.
_ESK = "email-love/esp-skills"
_BUTTONDOWN_DOCS = "Buttondown documentation (buttondown/docs)"
_LISTMONK = "listmonk 6.2.0 source and documentation"
_KIT_DOCS = "Kit documentation"
_BRAZE_DOCS = "Braze documentation (braze-docs)"

KLAVIYO = Profile(
    name="klaviyo",
    title="Klaviyo",
    syntax=syntax.DJANGO,
    tags={
        "unsubscribe": Tag("{% unsubscribe_link %}", V, "Klaviyo developer documentation"),
        "web_view": Tag("{% web_view_link %}", S, _ESK),
        "preferences": Tag("{% manage_preferences_link %}", V, "Klaviyo staff in its community"),
        "first_name": Tag("{{ first_name }}", S, _ESK, fallback="{{ first_name|default:'FALLBACK' }}"),
        "email": Tag("{{ email }}", S, _ESK),
    },
    facts=(
        Fact("A message without an unsubscribe tag gets one appended.", V, "Klaviyo help"),
        Fact("Its API makes at most 1,000 templates in an account.", V, "klaviyo/openapi 2026-07-15"),
    ),
)

BREVO = Profile(
    name="brevo",
    title="Brevo",
    syntax=syntax.DJANGO,
    tags={
        "unsubscribe": Tag("{{ unsubscribe }}", V, "Brevo help"),
        "web_view": Tag("{{ mirror }}", V, "Brevo help"),
        "preferences": Tag("{{ update_profile }}", V, "Brevo help"),
        "first_name": Tag(
            "{{ contact.FIRSTNAME }}", V, "Brevo help", fallback="{{ contact.FIRSTNAME|default:'FALLBACK' }}"
        ),
        "email": Tag("{{ contact.EMAIL }}", V, "Brevo help"),
    },
    takes_text=False,
    limits=(Limit("html", 4_000_000, V, "getbrevo/brevo-python, with pictures inlined"),),
    facts=(
        Fact(
            "Brevo makes the plain-text part itself; there is no field for ours.", V, "getbrevo/brevo-python"
        ),
    ),
)

BUTTONDOWN = Profile(
    name="buttondown",
    title="Buttondown",
    syntax=syntax.DJANGO,
    tags={
        "unsubscribe": Tag("{{ unsubscribe_url }}", V, _BUTTONDOWN_DOCS),
        "web_view": Tag("{{ email.absolute_url }}", V, _BUTTONDOWN_DOCS),
        "preferences": Tag("{{ manage_subscription_url }}", V, _BUTTONDOWN_DOCS),
        "first_name": Tag(
            "{{ subscriber.metadata.first_name }}",
            V,
            _BUTTONDOWN_DOCS,
            fallback="{{ subscriber.metadata.first_name|default:'FALLBACK' }}",
        ),
        "email": Tag("{{ subscriber.email }}", V, _BUTTONDOWN_DOCS),
    },
    takes_text=False,
    facts=(
        Fact("Paste it in naked mode, which demands the unsubscribe tag.", V, _BUTTONDOWN_DOCS),
        Fact("The preferences page needs the Portal to be enabled.", V, _BUTTONDOWN_DOCS),
        Fact("A body that begins with '---' is refused as front matter.", V, _BUTTONDOWN_DOCS),
        Fact("There is no plain-text field.", V, _BUTTONDOWN_DOCS),
    ),
)

HUBSPOT = Profile(
    name="hubspot",
    title="HubSpot",
    syntax=syntax.HUBL,
    tags={
        "unsubscribe": Tag("{{ unsubscribe_link_all }}", S, _ESK),
        "web_view": Tag("{{ view_as_page_url }}", S, _ESK),
        "preferences": Tag("{{ unsubscribe_link }}", S, _ESK),
        "first_name": Tag(
            "{{ contact.firstname }}",
            S,
            _ESK,
            fallback="{{ personalization_token('contact.firstname', 'FALLBACK') }}",
        ),
        "email": Tag("{{ contact.email }}", S, _ESK),
    },
    body_end=(
        '<p style="margin:0;padding:8px 16px;font:12px/16px Arial,sans-serif;text-align:center">'
        "{{ site_settings.company_name }}, {{ site_settings.company_street_address_1 }} "
        "{{ site_settings.company_street_address_2 }}, {{ site_settings.company_city }} "
        "{{ site_settings.company_state }} {{ site_settings.company_zip }}, "
        "{{ site_settings.company_country }}</p>"
    ),
    facts=(
        Fact(
            "Without its seven variables of the company's address it is not published: they are added.",
            S,
            _ESK,
        ),
        Fact(
            "Import it as a coded template; the API has no field for raw HTML.",
            V,
            "HubSpot API spec",
        ),
        Fact("The filter |default does not work in e-mail; personalization_token does.", S, _ESK),
    ),
)

BRAZE = Profile(
    name="braze",
    title="Braze",
    syntax=syntax.LIQUID,
    tags={
        "unsubscribe": Tag("{{${set_user_to_unsubscribed_url}}}", V, _BRAZE_DOCS),
        "preferences": Tag("{{preference_center.${newsletter}}}", M, "its name is yours"),
        "first_name": Tag(
            "{{${first_name}}}", V, _BRAZE_DOCS, fallback="{{${first_name} | default: 'FALLBACK'}}"
        ),
        "email": Tag("{{${email_address}}}", V, _BRAZE_DOCS),
    },
    facts=(
        Fact("There is no page to view a message in the browser.", V, _BRAZE_DOCS),
        Fact(
            "HTML comments are removed before Liquid runs; test what becomes of Outlook's.",
            V,
            _BRAZE_DOCS,
        ),
    ),
)

CUSTOMER_IO = Profile(
    name="customerio",
    title="Customer.io",
    syntax=syntax.LIQUID,
    tags={
        "unsubscribe": Tag("{% unsubscribe_url %}", S, _ESK),
        "web_view": Tag("{% view_in_browser_url %}", S, _ESK),
        "preferences": Tag("{% manage_subscription_preferences_url %}", S, _ESK),
        "first_name": Tag(
            "{{ customer.first_name }}", S, _ESK, fallback="{{ customer.first_name | default: 'FALLBACK' }}"
        ),
        "email": Tag("{{ customer.email }}", S, _ESK),
    },
    facts=(Fact("The fallback needs the workspace's Liquid version to be 'latest'.", S, _ESK),),
)

KIT = Profile(
    name="kit",
    title="Kit",
    syntax=syntax.LIQUID,
    tags={
        "unsubscribe": Tag("{{ unsubscribe_url }}", V, _KIT_DOCS),
        "preferences": Tag("{{ subscriber_preferences_url }}", V, _KIT_DOCS),
        "first_name": Tag(
            "{{ subscriber.first_name }}",
            S,
            _ESK,
            fallback="{{ subscriber.first_name | default: 'FALLBACK' }}",
        ),
        "email": Tag("{{ subscriber.email_address }}", S, _ESK),
    },
    takes_text=False,
    facts=(
        Fact(
            "As a template it must also hold {{ message_content }}; as a broadcast's content it need not.",
            V,
            _KIT_DOCS,
        ),
        Fact("There is no plain-text field.", V, _KIT_DOCS),
    ),
)

LISTMONK = Profile(
    name="listmonk",
    title="listmonk",
    syntax=syntax.GO,
    tags={
        "unsubscribe": Tag("{{ UnsubscribeURL }}", V, _LISTMONK),
        "web_view": Tag("{{ MessageURL }}", V, _LISTMONK),
        "preferences": Tag("{{ ManageURL }}", V, _LISTMONK),
        "first_name": Tag(
            "{{ .Subscriber.FirstName }}",
            V,
            _LISTMONK,
            fallback=("{{ if .Subscriber.FirstName }}{{ .Subscriber.FirstName }}{{ else }}FALLBACK{{ end }}"),
        ),
        "email": Tag("{{ .Subscriber.Email }}", V, _LISTMONK),
    },
    comments=Comments.GO_SAFE,
    facts=(
        Fact('Use a campaign template that is nothing but {{ template "content" . }}.', V, _LISTMONK),
        Fact("HTML comments are removed unless the function Safe prints them, as here.", V, _LISTMONK),
        Fact("The text part (altbody) is escaped as HTML by its template engine.", V, _LISTMONK),
    ),
)

PROFILES = (KLAVIYO, BREVO, BUTTONDOWN, HUBSPOT, BRAZE, CUSTOMER_IO, KIT, LISTMONK)
