"""Make tests/data/mjml/documents.json: 200 MJML documents, each with the official validator's findings.

usage: make peers && python tools/mjml_documents.py

The hand-made documents hold one construction or one fault each; the generated ones are valid documents of
random shape, of which most are then given one to three faults. The seeds are fixed, so that running this
again changes the file only if MJML changes its mind.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from mjml_hand_made import DARK, HAND_MADE, page

ROOT = Path(__file__).parent.parent
TABLE = json.loads((ROOT / "src/digest/mjml_rules/mjml5.json").read_text(encoding="utf-8"))
DOCUMENTS = 200

GOOD_VALUES = {
    "boolean": ["true", "false"],
    "color": ["#fff", "#0B57D0", "rebeccapurple", "rgb(1, 2,3)", "rgba(0,0,0,0.5)", "transparent", "inherit"],
    "integer": ["0", "12"],
    "string": [
        "Georgia, serif",
        "1px solid #ddd",
        "https://meridian.example/?a=1&b=2",
        "",
        "Caf\u00e9 &amp; tea",
    ],
    "unit(px)": ["16px", "0", "1.5px"],
    "unit(px,%)": ["50%", "24px", "0"],
    "unit(px,%){1,4}": ["10px 25px", "0", "1px 2px 3px 4px", "5% 0"],
    "unit(px,%,)": ["1.5", "150%", "24px", "0"],
    "unit(px,auto)": ["auto", "120px"],
    "unit(px,%,auto)": ["auto", "100%", "0"],
    "unitWithNegative(px,em)": ["-0.5px", "0.02em", "0"],
}
BAD_VALUES = {
    "boolean": ["yes", "TRUE", "1", ""],
    "color": ["#ffff", "navyblue", "Red", "hsl(0,0%,0%)", "", "0b57d0", "var(--accent)"],
    "integer": ["many", ""],
    "unit(px)": ["16", "1em", "50%", "16 px", "-4px", ""],
    "unit(px,%)": ["24", "2rem", "10px 20px", "calc(1px)"],
    "unit(px,%){1,4}": ["10 20", "1px 2px 3px 4px 5px", "1px,2px", "auto", "10px  20px"],
    "unit(px,%,)": ["normal", "1.5em", "-1"],
    "unit(px,auto)": ["100%", "automatic"],
    "unit(px,%,auto)": ["none", "5em"],
    "unitWithNegative(px,em)": ["1%", "normal", "2"],
}


def generated(seed: int) -> str:
    """Return a document of random shape, of which three of four are given faults."""
    random = Random(seed)  # noqa: S311 - documents, not secrets
    document = page("\n".join(_element(random, "mj-body", depth=0)), _head(random))
    for _ in range(random.choice((0, 1, 1, 1, 2, 3))):
        document = random.choice(FAULTS)(random, document)
    return document


def _head(random: Random) -> str:
    defaults = "".join(
        _tag(random, tag, "") for tag in random.sample(sorted(TABLE["components"]), 3) if tag != "mjml"
    )
    return random.choice(("", f"<mj-attributes>{defaults}</mj-attributes>", f"<mj-style>{DARK}</mj-style>"))


def _element(random: Random, parent: str, depth: int) -> Iterator[str]:
    for tag in random.choices(
        TABLE["components"][parent]["children"].split() or [""], k=random.randint(1, 3)
    ):
        if tag:
            entry = TABLE["components"][tag]
            inner = "<b>x</b> & y" if entry.get("ending") else "\n".join(_element(random, tag, depth + 1))
            yield _tag(random, tag, inner)


def _tag(random: Random, tag: str, inner: str) -> str:
    by_type = [
        (type_, name)
        for type_, names in TABLE["components"][tag].get("attributes", {}).items()
        for name in names.split()
    ]
    chosen = random.sample(by_type, min(len(by_type), random.randint(0, 4)))
    written = "".join(f' {name}="{random.choice(_good(type_))}"' for type_, name in chosen)
    return (
        f"<{tag}{written}>{inner}</{tag}>" if inner or random.choice((True, False)) else f"<{tag}{written}/>"
    )


def _good(type_: str) -> list[str]:
    return GOOD_VALUES.get(type_) or type_.removeprefix("enum(").removesuffix(")").split(",")


def misspell_tag(random: Random, document: str) -> str:
    """Misspell one tag, where it opens and where it closes."""
    tag = random.choice(re.findall(r"<(mj-[a-z-]+)", document))
    return re.sub(rf"(</?){tag}(?=[\s/>])", rf"\g<1>{tag[:-1]}", document)


def misspell_attribute(random: Random, document: str) -> str:
    """Misspell one attribute's name."""
    names = re.findall(r' ([a-z-]+)="', document) or [""]
    name = random.choice(names)
    return document.replace(f' {name}="', f' {random.choice((name + "s", name[1:] or "x", "data-x"))}="', 1)


def spoil_value(random: Random, document: str) -> str:
    """Give one attribute a value that its type may not take."""
    value = random.choice([bad for values in BAD_VALUES.values() for bad in values])
    found = list(re.finditer(r'="([^"]*)"', document))
    if not found:
        return document
    at = random.choice(found)
    return f'{document[: at.start()]}="{value}"{document[at.end() :]}'


def misplace(random: Random, document: str) -> str:
    """Put a tag where it may not belong: right after some opening tag."""
    tag = random.choice([tag for tag in TABLE["components"] if tag not in {"mjml", "mj-body", "mj-head"}])
    at = random.choice([match.end() for match in re.finditer(r"<mj-[^<>/]*>", document)])
    return f"{document[:at]}<{tag}></{tag}>{document[at:]}"


def comment(random: Random, document: str) -> str:
    """Put a comment right after some opening tag."""
    at = random.choice([match.end() for match in re.finditer(r"<mj-[^<>/]*>", document)])
    return f"{document[:at]}<!-- note -->{document[at:]}"


FAULTS: tuple[Callable[[Random, str], str], ...] = (
    misspell_tag,
    misspell_attribute,
    spoil_value,
    misplace,
    comment,
)


def main() -> None:
    """Write the file."""
    documents = HAND_MADE | {
        f"generated {seed}": generated(seed) for seed in range(DOCUMENTS - len(HAND_MADE))
    }
    command = ["node", str(ROOT / "tests/peers/validate_mjml.mjs")]
    done = subprocess.run(  # noqa: S603
        command, input=json.dumps(list(documents.values())), capture_output=True, text=True, check=True
    )
    rows = [
        json.dumps({"name": name, "source": source, "official": found}, ensure_ascii=False)
        for (name, source), found in zip(documents.items(), json.loads(done.stdout), strict=True)
    ]
    version = TABLE["source"]["version"]
    text = (
        f'{{"made_with": "mjml {version}, validationLevel strict", "documents": [\n'
        + ",\n".join(rows)
        + "\n]}\n"
    )
    (ROOT / "tests/data/mjml/documents.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
