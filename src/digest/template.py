"""The theme's templates: where they come from, how they are rendered, and how their faults are reported.

Content is data here: the environments are sandboxed and autoescaped, and an undefined name is an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import (
    ChoiceLoader,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from digest.compiled import compiled_templates
from digest.diagnostics import Diagnostic, Location, ThemeError
from digest.merge import mark
from digest.sandbox import Sandbox

STYLESHEET = "inline.css.j2"


def default_theme() -> Path:
    """Return the folder of the default theme: inside the wheel, or beside ``src`` in a checkout."""
    packaged = Path(str(files("digest"))) / "theme"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "templates" / "email"


class Theme:
    """The templates and stylesheet of a project, the default theme's where it has none of its own."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self.folders = folders
        self.html = _environment(folders, autoescape=True)
        self.text = _environment(folders, autoescape=False)
        self._traced = _environment(folders, autoescape=True, extensions=(LineMarks,))

    def stylesheet(self, context: Mapping[str, Any]) -> str:
        """Return the stylesheet that is inlined into the prose."""
        return self._render(self.html, STYLESHEET, context)

    def render_mjml(self, context: Mapping[str, Any]) -> str:
        """Return the edition as MJML."""
        return self._render(self.html, "edition.mjml.j2", context)

    def render_text(self, context: Mapping[str, Any]) -> str:
        """Return the plain-text edition."""
        return self._render(self.text, "edition.txt.j2", context)

    def trace(self, context: Mapping[str, Any]) -> TracedText:
        """Render the MJML once more, knowing which template line each part comes from."""
        return TracedText(self._render(self._traced, "edition.mjml.j2", context), self)

    def at(self, name: str, line: int) -> Location:
        """Return the location of a line of the template ``name``."""
        path = next((folder / name for folder in self.folders if (folder / name).is_file()), Path(name))
        lines = path.read_text("utf-8").splitlines() if path.is_file() else []
        text = lines[line - 1] if 0 < line <= len(lines) else ""
        indent = len(text) - len(text.lstrip())
        return Location(path, line, indent + 1, max(1, len(text.strip())), text)

    def _render(self, environment: Sandbox, name: str, context: Mapping[str, Any]) -> str:
        try:
            return environment.get_template(name).render(context)
        except TemplateNotFound as error:
            chain = self._chain(error)
            place = self.at(*chain[-1]) if chain else None
            hint = "create it in templates/email/, or correct the name"
            message = f"there is no template '{error.name}'"
            raise ThemeError([Diagnostic("missing-template", message, place, hint)]) from error
        except TemplateSyntaxError as error:
            place = self.at(error.name or name, error.lineno)
            notes = self._notes(self._chain(error))
            found = Diagnostic("template-syntax", error.message or "not a template", place, notes=notes)
            raise ThemeError([found]) from error
        except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
            chain = self._chain(error)
            if not chain:
                raise
            found = Diagnostic(
                "template-error", str(error), self.at(*chain[-1]), notes=self._notes(chain[:-1])
            )
            raise ThemeError([found]) from error

    def _chain(self, error: BaseException) -> list[tuple[str, int]]:
        """Return template and line of each template on the way to the error, outermost first."""
        found: list[tuple[str, int]] = []
        trace = error.__traceback__
        while trace is not None:
            file = Path(trace.tb_frame.f_code.co_filename)
            found += [
                (file.relative_to(folder).as_posix(), trace.tb_lineno)
                for folder in self.folders
                if file.is_relative_to(folder)
            ]
            trace = trace.tb_next
        return found

    def _notes(self, chain: list[tuple[str, int]]) -> tuple[str, ...]:
        return tuple(f"included from {name}:{line}" for name, line in reversed(chain))


@lru_cache(maxsize=16)
def open_theme(project_folder: Path) -> Theme:
    """Return the theme of a project; its own templates take the place of the default theme's file by file."""
    return Theme((project_folder, default_theme()))


@lru_cache(maxsize=16)
def _loader(folders: tuple[Path, ...]) -> ChoiceLoader:
    return ChoiceLoader([FileSystemLoader(folder) for folder in folders])


def _environment(
    folders: tuple[Path, ...], *, autoescape: bool, extensions: tuple[type[Extension], ...] = ()
) -> Sandbox:
    options = {
        # select_autoescape() would leave .mjml.j2 unescaped, so autoescape is set by hand.
        "autoescape": autoescape,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "keep_trailing_newline": not autoescape,
        "extensions": extensions,
    }
    return Sandbox(
        loader=_loader(folders),
        undefined=StrictUndefined,
        finalize=_finalize,
        bytecode_cache=compiled_templates(options),
        **options,
    )


def _finalize(value: Any) -> Any:
    """Turn the merge tags of plain fields into placeholders on their way into a template."""
    return mark(value) if type(value) is str else value


class LineMarks(Extension):
    """Puts a mark with template and line before every line of a template's own text."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Mark the data tokens of one template."""
        for token in stream:
            if token.type == "data":
                lines = token.value.split("\n")
                marked = (
                    f"\ue000{stream.name}:{token.lineno + n}\ue001{line}" for n, line in enumerate(lines)
                )
                yield Token(token.lineno, token.type, "\n".join(marked))
            else:
                yield token


_MARK = re.compile("\ue000([^\ue001]*):([0-9]+)\ue001")


class TracedText:
    """A rendered text that knows which template line each of its offsets comes from."""

    def __init__(self, marked: str, theme: Theme) -> None:
        self._theme = theme
        self._places: list[tuple[int, str, int]] = []
        parts: list[str] = []
        length = last = 0
        for found in _MARK.finditer(marked):
            part = marked[last : found.start()]
            parts.append(part)
            length += len(part)
            last = found.end()
            self._places.append((length, found[1], int(found[2])))
        parts.append(marked[last:])
        self.text = "".join(parts)

    def locate(self, offset: int) -> Location | None:
        """Return the template line that wrote the character at ``offset``."""
        before = [place for place in self._places if place[0] <= offset]
        return self._theme.at(*before[-1][1:]) if before else None
