"""``digest build``: what it writes, prints and leaves alone, and what becomes of it when things go wrong."""

from __future__ import annotations

import hashlib
import json
import os
import random
import re
import resource
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from digest.cli import main
from digest.project import load_issue
from tests.projects import ISSUE, contents, digest_command, make_project, run_digest

ROOT = Path(__file__).parents[1]


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """Give a project with two issues."""
    return make_project(tmp_path / "letter")


def build(folder: Path, *arguments: str) -> Result:
    """Run ``digest build`` here."""
    return CliRunner().invoke(main, ["--project", str(folder), "build", *arguments])


def with_picture(folder: Path, name: str) -> None:
    """Give every issue of a project a lead picture, drawn from the samples."""
    (folder / "images").mkdir(exist_ok=True)
    (folder / "images" / name).write_bytes((ROOT / "images" / "summit.jpg").read_bytes())
    for path in (folder / "issues").iterdir():
        text = path.read_text("utf-8")
        path.write_text(text.replace('*." }', f'*.", image: {{ src: images/{name}, alt: A }} }}'), "utf-8")


def test_writes_the_editions_and_names_the_file_to_open(
    letter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last line of a build is the file that an editor wants to see."""
    monkeypatch.chdir(letter)
    done = build(letter, "--mjml")
    assert done.exit_code == 0, done.output
    assert done.stderr == ""
    head, first, second, total, last = done.stdout.splitlines()
    assert head.split() == ["issue", "subject", "html", "text", "time"]
    assert first.startswith("2026-11-21  Is the door open?  ")
    assert second.endswith(" ms")
    assert total.startswith("2 built, 0 unchanged, in ")
    assert last == "open dist/2026-11-22/edition.html"
    assert "<em>answer</em>" in (letter / "dist" / "2026-11-22" / "edition.html").read_text("utf-8")
    assert set(contents(letter / "dist" / "2026-11-22")) == {
        "edition.html",
        "edition.txt",
        "edition.json",
        "edition.mjml",
    }


def test_summary_holds_what_was_written(letter: Path) -> None:
    """edition.json lets another program verify the edition that lies beside it."""
    build(letter)
    folder = letter / "dist" / "2026-11-22"
    summary = json.loads((folder / "edition.json").read_text("utf-8"))
    for kind, name in (("html", "edition.html"), ("text", "edition.txt")):
        data = (folder / name).read_bytes()
        assert summary[kind] == {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def test_an_unchanged_edition_keeps_bytes_and_times(letter: Path) -> None:
    """A second build touches nothing; after an edit it touches that issue alone."""
    with_picture(letter, "one.jpg")
    build(letter)
    written = [path for path in (letter / "dist").rglob("*") if path.is_file()]
    for path in written:
        os.utime(path, ns=(7, 7))
    assert "2 unchanged" in build(letter).stdout
    assert {path.stat().st_mtime_ns for path in written} == {7}
    (letter / "issues" / "2026-11-22.yaml").write_text(ISSUE.replace("A question", "An edit"), "utf-8")
    assert "1 unchanged" in build(letter).stdout
    assert {path.parent.name for path in written if path.exists() and path.stat().st_mtime_ns != 7} == {
        "2026-11-22"
    }


def test_pictures_travel_beside_the_edition(letter: Path) -> None:
    """The built page shows its pictures when it is opened from the disk; one that went out of use goes."""
    with_picture(letter, "one.jpg")
    build(letter)
    folder = letter / "dist" / "2026-11-22"
    (name,) = json.loads((folder / "edition.json").read_text("utf-8"))["pictures"]
    assert (folder / name).is_file()
    assert name in (folder / "edition.html").read_text("utf-8")
    (folder / "images" / "mine.jpg").write_bytes(b"an editor's own")
    (letter / "issues" / "2026-11-22.yaml").write_text(ISSUE, "utf-8")
    build(letter)
    assert not (folder / name).exists()
    assert (folder / "images" / "mine.jpg").is_file()


def test_a_summary_that_lies_deletes_nothing_elsewhere(letter: Path) -> None:
    """What edition.json says was written by us is only believed inside its own folder."""
    build(letter)
    summary = letter / "dist" / "2026-11-22" / "edition.json"
    summary.write_text('{"pictures": ["../../newsletter.yaml", "/etc/hostname"]}', "utf-8")
    assert build(letter).exit_code == 0
    assert (letter / "newsletter.yaml").is_file()
    summary.write_text("not JSON", "utf-8")
    assert build(letter).exit_code == 0


def test_mjml_of_an_earlier_build_does_not_stay_behind(letter: Path) -> None:
    """No file beside an edition tells of another edition."""
    build(letter, "--mjml")
    assert (letter / "dist" / "2026-11-22" / "edition.mjml").is_file()
    build(letter)
    assert not (letter / "dist" / "2026-11-22" / "edition.mjml").exists()


@pytest.mark.parametrize("name", ["out", "a b/ü ş", "letter/issues/../dist2"])
def test_writes_wherever_it_is_told(letter: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Blanks, umlauts, and places inside or outside the project are all the same to it."""
    monkeypatch.chdir(letter.parent)
    done = build(letter, "2026-11-22", "-o", name)
    assert done.exit_code == 0, done.output
    assert (letter.parent / name / "2026-11-22" / "edition.html").is_file()
    assert not (letter / "dist").exists()


def test_json_results(letter: Path) -> None:
    """Another program learns everything that the table and the messages say."""
    (letter / "issues" / "2026-11-21.yaml").write_text(ISSUE.replace("subject", "subjekt"), "utf-8")
    done = build(letter, "--json")
    assert done.exit_code == 1
    results = json.loads(done.stdout)
    broken, built = results["issues"]
    assert (broken["stem"], broken["failed"], broken["html_bytes"]) == ("2026-11-21", True, 0)
    assert broken["diagnostics"][0]["rule"] == "unknown-key"
    assert (broken["diagnostics"][0]["line"], broken["diagnostics"][0]["column"]) == (2, 1)
    assert (built["stem"], built["failed"], built["subject"]) == ("2026-11-22", False, "Is the door open?")
    assert built["html_bytes"] == (letter / "dist" / "2026-11-22" / "edition.html").stat().st_size
    assert results["failed"] == 1


def test_one_broken_issue_of_a_thousand_stops_no_other(tmp_path: Path) -> None:
    """999 newsletters go out although an editor of the thousandth forgot its subject."""
    letter = make_project(tmp_path / "letter", (f"n{number:03}" for number in range(1000)))
    (letter / "issues" / "n500.yaml").write_text("date: 2026-11-22\nblocks: []\n", "utf-8")
    done = run_digest("build", "--no-check", cwd=letter)
    assert done.returncode == 1
    assert "issues/n500.yaml:1:1: error: the file has no 'subject' [missing-key]" in done.stderr
    assert {line.split(":")[0] for line in done.stderr.splitlines() if line.startswith("issues/")} == {
        "issues/n500.yaml"
    }
    assert "999 of 1,000 built" in done.stdout
    assert "… and 970 more" in done.stdout
    assert "n500   not built: see above" in done.stdout
    built = {path.parent.name for path in (letter / "dist").glob("*/edition.json")}
    assert built == {f"n{number:03}" for number in range(1000)} - {"n500"}


def test_a_broken_template_is_reported_once(letter: Path) -> None:
    """A fault of the theme concerns every issue, and is one thing to mend."""
    (letter / "templates" / "email" / "blocks").mkdir(parents=True)
    (letter / "templates" / "email" / "blocks" / "lead.mjml.j2").write_text("{% if %}", "utf-8")
    done = build(letter)
    assert done.exit_code == 2
    assert done.stderr.count("templates/email/blocks/lead.mjml.j2:1:1: error:") == 1


def test_a_fault_of_ours_in_one_issue_does_not_stop_the_others(
    letter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where digest itself fails, the editor reads a line and the rest goes out."""
    monkeypatch.setattr("digest.building.load_issue", _failing_for("2026-11-21", load_issue))
    done = build(letter)
    assert done.exit_code == 2
    assert "'2026-11-21.yaml' cannot be built: RuntimeError: oh [unexpected]" in done.stderr
    assert "Traceback" in done.stderr
    assert (letter / "dist" / "2026-11-22" / "edition.html").is_file()
    monkeypatch.delenv("DIGEST_DEBUG")
    assert "Traceback" not in build(letter).stderr


def _failing_for(stem: str, load: Callable[..., object]) -> Callable[..., object]:
    def failing(path: Path, *rest: object) -> object:
        if path.stem == stem:
            raise RuntimeError("oh")
        return load(path, *rest)

    return failing


def test_a_killed_worker_is_a_message(tmp_path: Path) -> None:
    """When the system kills a worker, its issue is named, with what can be done, and all others are built."""
    letter = make_project(tmp_path / "letter", (f"n{number:04}" for number in range(500)))
    with start_build(letter, "--jobs", "2", "--no-check") as process:
        wait_for_editions(letter, 50)
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text("ascii").split()
        os.kill(int(children[0]), signal.SIGKILL)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 2
    assert said.count("was not built: its process ended before it was done (signal 9) [lost-process]") == 1
    assert len(list((letter / "dist").glob("*/edition.json"))) >= 499


def start_build(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    """Start ``digest build`` in a process group of its own."""
    return subprocess.Popen(
        digest_command("build", *arguments),
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def wait_for_editions(folder: Path, count: int) -> None:
    """Wait until a build that runs has written so many."""
    deadline = time.monotonic() + 60
    while sum(1 for _ in folder.glob("dist/*/edition.json")) < count:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_an_output_folder_that_is_a_file_is_a_message(letter: Path) -> None:
    """A file called dist is named, and left alone."""
    (letter / "dist").write_bytes(b"mine")
    done = build(letter, "2026-11-22")
    assert done.exit_code == 2
    assert "is a file where a folder is needed" in done.stderr
    assert (letter / "dist").read_bytes() == b"mine"


def test_a_heavy_edition_is_flagged(letter: Path) -> None:
    """From 80,000 bytes on, the table warns before Gmail cuts the message off."""
    long = " ".join(f"word-{number}" for number in range(9_000))
    (letter / "issues" / "2026-11-22.yaml").write_text(ISSUE.replace("An *answer*", long), "utf-8")
    done = build(letter)
    row = next(line for line in done.stdout.splitlines() if line.startswith("2026-11-22"))
    assert " ! " in row
    assert "! from 80,000 bytes a message risks being cut off: Gmail does it at 102,400" in done.stdout


def test_the_table_fits_the_terminal(letter: Path) -> None:
    """A long subject is cut by its width on the screen: a Japanese character takes two columns."""
    wide = "日本語の件名" * 40
    (letter / "issues" / "2026-11-22.yaml").write_text(ISSUE.replace("Is the door open?", wide), "utf-8")
    shown = on_a_terminal(letter, columns=80)
    row = next(line for line in shown.splitlines() if line.startswith("2026-11-22"))
    assert "…" in row
    assert len(row) + sum(char > "ⴀ" for char in row) <= 80


def test_colours_only_on_a_terminal_and_only_if_wanted(letter: Path) -> None:
    """NO_COLOR and pipes get plain text; a terminal sees what is wrong in red."""
    (letter / "issues" / "2026-11-22.yaml").write_text("date: soon\n", "utf-8")
    color = re.compile(r"\x1b\[[\d;]*m")
    assert "\x1b[31m" in on_a_terminal(letter)
    assert not color.search(on_a_terminal(letter, NO_COLOR="1"))
    assert not color.search(run_digest("build", cwd=letter).stdout)


def test_a_progress_bar_appears_when_it_takes_a_while(tmp_path: Path) -> None:
    """More than a second without a sign of life looks like a hang; less needs none."""
    letter = make_project(tmp_path / "letter", (f"n{number:04}" for number in range(500)))
    assert "building" in on_a_terminal(letter)
    assert "building" not in on_a_terminal(letter, "n0001")


def on_a_terminal(folder: Path, *issues: str, columns: int = 100, **environment: str) -> str:
    """Return what ``digest build`` writes to a terminal."""
    import fcntl  # noqa: PLC0415  where there are no pseudo-terminals, only this helper is lost
    import pty  # noqa: PLC0415
    import struct  # noqa: PLC0415
    import termios  # noqa: PLC0415

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    variables = {**os.environ, "TERM": "xterm", **environment}
    command = digest_command("build", *issues)
    with subprocess.Popen(command, cwd=folder, env=variables, stdout=theirs, stderr=theirs):
        os.close(theirs)
        shown = b""
        try:
            while part := os.read(ours, 65536):
                shown += part
        except OSError:  # the other side is closed
            pass
    os.close(ours)
    return shown.decode().replace("\r\n", "\n")


def test_ctrl_c_ends_a_build_cleanly(tmp_path: Path) -> None:
    """An interrupted build says so in a word, leaves whole files, and no processes."""
    letter = make_project(tmp_path / "letter", (f"n{number:04}" for number in range(600)))
    with start_build(letter, "--no-check") as process:
        wait_for_editions(letter, 100)
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to every process
        _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert said.strip() == "interrupted"
    assert_whole(letter / "dist")


def test_a_build_killed_at_any_moment_leaves_whole_files(tmp_path: Path) -> None:
    """Machines die: every output is the old one or the new one, whole, and the next build mends the rest."""
    stems = [f"n{number:03}" for number in range(100)]
    letter = make_project(tmp_path / "letter", stems)
    allowed: dict[str, set[bytes]] = {}
    chance = random.Random(2026)  # noqa: S311  the same moments in every run
    for number in range(6):
        for path in (letter / "issues").iterdir():
            path.write_text(ISSUE.replace("A question", f"Version {number} {'x' * 3000}"), "utf-8")
        assert build(letter, "n000", "-o", str(tmp_path / "reference")).exit_code == 0
        for name, data in contents(tmp_path / "reference" / "n000").items():
            allowed.setdefault(name, set()).add(data.replace(b"n000", b"STEM"))
        with start_build(letter) as process:
            time.sleep(0.3 + 0.4 * chance.random())
            os.killpg(process.pid, signal.SIGKILL)
        for path in (path for path in (letter / "dist").glob("*/*") if path.suffix != ".part"):
            assert path.read_bytes().replace(path.parent.name.encode(), b"STEM") in allowed[path.name]
    assert build(letter).exit_code == 0
    assert_whole(letter / "dist")
    assert len(list((letter / "dist").glob("*/edition.html"))) == len(stems)


def test_what_a_killed_build_left_is_swept_away(letter: Path) -> None:
    """Half-written files pile up neither beside the editions nor in the cache of pictures."""
    with_picture(letter, "one.jpg")
    assert build(letter).exit_code == 0
    dead = subprocess.Popen(["true"])
    dead.wait()
    places = [
        letter / "dist" / "2026-11-22",
        letter / "dist" / "2026-11-22" / "images",
        letter / ".digest/pictures",
    ]
    for place in places:
        (place / f".{dead.pid}-0123abcd.part").write_bytes(b"half a pic")
    assert run_digest("build", cwd=letter).returncode == 0
    assert list(letter.rglob("*.part")) == []


def assert_whole(dist: Path) -> None:
    """Check that the files of every edition are what its summary says, and that nothing is left over."""
    for path in dist.rglob("*"):
        assert not path.name.endswith(".part")
        if path.name == "edition.json":
            summary = json.loads(path.read_text("utf-8"))
            for kind, name in (("html", "edition.html"), ("text", "edition.txt")):
                assert (
                    hashlib.sha256(path.with_name(name).read_bytes()).hexdigest() == summary[kind]["sha256"]
                )


def test_a_full_disk_leaves_the_old_edition_and_says_so(letter: Path) -> None:
    """Where the new edition does not fit, the old one stays whole and complete, and the reason is named.

    A limit on the size of files stands for the full disk: the system refuses to write in the same way, and no
    privilege is needed.
    """
    build(letter)
    before = contents(letter / "dist")
    long = ISSUE.replace("An *answer*", "Much more to say. " * 3000)
    (letter / "issues" / "2026-11-22.yaml").write_text(long, "utf-8")
    done = subprocess.run(
        digest_command("build"),
        cwd=letter,
        check=False,
        capture_output=True,
        encoding="utf-8",
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000)),
    )
    assert done.returncode == 2
    assert "dist/2026-11-22/edition.html cannot be written: there is no room for it" in done.stderr
    assert contents(letter / "dist") == before


def test_same_input_same_bytes(tmp_path: Path) -> None:
    """Hash seeds, time zones, locales, folders and the number of processes change no byte."""
    stems = [f"n{number:02}" for number in range(50)]
    letter = make_project(tmp_path / "letter", stems)
    with_picture(letter, "one.jpg")
    for name in ("2026-11-22", "2026-11-20-weekly"):
        (letter / "issues" / f"{name}.yaml").write_bytes((ROOT / "issues" / f"{name}.yaml").read_bytes())
    for path in (ROOT / "images").iterdir():
        (letter / "images" / path.name).write_bytes(path.read_bytes())
    settings = [
        ({"PYTHONHASHSEED": "0", "TZ": "UTC", "LANG": "C", "LC_ALL": "C"}, letter, "1"),
        ({"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8"}, tmp_path, "2"),
        ({"PYTHONHASHSEED": "31337", "TZ": "America/Adak", "LANG": "de_DE.UTF-8"}, Path("/"), "3"),
    ]
    built = []
    for number, (environment, cwd, jobs) in enumerate(settings):
        out = tmp_path / f"out{number}"
        done = run_digest(
            "build", "--project", letter, "-o", out, "--mjml", "--jobs", jobs, cwd=cwd, **environment
        )
        assert done.returncode == 0, done.stderr
        built.append(contents(out))
    assert built[0] == built[1] == built[2]
    assert len(built[0]) >= 4 * len(stems)


def test_output_that_the_terminal_cannot_show_is_no_failure(letter: Path) -> None:
    """Under an old locale a Japanese subject prints as question marks and the build succeeds."""
    path = letter / "issues" / "2026-11-22.yaml"
    path.write_text(ISSUE.replace("Is the door open?", "日本語"), "utf-8")
    done = run_digest("build", cwd=letter, PYTHONIOENCODING="latin-1")
    assert done.returncode == 0, done.stderr
    assert "  ???  " in done.stdout


def test_a_closed_pipe_is_no_traceback(letter: Path) -> None:
    """``digest build | head -0`` ends quietly."""
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        digest_command("build"), cwd=letter, stdout=writer, stderr=subprocess.PIPE, check=False, text=True
    )
    os.close(writer)
    assert "Traceback" not in done.stderr


DOUBTFUL = ISSUE.replace("A question?", "The the question?")


def test_what_the_checks_find_stands_at_the_end(letter: Path) -> None:
    """A build says what would embarrass the sender, whether or not anything changed."""
    (letter / "issues" / "2026-11-22.yaml").write_text(DOUBTFUL, "utf-8")
    for _ in range(2):
        done = build(letter)
        assert done.exit_code == 0
        assert "issues/2026-11-22.yaml:5:" in done.stderr
        assert "[doubled-word]" in done.stderr


def test_a_build_can_do_without_the_checks(letter: Path) -> None:
    """Where the checks have their own step, a build need not repeat them."""
    (letter / "issues" / "2026-11-22.yaml").write_text(DOUBTFUL, "utf-8")
    done = build(letter, "--no-check")
    assert (done.exit_code, done.stderr) == (0, "")


def test_a_check_that_the_project_takes_as_an_error_fails_the_build(letter: Path) -> None:
    """The edition is there to be looked at, and the status says that it should not go out."""
    with (letter / "newsletter.yaml").open("a", encoding="utf-8") as settings:
        settings.write("checks: { doubled-word: error }\n")
    (letter / "issues" / "2026-11-22.yaml").write_text(DOUBTFUL, "utf-8")
    assert build(letter).exit_code == 1
    assert (letter / "dist" / "2026-11-22" / "edition.html").is_file()


def test_old_findings_of_an_archive_are_counted_only(tmp_path: Path) -> None:
    """Years of issues do not bury what is wrong with today's."""
    letter = make_project(tmp_path / "letter", (f"n{number}" for number in range(40)), DOUBTFUL)
    first = build(letter)
    (letter / "issues" / "n7.yaml").write_text(DOUBTFUL.replace("answer", "reply"), "utf-8")
    second = build(letter)
    assert "[doubled-word]" not in first.stderr
    assert "and 40 warnings: 'digest check' lists all" in first.stderr
    assert second.stderr.count("[doubled-word]") == 1
    assert "n7.yaml:5:" in second.stderr
    assert "and 39 warnings: 'digest check' lists all" in second.stderr
