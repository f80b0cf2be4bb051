"""The lines of an edition: the engine writes everything on one, and mail transport allows 998 octets."""

from __future__ import annotations

import re

# The most octets that a line of a message may have (RFC 5322, 2.1.1), without its line break.
LIMIT = 998

# Between a tag and the start of a block white space means nothing.
_BREAKS = re.compile(r"><(?=(?:t(?:able|body|d|r)|div|p|h\d|ul|ol|li|blockquote|meta|style|body)[ >])")
# What a line may not be broken in: the comments that Outlook reads, and attributes.
_WHOLE = re.compile(r"""<!--\[if [^\]]*\]>|[\w-]+="[^"]*"|[\w-]+='[^']*'|[^\s<]+|<""")


def in_lines(html: str) -> str:
    """Return ``html`` in lines that mail can transport, as far as its white space allows."""
    lines = _BREAKS.sub(">\n<", html).split("\n")
    # No character has more than four octets.
    return "\n".join([_wrapped(line) if len(line) > LIMIT // 4 else line for line in lines])


def _wrapped(line: str) -> str:
    if len(line.encode()) <= LIMIT:
        return line
    lines, start, space, end = [], 0, 0, 0
    for found in _WHOLE.finditer(line):
        if found.start() > end:
            space = found.start()
        if space > start and len(line[start : found.end()].encode()) > LIMIT:
            lines.append(line[start:space].rstrip(" "))
            start = space
        end = found.end()
    return "\n".join([*lines, line[start:]])
