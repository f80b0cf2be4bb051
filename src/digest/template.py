"""The theme's templates: where they come from, how they are rendered, and how their faults are reported.

Content is data here: the environments are sandboxed and autoescaped, and an undefined name is an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Any

from jinja2 import (
    ChoiceLoader,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)

from digest.compiled import compiled_templates
from digest.diagnostics import Diagnostic, Location, ThemeError
from digest.fields import Model
from digest.merge import mark
from digest.sandbox import Sandbox
from digest.trace import LineMarks, Place, TracedText

EDITION = "edition.mjml.j2"
STYLESHEET = "inline.css.j2"

# What a fault in a template may raise; anything else is a fault of ours.
_FAULTS = (
    TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
)
# How Python names our functions in its messages; a template knows them by their last name.
_OUR_NAMES = re.compile(r"\w+\.<locals>\.")
_UNDEFINED = re.compile(r"'(\w+)' is undefined$")


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
        return self._render(self.html, EDITION, context)

    def render_text(self, context: Mapping[str, Any]) -> str:
        """Return the plain-text edition."""
        return self._render(self.text, "edition.txt.j2", context)

    def trace(self, context: Mapping[str, Any], name: str = EDITION) -> TracedText:
        """Render the MJML or the stylesheet once more, knowing which template line each part comes from."""
        return TracedText(self._render(self._traced, name, context))

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
        except _FAULTS as error:
            found = self._fault(error, name)
            if found is None:
                raise
            raise ThemeError([found]) from error

    def _fault(self, error: BaseException, name: str) -> Diagnostic | None:
        """Say what is wrong in which line of which template; None if no template is to blame."""
        chain = self._chain(error)
        if isinstance(error, TemplateSyntaxError):
            line = self.at(error.name or name, error.lineno)
            return Diagnostic(
                "template-syntax", error.message or "not a template", line, notes=self._notes(chain[:-1])
            )
        if isinstance(error, UnicodeDecodeError):
            where = next(filter(None, map(self._undecodable, self.folders)), None)
            hint = "save the file as UTF-8"
            return Diagnostic("template-encoding", "the template is not UTF-8 text", where, hint)
        if isinstance(error, RecursionError):
            # Of the rounds that were made, the first: how deep the stack is says nothing about the theme.
            chain = list(dict.fromkeys(chain))
        place, notes = (self.at(*chain[-1]) if chain else None), self._notes(chain[:-1])
        if isinstance(error, TemplateNotFound):
            message = f"there is no template '{error.name}'"
            hint = "create it in templates/email/, or correct the name"
            return Diagnostic("missing-template", message, place, hint, notes=notes)
        if isinstance(error, RecursionError):
            message = "the template includes or calls itself without end"
            return Diagnostic("template-recursion", message, place, notes=notes)
        if place is None:
            return None
        message = _OUR_NAMES.sub("", str(error))
        return Diagnostic("template-error", message, place, self._nearest(error), notes=notes)

    def _undecodable(self, folder: Path) -> Location | None:
        """Return the first line that is not UTF-8 in the templates of ``folder``."""
        for path in sorted(folder.rglob("*.j2")):
            for number, line in enumerate(path.read_bytes().split(b"\n"), 1):
                try:
                    line.decode("utf-8")
                except UnicodeDecodeError as error:
                    return Location(path, number, error.start + 1, 1, line.decode("utf-8", "replace"))
        return None

    def _chain(self, error: BaseException) -> list[tuple[str, int]]:
        """Return template and line of each template on the way to the error, outermost first."""
        return [(name, trace.tb_lineno) for name, trace in self._steps(error)]

    def _steps(self, error: BaseException) -> Iterator[tuple[str, TracebackType]]:
        trace = error.__traceback__
        while trace is not None:
            file = Path(trace.tb_frame.f_code.co_filename)
            for folder in self.folders:
                if file.is_relative_to(folder):
                    yield file.relative_to(folder).as_posix(), trace
            trace = trace.tb_next

    def _nearest(self, error: BaseException) -> str:
        """Return the hint for a name that is not defined."""
        found, steps = _UNDEFINED.match(str(error)), list(self._steps(error))
        # Jinja puts a template's variables into the frame that stands for its line.
        known = sorted(steps[-1][1].tb_frame.f_locals)
        near = get_close_matches(found[1], known, n=1) if found else []
        return f"did you mean '{near[0]}'?" if near else ""

    def place(self, found: Place | None) -> tuple[Location | None, tuple[str, ...]]:
        """Return the location of what was traced, and the notes that tell how its template was reached."""
        return (self.at(*found.at), self._notes(list(found.chain))) if found else (None, ())

    def _notes(self, chain: list[tuple[str, int]]) -> tuple[str, ...]:
        return tuple(f"included from {name}:{line}" for name, line in reversed(chain))


@lru_cache(maxsize=16)
def open_theme(project_folder: Path) -> Theme:
    """Return the theme of a project; its own templates take the place of the default theme's file by file."""
    return Theme((project_folder, default_theme()))


def forget_themes() -> None:
    """Read every template anew: one that was changed or added is seen only then."""
    open_theme.cache_clear()
    _loader.cache_clear()


@lru_cache(maxsize=16)
def _loader(folders: tuple[Path, ...]) -> ChoiceLoader:
    return ChoiceLoader([FileSystemLoader(folder, encoding="utf-8-sig") for folder in folders])


def _environment(
    folders: tuple[Path, ...], *, autoescape: bool, extensions: tuple[type[LineMarks], ...] = ()
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
        undefined=Missing,
        finalize=_finalize,
        bytecode_cache=compiled_templates({**options, "made by": Sandbox.code_generator_class}),
        # An edition asks for 30 templates, so none is looked at again before forget_themes.
        auto_reload=False,
        **options,
    )


def _finalize(value: Any) -> Any:
    """Turn the merge tags of plain fields into placeholders on their way into a template."""
    return mark(value) if type(value) is str and "[[" in value else value


class Missing(StrictUndefined):
    """What a template asks for and is not there: an error in a theme author's words."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        if not isinstance(self._undefined_obj, Model):
            return super()._undefined_message
        name, fields = str(self._undefined_name), type(self._undefined_obj).model_fields
        near = get_close_matches(name, fields, n=1)
        meant = f"; did you mean '{near[0]}'?" if near else f"; it has {', '.join(fields)}"
        return f"{type(self._undefined_obj).__name__} has no '{name}'{meant}"
