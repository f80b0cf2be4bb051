"""Reading files that no editor writes on purpose, and files that no editor should have to think about."""

from __future__ import annotations

import datetime as dt
import os
import time
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import Any, cast

import pytest
import yaml

from digest import IssueError, Project, ProjectError, load_issue, load_project
from digest.diagnostics import Diagnostic, DigestError, Location, format_text
from digest.fields import Model
from digest.issue import Cta, Issue, Lead, Sponsor, Teaser, Text
from digest.reading import MAX_FAULTS, validate
from digest.settings import Settings
from digest.source import Document, read_file, read_source
from digest.source.mistakes import explain
from digest.source.nodes import YamlSyntaxError
from digest.source.text import Text as SourceText
from tests.projects import ISSUE, make_project

HEAD = "date: 2026-11-22\nsubject: Is the door open?\nblocks:\n"
LEAD = "  - lead: { headline: A question?, body: An answer. }\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return an empty project."""
    return load_project(make_project(tmp_path_factory.mktemp("letter"), ()))


def _issue(project: Project, data: bytes | str, name: str = "one") -> Issue:
    path = project.root / "issues" / f"{name}.yaml"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return load_issue(path, project)


def _rules(project: Project, data: bytes | str) -> list[str]:
    with pytest.raises(IssueError) as caught:
        _issue(project, data)
    return [each.rule for each in caught.value.diagnostics]


@pytest.mark.parametrize(
    "written",
    ["No", "012", "12:30", "1e3", "2026-11-22", "null", "~", "0x1F", "1_000", "yes", "=", "<<", ".inf"],
)
def test_text_reaches_the_model_as_typed(project: Project, written: str) -> None:
    """YAML would make a truth value, a number, a time or nothing of these; an editor means the words."""
    issue = _issue(project, HEAD + f"  - lead:\n      headline: {written}\n      body: {written}\n")
    assert issue.lead.headline == written
    assert str(issue.lead.body) == written


def test_only_fields_of_a_type_convert(project: Project) -> None:
    """Numbers, dates and truth values are read by the fields that hold them."""
    issue = _issue(project, ISSUE.replace("subject:", "number: 012\nsubject:"))
    assert (issue.number, issue.date) == (12, dt.date(2026, 11, 22))
    issue = _issue(
        project, HEAD + "  - lead: { headline: A, body: B, url: 'https://a.example/', track: No }\n"
    )
    assert issue.lead.track is False


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "byte-order-mark"])
def test_line_breaks_and_byte_order_marks_do_not_matter(project: Project, end: str, mark: bytes) -> None:
    """Files come from every operating system and text editor."""
    text = HEAD + "  - lead:\n      headline: A question?\n      body: |\n        One.\n\n        Two.\n"
    issue = _issue(project, mark + text.replace("\n", end).encode())
    assert str(issue.lead.body) == "One.\n\nTwo.\n"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
def test_other_encodings_are_named(project: Project, encoding: str) -> None:
    """A file saved as "Unicode" by an old text editor is told from a damaged one."""
    assert _rules(project, ISSUE.encode(encoding)) == ["not-utf-8"]


def test_faults_beside_a_wrong_encoding_are_reported(project: Project) -> None:
    """A curly apostrophe of Windows hides nothing else."""
    text = HEAD + "  - lead: { headline: It\u2019s open, boddy: x }\n"
    assert _rules(project, text.encode("cp1252")) == ["not-utf-8", "unknown-key"]


def test_optional_keys_may_be_left_blank(project: Project) -> None:
    """A skeleton's unused keys need not be deleted."""
    text = HEAD.replace("subject", "preheader:\nnumber:\nsubject")
    issue = _issue(project, text + "  - lead:\n      headline: A\n      body: B\n      image:\n      cta:\n")
    assert (issue.preheader, issue.number, issue.lead.image, issue.lead.cta) == ("", None, None, None)


def test_aliases_repeat_what_they_name(project: Project) -> None:
    """What is written once may be used twice."""
    text = HEAD + "  - lead: { headline: &title A question?, body: *title }\n  - text: { body: *title }\n"
    issue = _issue(project, text)
    assert [str(issue.lead.body), str(cast("Text", issue.blocks[1]).body)] == ["A question?"] * 2


def test_marks_of_right_to_left_writing_are_kept(project: Project) -> None:
    """Arabic needs its direction marks, and isolates around Latin names."""
    headline = "\u0627\u0644\u0628\u0627\u0628 \u2068Farlight\u2069 \u200fx\u200e\u061c"
    issue = _issue(project, HEAD + f"  - lead: {{ headline: {headline}, body: B }}\n")
    assert issue.lead.headline == headline


@pytest.mark.parametrize("closes", ["\u2069", "\u2066\u2067\u2069"])
def test_isolates_that_do_not_match_are_errors(project: Project, closes: str) -> None:
    """What opens in one value cannot close in another, and would turn the text around it."""
    assert _rules(project, HEAD + f"  - lead: {{ headline: A{closes}, body: B }}\n") == ["bidi-control"]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "{" * 100_000,
        "- " * 100_000,
        "a: " * 100_000,
        "? " * 100_000,
        "a: [" + "&a [" * 50_000,
        "a: &a [*a]",
        "*a",
        "a: *a",
        "&a",
        "!!python/object/apply:os.system [ls]",
        "!!binary x",
        "%YAML 3.0\n---\na: 1",
        "%TAG ! tag:x\n---\na: 1",
        "\ufeff\ufeffa: 1",
        'a: "\\',
        "a: '",
        "a: |9",
        "a: |\n\t\n",
        "a:\n\t- b",
        "\t",
        "---",
        "...",
        "--- ---",
        "? ? ?",
        "[]: 1",
        "{}: 1",
        "? [a]\n: b",
        "? |\n  a\n: b",
        "a: 1\n" * 30_000,
        "a: " + "x" * 900_000,
        "x" * 900_000,
        "#" * 900_000,
        "\n" * 900_000,
        '"' * 500_000,
        "'" * 500_000,
        "a: b: c: d\n" * 50_000,
        "- [\n" * 20_000,
        "\u202e" * 200_000,
        "\x07" * 900_000,
        "\t" * 900_000,
        'a: "' + "\\x07" * 200_000 + '"',
        "\u00a0a: b\n" * 20_000,
        "".join(f"k{number}: x\n" for number in range(20_000)),
        "blocks: [" + "{x: y}," * 20_000 + "]",
        "blocks:\n" + "- text: { bdy: x }\n" * 10_000,
        HEAD + "  - lead: { headline: A, body: '" + "[[x]] " * 20_000 + "' }\n",
        HEAD + "  - lead: { headline: A, body: '" + "[x](ftp:y) " * 20_000 + "' }\n",
        HEAD + "  - lead: { headline: A, body: '" + "> " * 50_000 + "x' }\n",
        HEAD + "  - lead: { headline: A, body: '" + "*a **b " * 30_000 + "' }\n",
        HEAD + "  - lead: { headline: A, body: '" + "[" * 5_000 + "' }\n",
    ],
    ids=lambda text: ascii(text[:16]),
)
def test_hostile_files_end_in_time(project: Project, text: str) -> None:
    """No file hangs, exhausts or crashes the reader, whatever it was made for."""
    started = time.process_time()  # of the processor: other work on the machine is not the reader's fault
    found: tuple[Diagnostic, ...] = ()
    try:
        issue = _issue(project, text)
    except IssueError as error:
        found = error.diagnostics
    else:
        found = (Diagnostic("none", str(issue.date), issue.locate("date")),)
    assert 0 < len(found) < 300
    assert all(format_text(each) for each in found)
    assert time.process_time() - started < 20


def test_a_bomb_of_long_texts_is_no_less_a_bomb(project: Project) -> None:
    """A text of half a megabyte repeated a thousand times is counted by its letters."""
    text = HEAD + "  - lead: { headline: A, body: &a " + "x" * 500_000 + " }\n"
    assert _rules(project, text + "  - text: { body: *a }\n" * 1000) == ["alias-bomb"]


def test_large_files_are_errors(project: Project) -> None:
    """A mebibyte is a book; more is a mistake, and is not even read."""
    with pytest.raises(IssueError) as caught:
        _issue(project, ISSUE + "#" * (1 << 20))
    (found,) = caught.value.diagnostics
    assert found.rule == "file-too-large"
    assert "1 MiB" in found.message


def test_many_faults_are_counted(project: Project) -> None:
    """Thousands of faults are one mistake; the first hundred are shown."""
    rules = _rules(project, HEAD + LEAD + "  - text: { bdy: x }\n" * 500)
    assert rules.count("unknown-key") == MAX_FAULTS
    assert "many-faults" in rules


def test_files_that_cannot_be_read(project: Project, tmp_path: Path) -> None:
    """Each says what is in the place of a file, and what to do."""
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "dangling.yaml").symlink_to(tmp_path / "gone.yaml")
    (tmp_path / "circle.yaml").symlink_to(tmp_path / "circle.yaml")
    (tmp_path / "2026-11-22.yaml").write_text(ISSUE, "utf-8")
    found = {}
    for name in ("folder", "dangling", "circle", "missing", "2026-11-23", "x" * 300, "nul\0"):
        with pytest.raises(IssueError) as caught:
            load_issue(tmp_path / f"{name}.yaml", project)
        (found[name],) = caught.value.diagnostics
    assert {name: each.rule for name, each in found.items()} == {
        "folder": "not-a-file",
        "dangling": "missing-file",
        "circle": "missing-file",
        "missing": "missing-file",
        "2026-11-23": "missing-file",
        "x" * 300: "unreadable-file",
        "nul\0": "unreadable-file",
    }
    assert "gone.yaml" in found["dangling"].message
    assert "2026-11-22.yaml" in found["2026-11-23"].hint
    assert all(each.location for each in found.values())


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_without_permission(project: Project, tmp_path: Path) -> None:
    """Permissions are named as the reason."""
    path = tmp_path / "secret.yaml"
    path.write_text(ISSUE, "utf-8")
    path.chmod(0)
    with pytest.raises(IssueError, match="permission"):
        load_issue(path, project)


def test_a_folder_without_newsletter(tmp_path: Path) -> None:
    """A missing newsletter.yaml is the project's fault, not an issue's."""
    with pytest.raises(ProjectError) as caught:
        load_project(tmp_path)
    assert caught.value.diagnostics[0].rule == "missing-file"


def test_names_of_pictures_are_names_of_files(project: Project) -> None:
    """Names that no file can have are missing pictures, not crashes."""
    for name in ("x" * 5000, "a/" * 200 + "b.jpg", "?", "%2e%2e/x.jpg", "~/x.jpg", "images/\u00e9.jpg"):
        text = HEAD + f"  - lead: {{ headline: A, body: B, image: {{ src: '{name}', alt: '' }} }}\n"
        assert _rules(project, text) == ["missing-picture"]


def test_places_are_found_in_every_style(project: Project) -> None:
    """A caret stands under the fault, however the text around it is quoted or folded."""
    for style in ("{}", "'{}'", '"{}"', "|\n        {}", ">-\n        {}", '"\\u0041 {}"', "'it''s {}'"):
        text = HEAD + f"  - lead:\n      headline: A\n      body: {style.format('one [[emial]] two')}\n"
        with pytest.raises(IssueError) as caught:
            _issue(project, text)
        (found,) = caught.value.diagnostics
        at = cast("Location", found.location)
        assert at.text[at.column - 1 : at.column - 1 + at.length] == "[[emial]]", style


def test_locate_finds_fields_parts_and_parents(project: Project) -> None:
    """Checks point into the file: at a field, at a word in it, or at what should hold it."""
    issue = _issue(project, HEAD + "  - lead:\n      headline: A question?\n      body: An answer.\n")
    lead = ("blocks", 0, "lead")

    def shown(*place: str | int, needle: str = "") -> str:
        at = cast("Location", issue.locate(*place, needle=needle))
        return at.text[at.column - 1 : at.column - 1 + at.length]

    assert shown(*lead, "headline") == "A question?"
    assert shown(*lead, "headline", needle="question") == "question"
    assert shown(*lead, "headline", needle="nowhere") == "A question?"
    assert shown(*lead, "byline") == "lead"
    assert Issue(date=dt.date(2026, 1, 1), subject="x", blocks=issue.blocks).locate("subject") is None


def test_models_can_be_made_in_code() -> None:
    """Programmers write issues as well; a list of blocks is as good as a tuple."""
    lead = Lead(headline="A question?", body="An *answer*.", url="https://meridian.example/", cta="Read")
    sponsor = Sponsor(advertiser="Northwind", headline="A grid", url="https://northwind.example/")
    issue = Issue(date="2026-11-22", subject="Is it open?", blocks=[lead, sponsor])
    assert issue.lead is lead
    assert lead.cta == Cta(label="Read")
    assert issue.stem == "2026-11-22"
    assert len({lead, sponsor, issue, Teaser(headline="x", url="https://a.example/")}) == 4
    assert Lead(headline="A", body="B", byline=None).byline == ""


def test_code_is_held_to_the_rules_as_files_are() -> None:
    """No way around a lead, a label, or a link that may be sent."""
    lead = Lead(headline="A", body="B")
    with pytest.raises(ValueError, match="no lead"):
        Issue(date="2026-11-22", subject="x", blocks=[Text(body="x")])
    with pytest.raises(ValueError, match="second lead"):
        Issue(date="2026-11-22", subject="x", blocks=[lead, lead])
    with pytest.raises(ValueError, match="label is empty"):
        Sponsor(advertiser="N", headline="A", url="https://n.example/", label=" ")
    with pytest.raises(ValueError, match="not allowed"):
        Lead(headline="A", body="[x](javascript:alert)")
    with pytest.raises(ValueError, match="frozen"):
        lead.headline = "B"  # type: ignore[misc]


def test_what_pydantic_says_is_kept_where_we_have_no_words(tmp_path: Path) -> None:
    """A field of a type that is new to the messages is still reported in its place."""

    class Odd(Model):
        """A model with a field that no format has."""

        share: float

    read, faults = validate(Odd, read_source(tmp_path / "odd.yaml", b"share: half"))
    assert read is None
    assert [(each.rule, cast("Location", each.location).column) for each in faults] == [("bad-value", 8)]


def test_a_syntax_error_of_no_known_kind_has_words_too(tmp_path: Path) -> None:
    """Where no mistake is recognised the engine's words are passed on, in their place."""
    error = YamlSyntaxError(cast("yaml.MarkedYAMLError", _error("an unheard-of fault", 9)))
    text = SourceText(tmp_path / "odd.yaml", "a: b\nc: d\n")
    found = explain(text, text.text, error).diagnostic
    assert (found.rule, cast("Location", found.location).line) == ("yaml-syntax", 2)
    assert "unheard-of" in found.message


def _error(problem: str, index: int) -> Any:
    mark = SimpleNamespace(index=index)
    return SimpleNamespace(problem=problem, context="", problem_mark=mark, context_mark=None)


def test_a_document_says_where_it_holds_nothing(tmp_path: Path) -> None:
    """A file that could not be read has places too."""
    document = read_source(tmp_path / "x.yaml", b"")
    assert isinstance(document, Document)
    assert document.data is None
    assert document.locate(("subject",)).line == 1


def test_settings_need_four_keys(tmp_path: Path) -> None:
    """What the law and every inbox ask for is required; the rest has defaults."""
    (tmp_path / "newsletter.yaml").write_text("lang: en\n", "utf-8")
    with pytest.raises(DigestError) as caught:
        load_project(tmp_path)
    asked = [each.message for each in caught.value.diagnostics]
    assert asked == [f"the file has no '{key}'" for key in ("name", "publisher", "from", "postal_address")]
    assert Settings.model_fields["colors"].is_required() is False


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_reads_what_does_not_know_its_size(tmp_path: Path) -> None:
    """An issue that another program pipes in is read to its end, though its size is said to be 0."""
    pipe = tmp_path / "issue.yaml"
    os.mkfifo(pipe)
    writer = Thread(target=pipe.write_bytes, args=(b"subject: Is the door open?\n",))
    writer.start()
    document = read_file(pipe)
    writer.join()
    assert document.data == {"subject": "Is the door open?"}
