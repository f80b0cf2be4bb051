"""What web servers answered for the links of an issue; without asking, nothing is known."""

from __future__ import annotations

from dataclasses import dataclass

OK_UNTIL, CLIENT_ERRORS, SERVER_ERRORS = 400, 400, 500
GONE = frozenset({404, 410})
# These servers answer a program otherwise than a reader: they say nothing about the page.
REFUSED = frozenset({401, 403, 405, 406, 429, 451, 999})


@dataclass(frozen=True, slots=True)
class Answer:
    """One server's answer: its status, 0 where there was none, and the address at the end of all redirects.

    ``permanent`` says that every redirect on the way was meant to last; ``error`` says why there was no
    answer.
    """

    url: str
    status: int = 0
    final: str = ""
    permanent: bool = False
    error: str = ""

    @property
    def is_dead(self) -> bool:
        """Whether the page is not there for readers either."""
        return self.status in GONE or (not self.status and bool(self.error))

    @property
    def is_failing(self) -> bool:
        """Whether the server had trouble of its own."""
        return self.status >= SERVER_ERRORS and self.status not in REFUSED
