"""Links in an edition: the address that is written, with campaign tags where the newsletter wants them."""

from __future__ import annotations

import re
from dataclasses import dataclass
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

    def finish(self, url: str, place: str = "", *, track: bool = True) -> str:
        """Return the address to write for ``url``, which stands at ``place`` (block and position)."""
        address = href(mark(url))
        if not (track and self.tracking and self.tracking.source and is_web(address)):
            return address
        return self._tagged(address, place)

    def _tagged(self, address: str, place: str) -> str:
        base, mark_sign, fragment = address.partition("#")
        path, _, query = base.partition("?")
        # A tag in the path may stand for a whole address; and nothing is tagged twice.
        if PLACEHOLDER.search(path) or _TAGGED.search(query):
            return address
        return f"{path}?{query + '&' if query else ''}{self._tags(place)}{mark_sign}{fragment}"

    def _tags(self, place: str) -> str:
        tracking = self.tracking
        if tracking is None:
            return ""
        pairs = {
            "utm_source": tracking.source,
            "utm_medium": tracking.medium,
            "utm_campaign": tracking.campaign.replace("{stem}", self.stem),
            "utm_content": place,
        }
        return "&".join(f"{name}={quote(value, safe='')}" for name, value in pairs.items() if value)
