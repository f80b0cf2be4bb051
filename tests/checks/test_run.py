"""How rules are run: places, severities, what is allowed and switched off, and the formats."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator, Draft202012Validator

from digest.checks import check
from digest.checks.formats import JSON_SCHEMA, to_github, to_json, to_sarif, to_text
from digest.checks.manual import explain, overview
from digest.diagnostics import Diagnostic, DigestError, Location, Severity
from digest.edition import build_edition
from digest.project import load_issue, load_project
from tests.checks.documents import findings, make

ROOT = Path(__file__).parents[2]
SHOUT = "subject: MINISTERS OPEN THE DOOR\n"


@pytest.mark.parametrize("name", ["2026-11-22", "2026-11-20-weekly"])
def test_the_samples_are_clean(name: str) -> None:
    """The issues that the README shows are examples to follow."""
    project = load_project(ROOT)
    issue = load_issue(ROOT / "issues" / f"{name}.yaml", project)
    assert check(issue, project, build_edition(issue, project)) == ()


def test_a_finding_knows_its_place(tmp_path: Path) -> None:
    """An editor's terminal and GitHub lead from the diagnostic to the characters at fault."""
    (found,) = findings("text: { body: Ministers met in the the old house. }", tmp_path)
    assert found.location
    assert found.location.path == tmp_path / "issues" / "2026-11-22.yaml"
    line = found.location.text
    assert line[found.location.column - 1 :][: found.location.length] == "the the"


def test_a_finding_about_a_setting_points_to_newsletter_yaml(tmp_path: Path) -> None:
    """What is wrong in newsletter.yaml is shown there."""
    (found,) = findings("newsletter: { checks: { missing-prehader: error } }", tmp_path)
    assert found.rule == "unknown-rule"
    assert found.hint == "did you mean 'missing-preheader'?"
    assert found.location
    assert found.location.path == tmp_path / "newsletter.yaml"
    assert "missing-prehader" in found.location.text


def test_an_unknown_rule_in_allow_is_found(tmp_path: Path) -> None:
    """A misspelt exception would keep nothing from being reported."""
    example = "text: { body: All is well., allow: [doubled-wrod], reason: a name }"
    assert [each.rule for each in findings(example, tmp_path)] == ["unknown-rule"]


@pytest.mark.parametrize(
    "level, severities",
    [("error", [Severity.ERROR]), ("advice", [Severity.ADVICE]), ("off", [])],
)
def test_a_newsletter_sets_severities(level: str, severities: list[Severity], tmp_path: Path) -> None:
    """Newsrooms differ in what they mind."""
    found = findings(f"{SHOUT}newsletter: {{ checks: {{ capitals: {level} }} }}", tmp_path)
    assert [each.severity for each in found] == severities


def test_a_block_allows_a_rule(tmp_path: Path) -> None:
    """An exception holds for its block, with a reason, and for no other."""
    body = "It was a very very long day, that that which is is."
    block = f"{{ body: '{body}', allow: [doubled-word], reason: a quotation }}"
    assert findings(f"text: {block}", tmp_path / "allowed") == ()
    assert findings(f"text: {{ body: '{body}' }}", tmp_path / "not")


def test_an_exception_needs_a_reason(tmp_path: Path) -> None:
    """In a year nobody knows why the rule was kept off."""
    with pytest.raises(DigestError) as caught:
        findings("text: { body: All is well., allow: [doubled-word] }", tmp_path)
    assert [each.rule for each in caught.value.diagnostics] == ["allow-without-reason"]


TRICKY = Diagnostic(
    "capitals",
    "50% of «x», one: two\nthree",
    Location(Path("/p/issues/a,b.yaml"), 3, 5, 4, "ab: 😀X"),
    "do: it",
    Severity.WARNING,
)
PLACELESS = Diagnostic("no-such-rule", "nowhere", None, "", Severity.ADVICE)


def test_text_format() -> None:
    """The same form as all other diagnostics."""
    assert to_text([PLACELESS], Path("/p")) == "advice: nowhere [no-such-rule]"


def test_json_format() -> None:
    """The list follows its documented schema."""
    data = json.loads(to_json([TRICKY, PLACELESS], Path("/p")))
    keys = set(JSON_SCHEMA["items"]["required"])
    assert all(set(each) == keys for each in data)
    assert data[0]["path"] == "issues/a,b.yaml"
    assert (data[0]["line"], data[0]["column"], data[0]["length"]) == (3, 5, 4)
    assert data[1]["line"] is None


def test_github_format() -> None:
    """A colon, a comma, a percent sign or a line break in a message does not end the workflow command."""
    first, second = to_github([TRICKY, PLACELESS], Path("/p")).splitlines()
    place = "title=capitals,file=issues/a%2Cb.yaml,line=3,col=5,endColumn=9"
    assert first == f"::warning {place}::50%25 of «x», one: two%0Athree (do: it)"
    assert second == "::notice title=no-such-rule::nowhere"


def test_sarif_format() -> None:
    """Code scanning services show rule, level and region."""
    log = json.loads(to_sarif([TRICKY, PLACELESS], Path("/p")))
    (run,) = log["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["capitals", "no-such-rule"]
    first, second = run["results"]
    region = first["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 3, "startColumn": 5, "endColumn": 9}
    assert (first["level"], second["level"]) == ("warning", "note")
    assert "locations" not in second


def test_formats_follow_their_schemas(tmp_path: Path) -> None:
    """Code scanning refuses what is not SARIF 2.1.0; our JSON is what its documentation says."""
    example = (ROOT / "tests" / "checks" / "doubled-word" / "bad.yaml").read_text(encoding="utf-8")
    found = [*findings(f"{SHOUT}{example}", tmp_path), TRICKY, PLACELESS]
    assert len(found) > 3
    schema = json.loads((ROOT / "tests" / "data" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    for diagnostics in (found, []):
        Draft4Validator(schema).validate(json.loads(to_sarif(diagnostics, tmp_path)))
        Draft202012Validator(JSON_SCHEMA).validate(json.loads(to_json(diagnostics, tmp_path)))


def test_explain() -> None:
    """``digest rules ID`` prints the whole manual; a near miss gets a suggestion."""
    text = explain("weak-alt")
    assert text.startswith("weak-alt (warning)")
    assert all(f"\n{part}:" in text for part in ("Why", "Source", "Wrong", "Right"))
    with pytest.raises(DigestError) as caught:
        explain("week-alt")
    assert caught.value.diagnostics[0].hint == "did you mean 'weak-alt'?"
    assert "\n\nWording:\n" in overview()


TEXTS = st.text(max_size=60) | st.sampled_from(
    [
        "",
        "“",
        '"',
        "((",
        "]",
        "a" * 300,
        "TK",
        "the the",
        "http://[",
        "[[first_name]]",
        "{{ x }}",
        "اب",
        "\u202e",
    ]
)
SAFE = st.builds(lambda text: "".join(c for c in text if c.isprintable() or c == " ").strip(), TEXTS)
EXAMPLES = st.fixed_dictionaries(
    {
        "subject": SAFE,
        "lead": st.fixed_dictionaries({"headline": SAFE, "body": SAFE}),
        "teaser": st.fixed_dictionaries({"url": SAFE.map("https://a.example/{}".format)}),
        "sponsor": st.fixed_dictionaries({"advertiser": SAFE, "label": SAFE, "headline": SAFE}),
    }
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(example=EXAMPLES)
def test_no_issue_makes_a_check_raise(example: dict[str, object], tmp_path: Path) -> None:
    """Whatever the format accepts, the checks report on; they never end in a traceback."""
    path = make(json.dumps(example), tmp_path)
    project = load_project(tmp_path)
    try:
        issue = load_issue(path, project)
    except DigestError:
        return
    assert isinstance(check(issue, project, build_edition(issue, project)), tuple)
