"""Profiles of the ESPs that replace names between delimiters of their own."""

from __future__ import annotations

from digest.esp import syntax
from digest.esp.profile import Fact, Limit, M, Packaging, Profile, S, Tag, V

_ESK = "email-love/esp-skills"
_GLUE = "Newsletter Glue integration"
_MAILCHIMP = "Mailchimp help"
_QUOTED = "a source that quotes Mailchimp help"
_CM = "campaignmonitor/createsend-python"
_MAILGUN = "Mailgun documentation"
_MAILERLITE = "MailerLite documentation"
_CC = "Constant Contact developer documentation"
_OMEDA = "Omeda knowledge base"
_SAMPLES = "published samples"
_UNKNOWN = "not confirmed"

MAILCHIMP = Profile(
    name="mailchimp",
    title="Mailchimp",
    syntax=syntax.MAILCHIMP,
    tags={
        "unsubscribe": Tag("*|UNSUB|*", V, _MAILCHIMP),
        "web_view": Tag("*|ARCHIVE|*", S, _ESK),
        "preferences": Tag("*|UPDATE_PROFILE|*", S, _ESK),
        "first_name": Tag("*|FNAME|*", S, _ESK, fallback="*|IF:FNAME|**|FNAME|**|ELSE:|*FALLBACK*|END:IF|*"),
        "email": Tag("*|EMAIL|*", V, _MAILCHIMP),
    },
    packaging=Packaging.FLAT_ZIP,
    limits=(Limit("zip", 1_000_000, S, _QUOTED),),
    facts=(
        Fact(
            "The zip holds one HTML file and JPEG, PNG or GIF pictures, none in a folder.",
            S,
            _QUOTED,
        ),
        Fact(
            "Importing HTML needs the Standard plan or higher and the legacy builder.",
            S,
            _QUOTED,
        ),
        Fact("A message without a valid unsubscribe tag gets a footer appended.", S, _ESK),
        Fact("The text part is generated unless it is pasted or set through the API.", V, _MAILCHIMP),
    ),
)

CAMPAIGN_MONITOR = Profile(
    name="campaign-monitor",
    title="Campaign Monitor",
    syntax=syntax.CAMPAIGN_MONITOR,
    tags={
        "unsubscribe": Tag("[unsubscribe]", S, _ESK),
        "web_view": Tag("[webversion]", S, _ESK),
        "preferences": Tag("[preferences]", M, _UNKNOWN),
        "first_name": Tag("[firstname]", S, _ESK, fallback="[firstname,fallback=FALLBACK]"),
        "email": Tag("[email]", S, _ESK),
    },
    packaging=Packaging.FOLDER_ZIP,
    facts=(
        Fact(
            "It is imported as an HTML file with a zip of its pictures.",
            V,
            "campaignmonitor/createsend-python",
        ),
        Fact("CSS is moved inline on import.", S, _ESK),
        Fact("The text part is generated when none is given.", V, _CM),
    ),
)

SFMC = Profile(
    name="sfmc",
    title="Salesforce Marketing Cloud",
    syntax=syntax.AMPSCRIPT,
    tags={
        "unsubscribe": Tag("%%unsub_center_url%%", S, _ESK),
        "web_view": Tag("%%view_email_url%%", S, _ESK),
        "preferences": Tag("%%profile_center_url%%", S, _ESK),
        "first_name": Tag(
            "%%firstname%%",
            S,
            _ESK,
            fallback="%%=IIF(EMPTY(firstname),'FALLBACK',firstname)=%%",
            fallback_certainty=M,
        ),
        "email": Tag("%%emailaddr%%", S, _ESK),
    },
    facts=(Fact("Commercial sends demand the postal address and a link to unsubscribe.", M, _UNKNOWN),),
)

ACTIVECAMPAIGN = Profile(
    name="activecampaign",
    title="ActiveCampaign",
    syntax=syntax.PERCENT,
    tags={
        "unsubscribe": Tag("%UNSUBSCRIBELINK%", S, _ESK),
        "web_view": Tag("%WEBCOPY%", S, _ESK),
        "preferences": Tag("%UPDATELINK%", S, _ESK),
        "first_name": Tag("%FIRSTNAME%", S, _ESK),
        "email": Tag("%EMAIL%", S, _ESK),
    },
    body_end=(
        '<p style="margin:0;padding:8px 16px;font:12px/16px Arial,sans-serif;text-align:center">'
        "%SENDER-INFO-SINGLELINE%</p>"
    ),
    facts=(
        Fact("Without the sender's address its own footer stays: the tag is added.", S, _ESK),
        Fact("No way is known to give a name a fallback where it is used.", S, _ESK),
    ),
)

MAILGUN = Profile(
    name="mailgun",
    title="Mailgun",
    syntax=syntax.MAILGUN,
    tags={
        "unsubscribe": Tag("%unsubscribe_url%", V, _MAILGUN),
        "first_name": Tag("%recipient.first_name%", V, _MAILGUN),
        "email": Tag("%recipient_email%", V, _MAILGUN),
    },
    facts=(
        Fact("%recipient.first_name% comes from the recipient variables of the request.", V, _MAILGUN),
        Fact("A stored template holds at most 100 KB; a message is not bound by that.", V, _MAILGUN),
    ),
)

MAILERLITE = Profile(
    name="mailerlite",
    title="MailerLite",
    syntax=syntax.SMARTY,
    tags={
        "unsubscribe": Tag("{$unsubscribe}", V, _MAILERLITE),
        "web_view": Tag("{$url}", V, _MAILERLITE),
        "first_name": Tag("{$name}", S, _GLUE, fallback="{$name|default:'FALLBACK'}"),
        "email": Tag("{$email}", S, _GLUE),
    },
    takes_text=False,
    facts=(
        Fact("The HTML needs a head, a body and the unsubscribe tag.", V, _MAILERLITE),
        Fact(
            "The new API has no text field; a pasted text needs {$unsubscribe} and {$url}.",
            V,
            _MAILERLITE,
        ),
    ),
)

CONSTANT_CONTACT = Profile(
    name="constant-contact",
    title="Constant Contact",
    syntax=syntax.CONSTANT_CONTACT,
    tags={
        "unsubscribe": Tag("[[unsubscribeLink]]", M, "three spellings are in use; " + _GLUE),
        "web_view": Tag("[[viewAsWebpage]]", S, _ESK),
        "preferences": Tag("[[updateLink]]", S, _ESK),
        "first_name": Tag("[[FirstName]]", S, _ESK, fallback='[[FirstName OR "FALLBACK"]]'),
        "email": Tag("[[EmailAddress]]", S, _ESK),
    },
    body_end="[[trackingImage]]",
    forbidden=("[#", "${", "<@"),
    limits=(Limit("html", 400_000, V, _CC),),
    facts=(
        Fact("[[trackingImage]] must occur exactly once: it is added.", V, _CC),
        Fact("The HTML must not contain [#, ${ or <@.", V, _CC),
        Fact("CSS is inlined on import.", V, _CC),
    ),
)

MAILJET = Profile(
    name="mailjet",
    title="Mailjet",
    syntax=syntax.MAILJET,
    tags={
        "unsubscribe": Tag("[[UNSUB_LINK_EN]]", S, _ESK),
        "web_view": Tag("[[PERMALINK]]", S, _ESK),
        "first_name": Tag(
            "[[data:firstname]]",
            V,
            "mailjet/api-documentation",
            fallback='[[data:firstname:"FALLBACK"]]',
            fallback_certainty=S,
        ),
        "email": Tag("[[EMAIL_TO]]", S, _ESK),
    },
    facts=(Fact("The end of [[UNSUB_LINK_EN]] is the language of the page: FR, DE, ES …", S, _ESK),),
)

SAILTHRU = Profile(
    name="sailthru",
    title="Sailthru",
    syntax=syntax.ZEPHYR,
    tags={
        "unsubscribe": Tag("{optout_confirm_url}", S, _ESK),
        "web_view": Tag("{view_url}", S, _ESK),
        "first_name": Tag("{first_name}", S, _ESK, fallback="{first_name ?: 'FALLBACK'}"),
        "email": Tag("{email}", S, _ESK),
    },
    body_end="{beacon}",
    facts=(
        Fact("{beacon} counts the opens: it is added.", S, _ESK),
        Fact("A brace that no space follows is code; those of style sheets get one.", S, _ESK),
    ),
)

GHOST = Profile(
    name="ghost",
    title="Ghost",
    syntax=syntax.GHOST,
    tags={
        "unsubscribe": Tag("%%{unsubscribe_url}%%", V, "Ghost source"),
        "first_name": Tag("%%{first_name}%%", V, "Ghost source", fallback='%%{first_name, "FALLBACK"}%%'),
        "email": Tag("%%{email}%%", S, _ESK),
    },
    takes_text=False,
    facts=(
        Fact(
            "Ghost adds its own frame, with web view, footer and text part.",
            V,
            "Ghost source",
        ),
        Fact("Paste it into an HTML card; other imports turn it into cards.", M, _UNKNOWN),
    ),
)

OMEDA = Profile(
    name="omeda",
    title="Omeda (Omail)",
    syntax=syntax.OMEDA,
    tags={"web_view": Tag("@{mv_online_version}@", S, _SAMPLES)},
    facts=(
        Fact("A message without an unsubscribe link raises a warning in the response.", V, _OMEDA),
        Fact(
            "The other tags are your brand's: set them in newsletter.yaml.",
            V,
            _OMEDA,
        ),
    ),
)

DOTDIGITAL = Profile(
    name="dotdigital",
    title="Dotdigital",
    syntax=syntax.DOTDIGITAL,
    tags={
        "unsubscribe": Tag("http://$UNSUB$", S, _SAMPLES, text="$UNSUB$"),
        "web_view": Tag("http://$CANTREAD$", S, _SAMPLES, text="$CANTREAD$"),
        "first_name": Tag("@FIRSTNAME@", S, _SAMPLES),
        "email": Tag("@EMAIL@", M, _UNKNOWN),
    },
    facts=(Fact("$UNSUB$ stands in both parts of every published sample.", S, _SAMPLES),),
)

PROFILES = (
    MAILCHIMP,
    CAMPAIGN_MONITOR,
    SFMC,
    ACTIVECAMPAIGN,
    MAILGUN,
    MAILERLITE,
    CONSTANT_CONTACT,
    MAILJET,
    SAILTHRU,
    GHOST,
    OMEDA,
    DOTDIGITAL,
)
