"""The pictures of one edition: made ready as the templates ask for them, and remembered for what follows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from digest.diagnostics import Diagnostic, Location, OutputError
from digest.issue import Issue
from digest.pictures import Prepared, open_store
from digest.project import Project

# Stands before the name of every prepared picture until it is known where the pictures will be: letters
# only, so that no engine on the way rewrites it.
ASSETS = "zqassetszq"


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture as an edition shows it: its address, and its size in CSS pixels, the height where known."""

    src: str
    width: int
    height: int | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that belongs to an edition: its name there, the prepared file, and its size in pixels."""

    name: str
    path: Path
    width: int
    height: int

    def read(self) -> bytes:
        """Return the file's bytes.

        Raises:
            OutputError: it cannot be read.
        """
        try:
            return self.path.read_bytes()
        except OSError as error:
            message = f"{self.path} cannot be read: {error.strerror}"
            raise OutputError.single("unreadable-file", message) from error


class Album:
    """Collects the pictures that one edition shows."""

    def __init__(self, issue: Issue, project: Project) -> None:
        self._issue = issue
        self._store = open_store(project.root)
        self._used: dict[str, Prepared] = {}
        self._findings: dict[str, tuple[Diagnostic, ...]] = {}

    def show(self, source: str, width: int) -> Shown:
        """Return the picture ``source`` for a place that is ``width`` CSS pixels wide.

        Raises:
            IssueError: the picture cannot be prepared.
        """
        if "://" in source:
            return Shown(source, width)
        prepared = self._store.prepare(source, width, self._place)
        self._used[prepared.name] = prepared
        if prepared.warnings:
            self._findings[source] = prepared.findings(self._place(source))
        height = max(1, round(width * prepared.height / prepared.width))
        return Shown(ASSETS + prepared.name, width, height)

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """The pictures that were shown, by name."""
        used = sorted(self._used.items())
        return tuple(Picture(name, each.path, each.width, each.height) for name, each in used)

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """What the editor should know of the pictures, each picture's findings once."""
        return tuple(each for found in self._findings.values() for each in found)

    def _place(self, source: str) -> Location | None:
        """Return where the issue names the picture; the newsletter's own, such as the logo, have no place."""
        for place, image in self._issue.images():
            if image.src == source:
                return self._issue.locate(*place, "src")
        return None
