"""Make ``src/digest/clients/caniemail.json`` from an installed copy of the npm package ``caniemail``.

Anyone can rerun it when the package has newer data::

    npm install --prefix /some/scratch/folder caniemail
    python tools/caniemail_table.py /some/scratch/folder/node_modules/caniemail

The package holds what the Can I email project measured: 300 features of HTML and CSS, 40 mail clients, and
each client's answer at several dates. The table keeps the newest answer of each client, as one letter in
one string a feature, and the notes that those answers refer to: 640 KB become about 85 KB.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parent.parent / "src" / "digest" / "clients" / "caniemail.json"

# The package's own licence stands in its folder; this is the notice of the project it takes its data from.
UPSTREAM_NOTICE = "The data is that of Can I email (https://www.caniemail.com/), MIT License, \
Copyright (c) 2019 HTeuMeuLeu."

# A client that was asked about less than half of the features would look better than it is.
MINIMUM_SHARE = 0.5

_YEAR_MONTH = re.compile(r"\d{4}-\d{2}")
_NOTE = re.compile(r"#(\d+)")


def newest(answers: dict[str, str]) -> str:
    """Return the newest of a client's answers, such as ``a #1 #2``.

    The keys are versions (``12.4``) or months (``2020-04``), oldest first. Months are compared, since a few
    stand out of order; versions and months cannot be compared with each other, so there the last one wins:
    Outlook for Mac goes from ``2019-10`` to ``16.80``.
    """
    keys = list(answers)
    last = max(keys) if all(_YEAR_MONTH.fullmatch(key) for key in keys) else keys[-1]
    return answers[last]


def client_ids(features: list[dict[str, Any]]) -> list[str]:
    """Return the ids ``family.platform`` of the clients that were asked about enough features."""
    asked: dict[str, int] = {}
    for feature in features:
        for family, platforms in feature["stats"].items():
            for platform in platforms:
                name = f"{family}.{platform}"
                asked[name] = asked.get(name, 0) + 1
    return sorted(name for name, count in asked.items() if count >= MINIMUM_SHARE * len(features))


def compact(feature: dict[str, Any], clients: list[str]) -> dict[str, Any]:
    """Return a feature as title, one letter a client, the note numbers of clients, and the notes.

    The letters are those of the source: y supported, a partly, n not, u not known (also: not asked).
    """
    letters, marks, used = "", {}, set()
    for index, name in enumerate(clients):
        family, platform = name.split(".")
        answer = newest(feature["stats"].get(family, {}).get(platform) or {"": "u"})
        letters += answer[0]
        numbers = _NOTE.findall(answer)
        if numbers:
            marks[str(index)] = " ".join(numbers)
            used.update(numbers)
    notes = {number: text for number, text in (feature["notes_by_num"] or {}).items() if number in used}
    row = {"title": " ".join(feature["title"].split()), "support": letters, "marks": marks, "notes": notes}
    return {key: value for key, value in row.items() if value}


def table(package: Path) -> dict[str, Any]:
    """Return the compact table of the npm package that is installed in the folder ``package``."""
    source = json.loads((package / "data" / "caniemail.json").read_text(encoding="utf-8"))
    version = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    clients = client_ids(source["data"])
    return {
        "source": f"npm package caniemail {version}",
        "date": source["last_update_date"][:10],
        "licence": f"{UPSTREAM_NOTICE}\n\n{(package / 'LICENSE').read_text(encoding='utf-8').strip()}\n",
        "clients": clients,
        "features": {feature["slug"]: compact(feature, clients) for feature in source["data"]},
    }


def write(package: Path, target: Path = TARGET) -> None:
    """Write the table, one feature a line so that a newer one can be compared with it."""
    made = table(package)
    features = made.pop("features")
    head = json.dumps(made, ensure_ascii=False, indent=1).removesuffix("\n}")
    rows = ",\n".join(
        f"  {json.dumps(slug)}: {json.dumps(row, ensure_ascii=False, separators=(',', ':'))}"
        for slug, row in sorted(features.items())
    )
    target.write_text(f'{head},\n "features": {{\n{rows}\n }}\n}}\n', encoding="utf-8", newline="\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:  # noqa: PLR2004 - the script and its one argument
        raise SystemExit(__doc__)
    write(Path(sys.argv[1]))
