"""One issue in a process that is warm: reading, validating and building, HTML and text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import mjml
from jinja2 import Environment

from digest import Edition, Issue, Project, build_edition, load_issue, load_project
from digest.album import Album
from digest.links import Links
from digest.template import Theme, open_theme
from digest.view import html_context
from tests.bench.clock import Task, interleaved, timed
from tests.bench.content import react_content, variant
from tests.bench.peers import Worker
from tests.bench.report import Bench, Row, share, times_faster

# Node's compiler needs a few dozen rounds before MJML.js is as fast as it gets.
WARM_UP, ROUNDS = 60, 100


def warm(bench: Bench) -> Iterator[Row]:
    """Compare one build with MJML.js and juice, with React Email, and with the bare engines alone."""
    project = load_project(bench.scratch.root)
    paths = bench.scratch.write_issues(WARM_UP + ROUNDS)
    build = _Build(project, paths)
    tasks: dict[str, Task] = {"digest": build.whole, "bare": build.bare}
    if bench.no_peers:
        took = interleaved(tasks, ROUNDS, WARM_UP)
    else:
        with Worker() as node:
            tasks["mjml"] = lambda number: node.mjml_and_juice(build.edition(number).mjml)
            tasks["react"] = lambda number: node.react_email(
                react_content(variant(number), bench.scratch.settings)
            )
            took = interleaved(tasks, ROUNDS, WARM_UP)
        yield times_faster("12 teasers, warm: MJML.js + juice (HTML alone)", took["digest"], took["mjml"], 8)
        yield share("12 teasers, warm: React Email (HTML + text)", took["digest"], took["react"], 1)
    yield share("12 teasers, warm: bare engine + bare Jinja", took["digest"], took["bare"], 2.5)


class _Build:
    """Builds variant after variant."""

    def __init__(self, project: Project, paths: list[Path]) -> None:
        self._project = project
        self._paths = paths
        self._theme = open_theme(project.theme_dir)
        self._jinja = _bare_jinja(self._theme)
        self._last: tuple[Issue, Edition] | None = None

    def whole(self, number: int) -> float:
        """Return the seconds from the file to both editions."""

        def work() -> None:
            issue = load_issue(self._paths[number - 1], self._project)
            self._last = issue, build_edition(issue, self._project)

        return timed(work)

    def edition(self, number: int) -> Edition:
        """Return the edition of the variant that was built last."""
        assert self._last is not None
        assert self._last[0].stem == self._paths[number - 1].stem
        return self._last[1]

    def bare(self, number: int) -> float:
        """Return the seconds of the MJML engine on the same MJML and of Jinja on the same template.

        What the template calls (Markdown, links) is answered from a recording, so that this is Jinja alone,
        without the sandbox; the limit leaves out reading, validating, Markdown, inlining and the text.
        """
        source = self.edition(number).mjml
        assert self._last is not None
        issue, project = self._last[0], self._project
        links, album = Links(project.settings.tracking, ""), Album(issue, project)
        context = html_context(issue, project, links, album)
        replay = _recorded(context, self._theme)
        template = self._jinja.get_template("edition.mjml.j2")
        return timed(lambda: mjml.mjml2html(source, fonts={})) + timed(lambda: template.render(replay))


def _bare_jinja(theme: Theme) -> Environment:
    """Return an environment that renders the theme with nothing of ours around it."""
    ours = theme.html
    plain = Environment(loader=ours.loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    plain.filters, plain.tests, plain.globals = ours.filters, ours.tests, ours.globals
    return plain


def _recorded(context: dict[str, Any], theme: Theme) -> dict[str, Any]:
    """Return the context with each function answering as it did in a first rendering, in the same order."""
    answers: dict[str, list[Any]] = {name: [] for name, value in context.items() if callable(value)}
    recording = {name: _recorder(context[name], answers[name]) for name in answers}
    theme.html.get_template("edition.mjml.j2").render({**context, **recording})
    return {**context, **{name: _replayer(answers[name]) for name in answers}}


def _recorder(function: Callable[..., Any], answers: list[Any]) -> Callable[..., Any]:
    def record(*args: Any, **options: Any) -> Any:
        answers.append(function(*args, **options))
        return answers[-1]

    record.__dict__.update(function.__dict__)  # what it wants to be called with
    return record


def _replayer(answers: list[Any]) -> Callable[..., Any]:
    following = iter(answers)
    return lambda *_args, **_options: next(following)
