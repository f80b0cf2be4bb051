"""Pictures at other addresses: in a zip without folders, or inside a message."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote


def relocated(html: str, addresses: Mapping[str, str]) -> str:
    """Return ``html`` with pictures at other addresses; ``addresses`` maps their names to the new ones.

    Only whole addresses in attributes and in CSS ``url()`` are meant, never the same words in a text.
    """
    if not addresses:
        return html
    written = {quote(name): address for name, address in addresses.items()}
    found = "|".join(re.escape(name) for name in written)
    return re.sub(rf"(?<=[\"'(])(?:{found})(?=[\"')])", lambda each: written[each[0]], html)
