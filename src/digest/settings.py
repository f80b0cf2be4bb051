"""What ``newsletter.yaml`` says: the models of a newsletter's settings."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from digest.esp.profiles import PROFILES
from digest.esp.settings import EspSettings
from digest.faults import fault, joined, suggestion
from digest.fields import Filled, Line, Model, PictureSource, WebUrl
from digest.words import known_language

_STEM = "{stem}"
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_ADDRESS = re.compile(r"[^@\s<>(),;:\"\[\]]+@[\w-]+(?:\.[\w-]+)+")


def _color(value: str) -> str:
    text = value.strip()
    if not re.fullmatch(r"#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})", text):
        hint = f'write "#{text}", in quotes' if re.fullmatch(r"(?:[0-9A-Fa-f]{3}){1,2}", text) else ""
        hint = hint or 'write it as "#" and six digits or letters a to f, in quotes: "#0b57d0"'
        raise fault("bad-color", f"'{text}' is not a colour", hint)
    return text


def _stem_faults(value: str, known: str, hint: str) -> None:
    for found in _PLACEHOLDER.finditer(value):
        if found[0] != known:
            raise fault("unknown-placeholder", f"'{found[0]}' is no placeholder here", hint, found.span())


def _with_stem(value: str) -> str:
    _stem_faults(value, _STEM, f"write {_STEM}: it stands for the issue's file name")
    return value


def _without_stem(value: str) -> str:
    _stem_faults(value, "", f"delete it; only web_url and tracking's campaign know {_STEM}")
    return value


Color = Annotated[str, AfterValidator(_color)]


def _email(value: str) -> str:
    text = value.strip()
    if not _ADDRESS.fullmatch(text):
        raise fault("bad-address", f"'{text}' is not an e-mail address", "write name@example.com")
    return text


def _language(value: str) -> str:
    if not known_language(value):
        hint = "write a code such as en, de, fr, es, pt, uk, ar or pt-BR"
        raise fault("unknown-language", f"'{value}' is not a language code", hint)
    return value


class Sender(Model):
    """Who the message comes from."""

    name: Filled = Field(description="The name that inboxes show.")
    email: Annotated[str, AfterValidator(_email)] = Field(description="The address it comes from.")


class Logo(Model):
    """The masthead's picture."""

    src: PictureSource = Field(description="A file of the project, or an https address.")
    alt: Filled = Field(description="The newsletter's name.")
    width: int = Field(default=180, ge=16, le=600, description="Display width in CSS pixels.")
    dark_src: PictureSource | None = Field(default=None, description="The logo for dark backgrounds.")


class Colors(Model):
    """The theme's colours, light and dark."""

    accent: Color = Field(default="#0b57d0", description="Kickers, links and buttons.")
    accent_dark: Color = Field(default="#8ab4f8", description="The accent on a dark background.")
    text: Color = Field(default="#1f1f1f", description="Body text.")
    text_dark: Color = Field(default="#e8e6e3", description="Body text on a dark background.")
    muted: Color = Field(default="#5a5f66", description="Captions, credits and the footer.")
    muted_dark: Color = Field(default="#b0b4ba", description="The same on a dark background.")
    background: Color = Field(default="#ffffff", description="The paper.")
    background_dark: Color = Field(default="#16181b", description="The paper in the dark.")
    page: Color = Field(default="#f3f1ec", description="Around the paper.")
    page_dark: Color = Field(default="#0e0f11", description="Around the paper in the dark.")
    tint: Color = Field(default="#f4f1e8", description="Behind sponsor blocks.")
    tint_dark: Color = Field(default="#24272b", description="Behind sponsor blocks in the dark.")
    rule: Color = Field(default="#d9d6cf", description="Lines.")
    rule_dark: Color = Field(default="#3a3e44", description="Lines in the dark.")


class Social(Model):
    """A link to the publisher on a social network."""

    network: Literal[
        "bluesky",
        "facebook",
        "instagram",
        "linkedin",
        "mastodon",
        "rss",
        "threads",
        "tiktok",
        "website",
        "x",
        "youtube",
    ] = Field(description="Which network; it chooses the words of the link.")
    url: WebUrl = Field(description="The publisher's page there.")


class Tracking(Model):
    """Campaign tags (utm_*) for every content link; ``{stem}`` stands for the issue's file name."""

    source: Annotated[Line, AfterValidator(_without_stem)] = Field(
        default="", description="utm_source.", examples=["meridian"]
    )
    medium: Annotated[Line, AfterValidator(_without_stem)] = Field(
        default="email", description="utm_medium.", examples=["email"]
    )
    campaign: Annotated[Line, AfterValidator(_with_stem)] = Field(
        default=_STEM, description="utm_campaign.", examples=[_STEM]
    )


class Settings(Model):
    """What ``newsletter.yaml`` says."""

    name: Filled = Field(description="The newsletter's name.", examples=["Meridian Daily"])
    publisher: Filled = Field(description="Who publishes it.", examples=["Meridian Media"])
    homepage: WebUrl | None = Field(default=None, description="The publisher's site.")
    from_: Sender = Field(alias="from", description="The sender that inboxes show.")
    postal_address: Filled = Field(description="The sender's postal address; the law asks for it.")
    lang: Annotated[str, AfterValidator(_language)] = Field(
        default="en", description="Language of the interface words and of the html lang attribute."
    )
    logo: Logo | None = Field(default=None, description="The masthead's picture.")
    colors: Colors = Field(default_factory=Colors, description="The theme's colours.")
    social: tuple[Social, ...] = Field(default=(), description="Links in the footer.")
    esps: dict[str, EspSettings] = Field(
        default_factory=dict, description="Other merge tags for an ESP, or an ESP of your own."
    )
    esp: Line = Field(
        default="generic",
        description="The ESP of build and export where none is named.",
        examples=["mailchimp"],
    )
    disclosure: Literal["us", "uk", "de", "eu"] = Field(
        default="us", description="Whose words a label may use."
    )
    checks: dict[str, Literal["error", "warning", "advice", "off"]] = Field(
        default_factory=dict, description="How much each check matters here; 'digest rules' lists them."
    )
    tracking: Tracking | None = Field(default=None, description="Campaign tags for content links.")
    assets_url: Annotated[WebUrl, AfterValidator(_without_stem)] | None = Field(
        default=None,
        description="Where local pictures are served from; without it they travel beside the edition.",
        examples=["https://cdn.meridian.example/daily/"],
    )
    unsubscribe_url: Annotated[WebUrl, AfterValidator(_without_stem)] | None = Field(
        default=None,
        description="Where readers unsubscribe without the help of an ESP; also for List-Unsubscribe.",
    )
    web_url: Annotated[WebUrl, AfterValidator(_with_stem)] | None = Field(
        default=None,
        description="Where the web edition lives; {stem} stands for the issue's file name.",
        examples=["https://meridian.example/daily/{stem}/"],
    )

    @field_validator("esp")
    @classmethod
    def _is_known(cls, name: str, info: ValidationInfo) -> str:
        own = info.data.get("esps", {})
        if name not in PROFILES and name not in own:
            hint = joined(suggestion(name, (*PROFILES, *own)), "see 'digest esps'")
            raise fault("unknown-esp", f"there is no ESP '{name}'", hint)
        return name
