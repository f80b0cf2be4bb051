"""Links in an edition: the address that is written, with campaign tags where the newsletter wants them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import quote

from digest.merge import PLACEHOLDER, mark
from digest.project import Tracking
from digest.urls import href, is_web

_TAGGED = re.compile(r"(?:^|&)utm_[a-z]+=")


@dataclass(frozen=True, slots=True)
class Links:
    """Finishes addresses for one issue."""

    tracking: Tracking | None
    stem: str
    _finished: dict[tuple[str, str, bool], str] = field(default_factory=dict, repr=False, compare=False)

    def finish(self, url: str, place: str = "", *, track: bool = True) -> str:
        """Return the address to write for ``url``, which stands at ``place`` (block and position)."""
        key = url, place, track
        known = self._finished.get(key)  # the text edition asks again for what the HTML has
        if known is None:
            known = self._finished[key] = self._finish(url, place, track=track)
        return known

    def _finish(self, url: str, place: str, *, track: bool) -> str:
        address = href(mark(url))
        tracking = self.tracking
        if not (track and tracking and tracking.source and is_web(address)):
            return address
        base, mark_sign, fragment = address.partition("#")
        path, _, query = base.partition("?")
        # A tag in the path may stand for a whole address; and nothing is tagged twice.
        if PLACEHOLDER.search(path) or _TAGGED.search(query):
            return address
        tags = _tags(tracking.source, tracking.medium, tracking.campaign.replace("{stem}", self.stem))
        if place:
            tags += f"&utm_content={quote(place, safe='')}"
        return f"{path}?{query + '&' if query else ''}{tags}{mark_sign}{fragment}"


@lru_cache(maxsize=16)
def _tags(source: str, medium: str, campaign: str) -> str:
    """Return the campaign tags that all links of an issue share."""
    pairs = {"utm_source": source, "utm_medium": medium, "utm_campaign": campaign}
    return "&".join(f"{name}={quote(value, safe='')}" for name, value in pairs.items() if value)
