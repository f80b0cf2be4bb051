"""The only Markdown code: prose is parsed once and rendered as HTML or as plain text.

CommonMark without what an e-mail cannot carry or an editor would trip over: raw HTML is shown as text, and
indented or fenced code, underlined headings, link definitions and pictures are not part of the format.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline, autolink
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from digest.merge import mark_prose

# Given a link's address and its title, returns the address to write. The title "track: false" is how a
# link in prose opts out of campaign tags.
Linker = Callable[[str, bool], str]

# Text without a character that could mean something in Markdown.
_PLAIN = re.compile(r"[^\\`*_\[\]!<&]+")

UNTRACKED = "track: false"


@dataclass(frozen=True, slots=True)
class Prose:
    """Markdown as an editor typed it, and its tokens."""

    source: str
    tokens: Sequence[Token] = field(repr=False, compare=False)

    @classmethod
    def block(cls, source: str) -> Prose:
        """Parse paragraphs, lists, quotes and subheads."""
        return cls(source, _PARSER.parse(mark_prose(source)))

    @classmethod
    def inline(cls, source: str) -> Prose:
        """Parse one run of text: emphasis and links, no paragraphs."""
        text = " ".join(source.split("\n")).strip()
        if _PLAIN.fullmatch(text):
            # What the parser makes of most deks, in a tenth of its time.
            leaf = Token("text", "", 0, content=text)
            return cls(source, [Token("inline", "", 0, map=[0, 1], children=[leaf], content=text)])
        return cls(source, _PARSER.parseInline(mark_prose(text)))

    def __bool__(self) -> bool:
        """Say whether there is anything to show: a word or a link, not only the marks of a list or a rule."""
        return any(leaf.type == "link_open" or leaf.content.strip() for leaf in self.leaves())

    def __str__(self) -> str:
        """Return the Markdown as typed."""
        return self.source

    def leaves(self) -> Iterator[Token]:
        """Yield the inline tokens in reading order."""
        for token in self.tokens:
            yield from token.children or ()

    def links(self) -> Iterator[tuple[str, bool]]:
        """Yield the address of each link, and whether it may carry campaign tags."""
        for token in self.leaves():
            if token.type == "link_open":
                yield str(token.attrs["href"]), is_tracked(token)

    def html(self, link: Linker, level: int = 2) -> str:
        """Return HTML; ``link`` finishes each address, subheads become ``<h{level}>``, or bold at level 0."""
        return _RENDERER.render(self.tokens, _PARSER.options, {"link": link, "level": level})


def is_tracked(token: Token) -> bool:
    """Say whether a link token may carry campaign tags."""
    return token.attrs.get("title") != UNTRACKED


class _Renderer(RendererHTML):
    """HTML for mail: one subhead level, no titles on links, self-closing breaks for MJML."""

    def heading_open(
        self, _tokens: Sequence[Token], _index: int, _options: OptionsDict, env: dict[str, Any]
    ) -> str:
        return f"<h{env['level']}>" if env["level"] else "<p><strong>"

    def heading_close(
        self, _tokens: Sequence[Token], _index: int, _options: OptionsDict, env: dict[str, Any]
    ) -> str:
        return f"</h{env['level']}>\n" if env["level"] else "</strong></p>\n"

    def link_open(
        self, tokens: Sequence[Token], index: int, options: OptionsDict, env: dict[str, Any]
    ) -> str:
        token = tokens[index]
        address = env["link"](str(token.attrs["href"]), is_tracked(token))
        return self.renderToken([Token("link_open", "a", 1, attrs={"href": address})], 0, options, env)


class _Parser(MarkdownIt):
    """Leaves addresses alone: the models judge them, with their place, and the linker finishes them."""

    def validateLink(self, url: str) -> bool:  # noqa: N802  the library's name
        """Accept every address."""
        del url
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802  the library's name
        """Keep the address as typed."""
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802  the library's name
        """Keep the shown address as typed."""
        return link


# What some template language would read as its own is literal text here, its asterisks included:
# {{ x }}, {% x %}, {# x #}, {$x}, *|X|*, %%x%%, @{x}@, <% x %>.
_TEMPLATE_SYNTAX = re.compile(
    r"\{\{\{?.*?\}?\}\}|\{%.*?%\}|\{#.*?#\}|\{\$.*?\}|\*\|.*?\|\*|%%.*?%%|@\{.*?\}@|<%.*?%>"
)


def _template_syntax(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  the library's signature
    if state.src[state.pos] not in "{*%@<":
        return False
    found = _TEMPLATE_SYNTAX.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        state.pending += found[0]
    state.pos = found.end()
    return True


def _autolink(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  the library's signature
    """Read ``<https://…>``, which inside a link is text: HTML has no links in links, the library does."""
    found = autolink(state, silent)
    if found and not silent and state.linkLevel:
        for tokens in (state.tokens, state.tokens_meta):
            del tokens[-1], tokens[-2]
    return found


def _make_parser() -> MarkdownIt:
    parser = _Parser("commonmark", {"html": False, "xhtmlOut": True})
    # A link definition ("[word]: word") would drop its words from the edition.
    parser.disable(["code", "fence", "lheading", "html_block", "html_inline", "reference"])
    parser.inline.ruler.before("backticks", "template_syntax", _template_syntax)
    parser.inline.ruler.at("autolink", _autolink)
    return parser


_PARSER = _make_parser()
_RENDERER = _Renderer()
