"""The template languages of the ESPs, and how text that looks like one of them is kept as typed.

Every ESP reads a finished edition once more as a template. What an editor wrote must pass that reading
unharmed, whatever it looks like. Three means, each where it works:

- In HTML text and attributes the character that opens a construct becomes a character reference. The
  template language sees ``&#123;``, the reader sees ``{``. The address in an attribute stays the same.
- In style sheets references are not decoded, but white space after a brace means nothing.
- In plain text there are no references. Languages with string literals print the character from one;
  for the others an invisible WORD JOINER parts it from the next, or percent-encoding inside an address.
"""

from __future__ import annotations

import operator
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

WORD_JOINER = "\u2060"
_ADDRESS = r"https?://[^\s<>\"]*"


@dataclass(frozen=True)
class Syntax:
    """A template language as far as literal text can collide with it.

    ``opens`` are regular expressions that match exactly the one character of a construct to defuse, by
    looking at what stands around it. ``edges`` are the characters that must not touch a merge tag, because
    they would merge with its delimiter: ``{`` before ``{{ email }}``. ``literal`` prints a character in
    plain text, with ``CHAR`` in its place; empty: a word joiner.

    Each expression begins with a plain character: most documents hold none of them outside their style
    sheets, and to see that costs next to nothing.
    """

    name: str
    opens: tuple[str, ...]
    edges: str = ""
    literal: str = ""

    def in_html(self, html: str) -> str:
        """Return ``html`` with what looks like this language made inert; white space only in style sheets."""
        regions = _regions(html)
        # Odd ones are style sheets.
        inert = [
            self._any.sub(_in_style if number % 2 else _reference, region) if self._occurs(region) else region
            for number, region in enumerate(regions)
        ]
        return "".join(inert) if any(map(operator.is_not, inert, regions)) else html

    def in_text(self, text: str) -> str:
        """Return plain ``text`` with what looks like this language made inert."""
        if not self._occurs(text):
            return text
        if self.literal:
            return self._any.sub(lambda found: self.literal.replace("CHAR", found[0]), text)
        return self._text.sub(self._parted, text)

    @cached_property
    def _alternatives(self) -> list[str]:
        edges = [re.escape(char) for char in self.edges]
        before = [rf"{char}(?=zqtag[a-y])" for char in edges]
        after = [rf"{char}(?<=[0-9a-z]zq{char})" for char in edges]
        return [*self.opens, *before, *after]

    @cached_property
    def _any(self) -> re.Pattern[str]:
        return re.compile("|".join(self._alternatives))

    @cached_property
    def _probes(self) -> list[tuple[str, re.Pattern[str]]]:
        return [(each.removeprefix("\\")[0], re.compile(each)) for each in self._alternatives]

    def _occurs(self, text: str) -> bool:
        return any(first in text and probe.search(text) for first, probe in self._probes)

    @cached_property
    def _text(self) -> re.Pattern[str]:
        return re.compile(rf"(?P<address>{_ADDRESS})|{self._any.pattern}")

    def _parted(self, found: re.Match[str]) -> str:
        if found["address"] is not None:
            return self._any.sub(_percent_encoded, found[0])
        before = WORD_JOINER if found.string.endswith("zq", 0, found.start()) else ""
        return before + found[0] + WORD_JOINER


@lru_cache(maxsize=16)
def _regions(html: str) -> tuple[str, ...]:
    return tuple(_STYLE.split(html))


_STYLE = re.compile(r"(<style\b.*?</style>)", re.DOTALL)


def _reference(found: re.Match[str]) -> str:
    return f"&#{ord(found[0])};"


def _in_style(found: re.Match[str]) -> str:
    return "{ " if found[0] == "{" else found[0]


def _percent_encoded(found: re.Match[str]) -> str:
    after = found.string[found.end() : found.end() + 2]
    if found[0] == "%" and re.fullmatch("[0-9A-Fa-f]{2}", after):
        return "%"  # it encodes an octet already
    return f"%{ord(found[0]):02X}"


# The tokenizer of Ruby's Liquid ends a variable at any `}` and takes `{%` inside one for a tag, so only
# single opening braces are printed from string literals; that form suits Django, Jinja and Go as well.
_PRINTED = '{{ "CHAR" }}'

# What a program that searches and replaces the generic names would take for one of them.
GENERIC = Syntax(
    "the exact names", (r"\{(?=\{ (?:unsubscribe_url|web_view_url|preferences_url|first_name|email) )",)
)
# `preview` shows sample values and reads nothing.
NONE = Syntax("none", ())
DJANGO = Syntax("Django templates", (r"\{(?=[{%#])",), "{", _PRINTED)
HUBL = Syntax("HubL", (r"\{(?=[{%#])",), "{", _PRINTED)
LIQUID = Syntax("Liquid", (r"\{(?=[{%])",), "{", _PRINTED)
# listmonk turns https://…@TrackLink into a tracked link before it compiles the template.
GO = Syntax("Go html/template", (r"\{(?=\{)", r"@(?=TrackLink)"), "{", _PRINTED)
# A backslash before a mustache escapes it, so one that happens to stand before a merge tag is parted too.
HANDLEBARS = Syntax("Handlebars", (r"\{(?=\{)",), "{}\\")
MUSTACHIO = Syntax("Mustachio", (r"\{(?=\{)",), "{}")
ITERABLE = Syntax("Handlebars, with [[ ]] for data feeds", (r"\{(?=\{)", r"\[(?=\[)"), "{}\\[")
SENDGRID = Syntax(
    "Handlebars, with <% %> and [% %] of older messages", (r"\{(?=\{)", r"<(?=%)", r"\[(?=%)"), "{}\\"
)
SENDGRID_LEGACY = Syntax(
    "[Tag] and [%field%]",
    (r"\[(?=%|Sender_|Weblink|Unsubscribe|unsubscribe|weblink)",),
    "[",
)
PARDOT = Syntax("HML, with the older %%tag%%", (r"\{(?=\{)", r"%(?=%)"), "{}%\\")
DOUBLE_BRACE = Syntax("{{tag|fallback}}", (r"\{(?=\{)",), "{}")
MAILCHIMP = Syntax("*|TAG|*", (r"\*(?=\|)",), "*")
# `<!--[if mso]>` and `<![endif]-->` are the theme's own brackets and stay.
CAMPAIGN_MONITOR = Syntax("[tag,fallback=]", (r"\[(?<!<!--\[)(?<!<!\[)(?=[A-Za-z][^\]\n]*\])",), "[")
AMPSCRIPT = Syntax("AMPscript and %%tag%%", (r"%(?=%)", r"\{(?=\{)"), "%")
# The delimiter of a merge tag that follows could close what looks like one: %NAME before %EMAIL%.
PERCENT = Syntax("%TAG%", (r"%(?=[A-Z][A-Z0-9_:+-]*[A-Z0-9](?:%|zqtag))",), "%")
MAILGUN = Syntax("%tag%", (r"%(?=recipient|(?:tag_|mailing_list_)?unsubscribe_)",), "%")
SMARTY = Syntax("{$tag}", (r"\{(?=\$)",), "{")
CONSTANT_CONTACT = Syntax("[[tag]]", (r"\[(?=[\[#])", r"\$(?=\{)", r"<(?=@)"), "[")
MAILJET = Syntax("[[tag]], {{var:}} and {% %}", (r"\[(?=\[)", r"\{(?=[{%])"), "[{")
# Zephyr reads every brace that no white space follows; a string is an expression like any other.
ZEPHYR = Syntax("Zephyr", (r"\{(?=\S)",), "{", "{'CHAR'}")
GHOST = Syntax("{tag} and %%{tag}%%", (r"%(?=%\{)", r"\{(?=[A-Za-z])"), "%{")
OMEDA = Syntax("@{tag}@", (r"@(?=\{)",), "@")
DOTDIGITAL = Syntax(
    "$TAG$, @TAG@ and Liquid",
    (r"\$(?=[A-Z][A-Z0-9_]*(?:\$|zqtag))", r"@(?=[A-Z][A-Z0-9_]*(?:@|zqtag))", r"\{(?=[{%])"),
    "$@{",
)
