"""Rules about what the servers of linked pages answer; only ``digest check --links`` asks them."""

from __future__ import annotations

from collections.abc import Iterator

from digest.checks.answers import Answer
from digest.checks.checked import Checked, Link
from digest.checks.rule import Finding, rule
from digest.diagnostics import Severity


@rule("dead-link", Severity.ERROR)
def dead_link(checked: Checked) -> Iterator[Finding]:
    """A link to a page that is not there.

    Why: the reader who wanted to know more is the one who is disappointed.

    Wrong:
        lead: { url: "https://meridian.example/gone" }
        answers: { "https://meridian.example/gone": { status: 404 } }

    Right:
        lead: { url: "https://meridian.example/door" }
        answers: { "https://meridian.example/door": { status: 200 } }
    """
    for link, answer in _asked(checked):
        if answer.is_dead:
            said = f"answers {answer.status}" if answer.status else answer.error
            yield Finding(f"'{link.url}' is dead: {said}", link.place, link.url, "correct the address")


@rule("failing-link", Severity.WARNING)
def failing_link(checked: Checked) -> Iterator[Finding]:
    """A link to a page whose server is in trouble.

    Why: it may recover before the issue goes out, or it may not.

    Wrong:
        lead: { url: "https://meridian.example/busy" }
        answers: { "https://meridian.example/busy": { status: 503 } }

    Right:
        lead: { url: "https://meridian.example/door" }
        answers: { "https://meridian.example/door": { status: 403 } }
    """
    for link, answer in _asked(checked):
        if answer.is_failing:
            message = f"the server of '{link.url}' answers {answer.status}"
            yield Finding(message, link.place, link.url, "open it yourself, and ask again later")


@rule("moved-link", Severity.ADVICE)
def moved_link(checked: Checked) -> Iterator[Finding]:
    """A link to a page that has moved for good.

    Why: the detour costs every reader time, and will end one day.

    Wrong:
        lead: { url: "https://meridian.example/old" }
        answers:
          "https://meridian.example/old":
            { status: 200, final: "https://meridian.example/new", permanent: true }

    Right:
        lead: { url: "https://meridian.example/door" }
        answers:
          "https://meridian.example/door": { status: 200, final: "https://meridian.example/de/door" }
    """
    for link, answer in _asked(checked):
        if answer.permanent and answer.final != link.url and not answer.is_dead and not _is_downgrade(answer):
            yield Finding(f"'{link.url}' has moved", link.place, link.url, f"write {answer.final}")


@rule("insecure-redirect", Severity.WARNING)
def insecure_redirect(checked: Checked) -> Iterator[Finding]:
    """A link that begins encrypted and ends without encryption.

    Why: readers see a warning, and anyone on the way can change the page.

    Wrong:
        lead: { url: "https://meridian.example/door" }
        answers:
          "https://meridian.example/door": { status: 200, final: "http://meridian.example/door" }

    Right:
        lead: { url: "https://meridian.example/door" }
        answers:
          "https://meridian.example/door": { status: 200, final: "https://meridian.example/door" }
    """
    for link, answer in _asked(checked):
        if _is_downgrade(answer):
            message = f"'{link.url}' leads on to {answer.final}, which is not encrypted"
            yield Finding(message, link.place, link.url, "link the page that is encrypted, or tell its owner")


def _is_downgrade(answer: Answer) -> bool:
    return answer.url.startswith("https://") and answer.final.startswith("http://")


def _asked(checked: Checked) -> Iterator[tuple[Link, Answer]]:
    for link in checked.links:
        answer = checked.answers.get(link.url)
        if answer is not None:
            yield link, answer
