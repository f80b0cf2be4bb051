"""Issues to test with: every block type, many scripts, hostile text, Markdown of every kind.

A ``Draft`` is what an editor could have typed, with what must be found of it in every edition.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from hypothesis import strategies as st

from digest.issue import Issue
from digest.project import Project, Settings
from digest.reading import validate
from digest.source import read_source
from digest.words import LANGUAGES

ROOT = Path(__file__).parent / "hard"
PICTURE = "images/tile-1.jpg"

# What template engines, ESPs, HTML, XML and YAML would each like to take for their own.
HOSTILE = (
    "</mj-text>",
    "<mj-raw>",
    "</div></body>",
    "<script>alert(1)</script>",
    "<!--",
    "-->",
    "<![endif]-->",
    "]]>",
    "<![CDATA[",
    "{{7*7}}",
    "{{x}}",
    "{%include'x'%}",
    "{#",
    "#}",
    "${x}",
    "*|FNAME|*",
    "%%x%%",
    "<%x%>",
    "]]",
    "[%x%]",
    "&amp;",
    "&lt;b&gt;",
    "&#x202e;",
    "&nbsp;",
    "\\",
    '"',
    "'",
    "`",
    "***",
    "> x",
    "- x",
    "# x",
    "1. x",
    "\\n",
    "%20",
)
_LETTERS = st.one_of(
    st.text(alphabet="abcdefghijklmnopqrstuvwxyzABCDEFÀÉßæœ0123456789", min_size=1, max_size=14),
    st.text(alphabet="абвгдежзиїєґЩЮЯ", min_size=1, max_size=14),
    st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهوي", min_size=1, max_size=12),
    st.text(alphabet="同盟扉会議あいうえおカキクケコー、。「」", min_size=1, max_size=60),
    st.text(alphabet="동맹의문은마침내", min_size=1, max_size=8),
    st.sampled_from(
        ("👨‍👩‍👧‍👦", "👋🏽", "🇵🇹", "e\u0301te\u0301", "25\u00a0%", "co\u00adop", "a\u200bb", "“so”", "—")
    ),
    st.text(alphabet=st.characters(categories=["L", "M", "N", "P", "S"]), min_size=1, max_size=8),
)
# What begins with zq may be a word that digest itself uses, and then is an error.
WORDS = st.one_of(_LETTERS, _LETTERS, _LETTERS, st.sampled_from(HOSTILE)).filter(
    lambda word: "zq" not in word
)
LINES = st.lists(WORDS, min_size=1, max_size=14).map(" ".join).filter(lambda line: line.strip(" \u3000"))

_HOSTS = st.sampled_from(("meridian.example", "northwind.example", "bücher.example", "xn--bcher-kva.example"))
_PATHS = st.text(alphabet="abcxyz019-_.~/%é日&=?+,;:@!$'(|{}<>[]", max_size=100)
URLS = st.one_of(
    st.builds("https://{}/{}".format, _HOSTS, _PATHS),
    st.builds("http://{}".format, _HOSTS),
    st.sampled_from(
        ("mailto:desk@meridian.example", "mailto:a@b.example?subject=Hi%20there", "tel:+351210000000")
    ),
)


@dataclass
class Draft:
    """An issue as typed: ``data`` is the YAML's, the rest is what every edition must show of it."""

    data: dict[str, Any]
    words: list[str] = field(default_factory=list)
    alts: list[str] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)
    # The unique first word of every block's or teaser's headline, and of those that are paid for.
    heads: list[str] = field(default_factory=list)
    paid: list[str] = field(default_factory=list)

    def yaml(self) -> bytes:
        """Return the file."""
        return yaml.safe_dump(self.data, allow_unicode=True, sort_keys=False, width=1000).encode()

    def issue(self) -> Issue:
        """Read the file; it is valid."""
        document = read_source(Path("drafted.yaml"), self.yaml())
        issue, faults = validate(Issue, document)
        assert issue is not None, faults
        return issue.attach(document)


def escaped(text: str) -> str:
    """Return the Markdown that shows ``text``."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


def projects() -> st.SearchStrategy[Project]:
    """Return projects of every language, with and without what is optional."""
    return st.builds(_project, st.sampled_from(LANGUAGES), st.booleans(), st.booleans())


def _project(lang: str, tracking: bool, web: bool) -> Project:  # noqa: FBT001  Hypothesis draws them
    data: dict[str, Any] = {
        "name": "Meridian & Söhne",
        "publisher": "Meridian <Media>",
        "from": {"name": "Meridian", "email": "daily@meridian.example"},
        "postal_address": "1 Harbour Row, 1100-001 Lisbon",
        "lang": lang,
        "social": [{"network": "rss", "url": "https://meridian.example/feed"}],
    }
    if tracking:
        data["tracking"] = {"source": "meridian"}
    if web:
        data["web_url"] = "https://meridian.example/{stem}/"
    return Project(ROOT, Settings.model_validate(data))


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    """Draw an issue."""
    draft = Draft({"date": "2026-11-22", "subject": draw(LINES), "blocks": []})
    draft.words += draft.data["subject"].split()
    if draw(st.booleans()):
        draft.data["number"] = str(draw(st.integers(0, 9999)))
        draft.words.append(draft.data["number"])
    if draw(st.booleans()):
        draft.data["preheader"] = _line(draw, draft)
    kinds = ["lead", *draw(st.lists(st.sampled_from(("sponsor", "more_from", "text")), max_size=4))]
    for kind in draw(st.permutations(kinds)):
        draft.data["blocks"].append({kind: _BLOCKS[kind](draw, draft)})
    return draft


def _line(draw: st.DrawFn, draft: Draft) -> str:
    line = draw(LINES)
    draft.words += line.split()
    return line


def _headline(draw: st.DrawFn, draft: Draft, *, paid: bool = False) -> str:
    head = f"Head{len(draft.heads):03}line"
    draft.heads.append(head)
    draft.paid += [head] if paid else []
    return f"{head} {_line(draw, draft)}"


def _url(draw: st.DrawFn, draft: Draft) -> str:
    url = draw(URLS)
    draft.urls.append(url)
    return url


def _some(draw: st.DrawFn, draft: Draft, *names: str) -> dict[str, Any]:
    return {name: _line(draw, draft) for name in names if draw(st.booleans())}


def _image(draw: st.DrawFn, draft: Draft, *, shown: bool) -> dict[str, Any]:
    """Draw a picture; ``shown`` says whether its caption and credit have a place in every edition."""
    if not draw(st.booleans()):
        return {}
    image = {"src": draw(st.sampled_from((PICTURE, "https://meridian.example/a.png")))}
    if draw(st.booleans()):
        image["alt"] = draw(LINES)
        draft.alts += image["alt"].split()
    if shown:
        image |= _some(draw, draft, "caption", "credit")
    return {"image": image}


def _cta(draw: st.DrawFn, draft: Draft) -> dict[str, Any]:
    if not draw(st.booleans()):
        return {}
    label = _line(draw, draft)
    if draw(st.booleans()):
        return {"cta": label}
    return {"cta": {"label": label, "url": _url(draw, draft)}}


def _lead(draw: st.DrawFn, draft: Draft) -> dict[str, Any]:
    return {
        "headline": _headline(draw, draft),
        "url": _url(draw, draft),
        "body": _body(draw, draft),
        **_some(draw, draft, "kicker", "byline"),
        **_dek(draw, draft),
        **_image(draw, draft, shown=True),
        **_cta(draw, draft),
    }


def _sponsor(draw: st.DrawFn, draft: Draft) -> dict[str, Any]:
    return {
        "advertiser": _line(draw, draft),
        "headline": _headline(draw, draft, paid=True),
        "url": _url(draw, draft),
        "label": "Paid-Advertisement",
        **({"body": _body(draw, draft)} if draw(st.booleans()) else {}),
        **_image(draw, draft, shown=False),
        **_cta(draw, draft),
    }


def _teaser(draw: st.DrawFn, draft: Draft) -> dict[str, Any]:
    return {
        "headline": _headline(draw, draft),
        "url": _url(draw, draft),
        **_some(draw, draft, "kicker", "source"),
        **_dek(draw, draft),
        **_image(draw, draft, shown=False),
    }


def _more_from(draw: st.DrawFn, draft: Draft) -> dict[str, Any]:
    items = draw(st.lists(st.booleans(), min_size=1, max_size=4))
    return {
        **_some(draw, draft, "title"),
        "teasers": [{"sponsor": _sponsor(draw, draft)} if paid else _teaser(draw, draft) for paid in items],
    }


def _text(draw: st.DrawFn, draft: Draft) -> dict[str, Any]:
    return {"body": _body(draw, draft)}


_BLOCKS = {"lead": _lead, "sponsor": _sponsor, "more_from": _more_from, "text": _text}


def _dek(draw: st.DrawFn, draft: Draft) -> dict[str, Any]:
    return {"dek": _run(draw, draft)} if draw(st.booleans()) else {}


def _run(draw: st.DrawFn, draft: Draft) -> str:
    """Draw a run of inline Markdown."""
    return " ".join(_span(draw, draft, kind) for kind in draw(st.lists(_SPANS, min_size=1, max_size=5)))


_SPANS = st.sampled_from(("{}", "{}", "*{}*", "**{}**", "[{}]({})", "<{}>", "{}  \n", "{}\n"))


def _span(draw: st.DrawFn, draft: Draft, kind: str) -> str:
    if kind == "<{}>":
        address = f"https://meridian.example/{draw(st.integers(0, 9))}"
        draft.urls.append(address)
        return f"<{address}>"
    shown = escaped(_line(draw, draft))
    if kind == "[{}]({})":
        url = draw(URLS.filter(lambda url: not set("<>[]()|{}'&") & set(url)))
        draft.urls.append(url)
        return f"[{shown}](<{url}>)"
    return kind.format(shown)


def _body(draw: st.DrawFn, draft: Draft) -> str:
    """Draw a few blocks of Markdown."""
    parts = []
    for kind in draw(
        st.lists(st.sampled_from(("p", "p", "ul", "ol", "quote", "head", "hr")), min_size=1, max_size=4)
    ):
        runs = [" ".join(_run(draw, draft).split()) for _ in range(draw(st.integers(1, 3)))]
        if kind == "ul":
            parts.append("\n".join(f"- {run}" for run in runs))
        elif kind == "ol":
            first = draw(st.integers(0, 99))
            parts.append("\n".join(f"{first + n}. {run}" for n, run in enumerate(runs)))
        elif kind == "quote":
            parts.append("\n>\n".join(f"> {run}" for run in runs))
        elif kind == "head":
            parts.append("\n\n".join((f"### {runs[0]}", *runs[1:])))
        else:
            parts.append("\n\n".join(runs) + ("\n\n---" if kind == "hr" else ""))
    return "\n\n".join(parts)
