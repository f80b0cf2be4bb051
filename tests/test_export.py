"""``digest export``: what each ESP imports, whole, or a reason why not."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from digest.album import Picture
from digest.cli import main
from digest.diagnostics import OutputError, Severity
from digest.edition import Edition, render_edition
from digest.esp.profile import Limit, Profile, S
from digest.esp.profiles import PROFILES
from digest.export import ExportError, make_package, ready_for
from digest.merge import MERGE_TAGS
from digest.project import load_issue, load_project

ROOT = Path(__file__).parents[1]
DAILY = "2026-11-22"
SENDABLE = [name for name in PROFILES if name not in {"preview", "omeda", "constant-contact"}]


@pytest.fixture(scope="module")
def daily() -> Edition:
    """Give the sample daily, rendered once for every ESP."""
    project = load_project(ROOT)
    return render_edition(load_issue(ROOT / "issues" / f"{DAILY}.yaml", project), project)


def run(*arguments: str) -> Result:
    """Run ``digest export`` in the repository's own newsletter."""
    return CliRunner().invoke(main, ["--project", str(ROOT), "export", *arguments])


@pytest.mark.parametrize("name", SENDABLE)
def test_no_placeholder_and_no_mangled_tag_survives(name: str, daily: Edition) -> None:
    """What reaches the ESP holds its tags as documented: not percent-encoded, escaped or tracked."""
    profile = PROFILES[name]
    edition, _ = ready_for(daily, profile)
    for part in (edition.subject, edition.preheader, edition.html, edition.text):
        assert not re.search(r"zq(tag|when|endwhen)|zq\b", part)
    unsubscribe = profile.tags["unsubscribe"]
    assert f'href="{unsubscribe.value}"' in edition.html
    assert (unsubscribe.text or unsubscribe.value) in edition.text
    for code in (tag.replace("_", "") for tag in MERGE_TAGS):
        assert f"zqtag{code}" not in edition.html
    tracked = re.findall(r'href="([^"]*utm_[^"]*)"', edition.html)
    assert tracked
    assert not any(unsubscribe.value in address for address in tracked)


def test_mailchimp_zip_is_flat_small_and_the_same_every_time(daily: Edition) -> None:
    """Mailchimp documents one HTML file with pictures beside it, under 1 MB."""
    package = make_package(daily, PROFILES["mailchimp"])
    again = make_package(daily, PROFILES["mailchimp"])
    assert package.files == again.files
    data = package.files[f"{DAILY}-mailchimp.zip"]
    assert len(data) < 1_000_000
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        html = archive.read(f"{DAILY}.html").decode()
    assert not any("/" in name for name in names)
    assert [name for name in names if name.endswith(".html")] == [f"{DAILY}.html"]
    sources = set(re.findall(r'src="([^"]*)"', html))
    assert sources
    assert sources <= set(names)


def test_pictures_of_one_name_do_not_overwrite_each_other(daily: Edition, tmp_path: Path) -> None:
    """Two folders can hold a picture each of the same name; a flat zip has room for both."""
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x y.png").write_bytes(folder.encode())
    pictures = tuple(Picture(f"{folder}/x y.png", tmp_path / folder / "x y.png", 1, 1) for folder in "ab")
    footer = daily.html[daily.html.rfind("<p ") :]
    html = f'<img src="a/x%20y.png"><td style="background:url(b/x%20y.png)">a/x%20y.png {footer}'
    package = make_package(replace(daily, html=html, pictures=pictures), PROFILES["mailchimp"])
    with zipfile.ZipFile(io.BytesIO(package.files[f"{DAILY}-mailchimp.zip"])) as archive:
        assert archive.read("x y.png") == b"a"
        assert archive.read("x y-2.png") == b"b"
        made = archive.read(f"{DAILY}.html").decode()
    assert made.startswith('<img src="x%20y.png"><td style="background:url(x%20y-2.png)">a/x%20y.png ')


def test_campaign_monitor_zip_keeps_the_folder(daily: Edition) -> None:
    """Where an ESP documents folders, addresses stay as they are."""
    package = make_package(daily, PROFILES["campaign-monitor"])
    with zipfile.ZipFile(io.BytesIO(package.files[f"{DAILY}-campaign-monitor.zip"])) as archive:
        assert any(name.startswith("images/") for name in archive.namelist())
    assert package.edition.html.encode() == zip_html(package.files[f"{DAILY}-campaign-monitor.zip"])


def zip_html(data: bytes) -> bytes:
    """Return the HTML file of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(f"{DAILY}.html")


def test_plain_files_come_with_a_word_about_local_pictures(daily: Edition) -> None:
    """Pasted HTML cannot bring its pictures along: better said before the send than after."""
    package = make_package(daily, PROFILES["klaviyo"])
    assert {f"{DAILY}.html", f"{DAILY}.txt"} <= set(package.files)
    assert "local-pictures" in {each.rule for each in package.diagnostics}
    served = make_package(replace(daily, pictures=()), PROFILES["klaviyo"])
    assert served.diagnostics == ()


def stopped(edition: Edition, profile: Profile) -> set[str]:
    """Return the rules that stop an export."""
    with pytest.raises(ExportError) as caught:
        make_package(edition, profile)
    return {each.rule for each in caught.value.diagnostics if each.severity is Severity.ERROR}


def test_missing_and_unverified_unsubscribe_tags_stop_the_export(daily: Edition) -> None:
    """A newsletter without a working way out is against the law."""
    assert stopped(daily, PROFILES["omeda"]) == {"missing-merge-tag"}
    assert stopped(daily, PROFILES["constant-contact"]) == {"unverified-merge-tag"}
    without = replace(daily, text="Hello", html="<p>Hello</p>")
    assert stopped(without, PROFILES["mailchimp"]) == {"missing-merge-tag"}
    assert stopped(daily, PROFILES["preview"]) == {"preview-export"}


def test_own_unsubscribe_page_stands_in_for_a_missing_tag(daily: Edition) -> None:
    """A newsletter with a page of its own needs no tag of the ESP."""
    own = {**daily.own_addresses, "unsubscribe": "https://meridian.example/leave?a=1&b=2"}
    edition, _ = ready_for(replace(daily, own_addresses=own), PROFILES["omeda"])
    assert 'href="https://meridian.example/leave?a=1&amp;b=2"' in edition.html
    assert "https://meridian.example/leave?a=1&b=2" in edition.text


def test_refused_sequences_and_sizes_stop_the_export(daily: Edition) -> None:
    """The ESP would refuse them after the upload, with a poorer message."""
    constant = PROFILES["constant-contact"]
    sure = replace(
        constant, tags={**constant.tags, "unsubscribe": replace(constant.tags["unsubscribe"], certainty=S)}
    )
    assert make_package(daily, sure).files
    assert stopped(replace(daily, html=daily.html + "<style>[#a]{}</style>"), sure) == {"forbidden-sequence"}
    small = replace(PROFILES["sendgrid"], limits=(Limit("html", 1000, S, "test"), Limit("text", 99, S, "")))
    assert stopped(daily, small) == {"over-limit"}
    tight = replace(PROFILES["mailchimp"], limits=(Limit("zip", 1000, S, "test"),))
    assert stopped(daily, tight) == {"over-limit"}


def test_pictures_that_the_esp_does_not_host_stop_the_export(daily: Edition, tmp_path: Path) -> None:
    """Mailchimp takes JPEG, PNG and GIF; and a picture that has gone is named."""
    webp = replace(daily, pictures=(Picture("images/a.webp", tmp_path / "a.webp", 1, 1),))
    assert stopped(webp, PROFILES["mailchimp"]) == {"foreign-picture"}
    with pytest.raises(OutputError, match="cannot be read"):
        make_package(
            replace(daily, pictures=(Picture("a.png", tmp_path / "a.png", 1, 1),)), PROFILES["klaviyo"]
        )


@pytest.mark.parametrize(
    "name,rule",
    [("activecampaign", "no-fallback"), ("sfmc", "unverified-merge-tag"), ("ses", "unverified-merge-tag")],
)
def test_doubtful_fallbacks_are_warned_about(name: str, rule: str, daily: Edition) -> None:
    """A greeting with a hole in it does not stop an export, but the sender is told."""
    project = load_project(ROOT)
    path = ROOT / "issues" / f"{DAILY}.yaml"
    greeted = load_issue(path, project).model_copy(update={"subject": "For [[first_name|you]]"})
    neutral = replace(daily, subject=render_edition(greeted, project).subject)
    _, found = ready_for(neutral, PROFILES[name])
    assert rule in {each.rule for each in found}


def test_command_writes_the_package_and_shows_the_subject(tmp_path: Path) -> None:
    """The sender pastes subject and preheader, and sees where the files are."""
    done = run(DAILY, "--esp", "mailchimp", "-o", str(tmp_path))
    assert done.exit_code == 0, done.output
    assert {path.name for path in tmp_path.iterdir()} == {f"{DAILY}-mailchimp.zip", f"{DAILY}.txt"}
    assert done.stdout.startswith("subject: ")
    assert f"{DAILY}-mailchimp.zip" in done.stdout


def test_command_stops_with_a_diagnostic(tmp_path: Path) -> None:
    """Nothing is written when something is wrong."""
    done = run(DAILY, "--esp", "omeda", "-o", str(tmp_path / "out"))
    assert done.exit_code == 1
    assert "[missing-merge-tag]" in done.stderr
    assert not (tmp_path / "out").exists()
    assert run(DAILY, "--esp", "mailchimpp").exit_code == 2


def test_what_the_checks_call_an_error_stops_the_export(tmp_path: Path) -> None:
    """Findings are told with every export; an error among them keeps the issue at home."""
    (tmp_path / "issues").mkdir()
    settings = (ROOT / "newsletter.yaml").read_text("utf-8").split("logo:")[0]
    issue = """
date: 2026-11-22
subject: Is the door open? TK
blocks:
  - lead: { headline: A question?, body: "An *answer*." }
"""
    (tmp_path / "issues" / "one.yaml").write_text(issue, "utf-8")
    (tmp_path / "newsletter.yaml").write_text(settings, "utf-8")
    arguments = ["--project", str(tmp_path), "export", "one", "--esp", "klaviyo"]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 1
    assert "error:" in done.stderr
    assert not (tmp_path / "dist").exists()
    assert "[placeholder-text]" in done.stderr
    (tmp_path / "newsletter.yaml").write_text(f"{settings}checks: {{ placeholder-text: warning }}\n", "utf-8")
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, done.output
    assert "[placeholder-text]" in done.stderr


def test_command_writes_a_message(tmp_path: Path) -> None:
    """``--eml`` is for mail programs."""
    done = run(DAILY, "--esp", "preview", "--eml", "-o", str(tmp_path))
    assert done.exit_code == 0, done.output
    assert {path.name for path in tmp_path.iterdir()} == {f"{DAILY}.eml"}
