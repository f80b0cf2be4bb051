"""What is built: the twelve-teaser issue, in as many variants as there are builds."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

HARD = Path(__file__).parents[1] / "hard"
ISSUE = HARD / "issues" / "twelve-teasers.yaml"

# The fields that are prose or words; the others (addresses, files, dates) keep their form.
_WORDS = {"subject", "preheader", "title", "kicker", "headline", "dek", "byline", "body", "alt", "caption"}
_DIGITS = ("alpha", "bravo", "copper", "delta", "ember", "fjord", "garnet", "harbour", "island", "juniper")


def variant(number: int) -> dict[str, Any]:
    """Return the issue with every sentence and address changed, so that no cache can know it."""
    issue = yaml.load(ISSUE.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  it makes strings
    word = "".join(_DIGITS[int(digit)] for digit in str(number))
    changed: dict[str, Any] = _changed(issue, word)
    return changed


def _changed(value: Any, word: str, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _changed(inner, word, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [_changed(inner, word) for inner in value]
    if key == "url" and value.startswith("http"):
        return value.rstrip("/") + f"-{word}"
    if key in _WORDS:
        return "\n".join(f"{line} {word}" if line.strip() else line for line in value.split("\n"))
    return value


class Scratch:
    """A project in a folder of its own; pictures are hosted, so that every tool writes the same files."""

    def __init__(self, root: Path) -> None:
        self.root = root
        settings = yaml.safe_load((HARD / "newsletter.yaml").read_text(encoding="utf-8"))
        settings["assets_url"] = "https://cdn.meridian.example/"
        root.mkdir(parents=True)
        _dump(settings, root / "newsletter.yaml")
        shutil.copytree(HARD / "images", root / "images")
        (root / "issues").mkdir()
        self.settings: dict[str, Any] = settings

    def write_issues(self, count: int) -> list[Path]:
        """Write variants 1 to ``count`` and return their files; those that are there already are kept."""
        paths = [self.root / "issues" / f"variant-{number:05}.yaml" for number in range(1, count + 1)]
        for number, path in enumerate(paths, 1):
            if not path.exists():
                _dump(variant(number), path)
        return paths

    def clear(self) -> None:
        """Remove what was built, so that the next build writes everything."""
        shutil.rmtree(self.root / "dist", ignore_errors=True)

    def write_react_contents(self, count: int) -> list[Path]:
        """Write what React Email renders for variants 1 to ``count``."""
        folder = self.root / "react"
        folder.mkdir(exist_ok=True)
        paths = [folder / f"variant-{number:05}.json" for number in range(1, count + 1)]
        for number, path in enumerate(paths, 1):
            path.write_text(json.dumps(react_content(variant(number), self.settings)), encoding="utf-8")
        return paths


class _Dumper(yaml.SafeDumper):
    """Writes an issue as an editor does: bodies as literal blocks."""


def _represent(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _represent)


def _dump(data: dict[str, Any], path: Path) -> None:
    text = yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=10_000)
    path.write_text(text, encoding="utf-8")


def react_content(issue: dict[str, Any], settings: dict[str, Any]) -> dict[str, Any]:
    """Return the props of the React Email edition: the same issue, its prose parsed beforehand."""
    content = deepcopy(issue)
    for block in content["blocks"]:
        ((kind, fields),) = block.items()
        if kind == "more_from":
            fields.setdefault("title", f"More from {settings['publisher']}")
            for item in fields["teasers"]:
                _parse(item.get("sponsor", item))
        _parse(fields)
    return {"issue": content, "newsletter": settings}


def _parse(fields: dict[str, Any]) -> None:
    if "body" in fields:
        fields["body"] = list(_nodes(SyntaxTreeNode(MarkdownIt().parse(fields["body"]))))
    if "dek" in fields:
        fields["dek"] = list(_nodes(SyntaxTreeNode(MarkdownIt().parseInline(fields["dek"]))))
    if "advertiser" in fields:
        fields.setdefault("label", "Advertisement")
    if isinstance(fields.get("cta"), str):
        fields["cta"] = {"label": fields["cta"], "url": fields["url"]}
    elif "cta" in fields:
        fields["cta"].setdefault("url", fields.get("url"))


def _nodes(parent: SyntaxTreeNode) -> Iterator[dict[str, Any]]:
    for node in parent.children:
        plain: dict[str, Any] = {"type": node.type, "children": list(_nodes(node))}
        if node.type == "text":
            plain["text"] = node.content
        elif node.type == "link":
            plain["href"] = node.attrs["href"]
        elif node.type == "paragraph":
            plain["tight"] = node.hidden
        yield plain
