"""What newsletter.yaml says about ESPs: other spellings of merge tags, and ESPs of the project's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated

from pydantic import AfterValidator, Field

from digest.diagnostics import ProjectError
from digest.esp.profile import FALLBACK, Certainty, Profile, Tag
from digest.esp.profiles import PROFILES
from digest.faults import fault, suggestion
from digest.fields import Model


def _tag(value: str) -> str:
    text = value.strip()
    if not text or "\n" in text:
        raise fault("bad-tag", "a merge tag is one line of text", "write it as the ESP documents it")
    return text


def _base(value: str) -> str:
    if value not in PROFILES:
        hint = suggestion(value, tuple(PROFILES)) + "; see 'digest esps'"
        raise fault("unknown-esp", f"there is no ESP '{value}'", hint)
    return value


_Tag = Annotated[str, AfterValidator(_tag)]


class TagSettings(Model):
    """How an ESP spells merge tags; in ``first_name`` the word FALLBACK stands for the fallback."""

    first_name: _Tag | None = Field(
        default=None, description="The recipient's first name.", examples=["*|FNAME:FALLBACK|*"]
    )
    email: _Tag | None = Field(default=None, description="The recipient's address.")
    unsubscribe: _Tag | None = Field(
        default=None, description="The address that ends the subscription.", examples=["*|UNSUB|*"]
    )
    web_view: _Tag | None = Field(default=None, description="The address of the edition on the web.")
    preferences: _Tag | None = Field(default=None, description="The address of the preferences page.")


class EspSettings(Model):
    """One ESP: what differs from the profile that digest knows, or a new ESP that is based on one."""

    title: str = Field(default="", description="Its name, as people say it.")
    based_on: Annotated[str, AfterValidator(_base)] = Field(
        default="",
        description="The ESP whose syntax and limits it shares [default: generic].",
        examples=["kit"],
    )
    push: dict[str, str] = Field(
        default_factory=dict,
        description="Where drafts go in the account: lists and the like. Never a key: keys are secret.",
        examples=[{"list": "a1b2c3"}],
    )
    tags: TagSettings = Field(default_factory=TagSettings, description="Its merge tags.")


def find_profile(name: str, settings: Mapping[str, EspSettings]) -> Profile:
    """Return the profile of the ESP called ``name``, with the project's own ``settings`` applied.

    Raises:
        ProjectError: there is no such ESP.
    """
    own = settings.get(name)
    if own is None and name in PROFILES:
        return PROFILES[name]
    if own is None:
        hint = suggestion(name, (*PROFILES, *settings)) + "; see 'digest esps'"
        raise ProjectError.single("unknown-esp", f"there is no ESP '{name}'", hint=hint)
    base = PROFILES[own.based_on or (name if name in PROFILES else "generic")]
    tags = {key: _configured(value) for key, value in own.tags.model_dump(exclude_none=True).items()}
    title = own.title or (base.title if name == base.name else name)
    return replace(base, name=name, title=title, tags={**base.tags, **tags})


def all_profiles(settings: Mapping[str, EspSettings]) -> tuple[Profile, ...]:
    """Return every profile that ``find_profile`` finds, the project's own last."""
    names = [*PROFILES, *(name for name in settings if name not in PROFILES)]
    return tuple(find_profile(name, settings) for name in names)


def _configured(pattern: str) -> Tag:
    fallback = pattern if FALLBACK in pattern else ""
    return Tag(pattern.replace(FALLBACK, ""), Certainty.CONFIGURED, "newsletter.yaml", fallback=fallback)
