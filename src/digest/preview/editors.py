"""Links that open a file at a line in somebody's text editor."""

from __future__ import annotations

import re
from typing import NamedTuple

from digest.diagnostics import DigestError


class Editor(NamedTuple):
    """A text editor: its title for people, and the address that opens a place; none: places are copied."""

    title: str
    address: str


EDITORS = {
    "vscode": Editor("Visual Studio Code", "vscode://file{file}:{line}:{column}"),
    "cursor": Editor("Cursor", "cursor://file{file}:{line}:{column}"),
    "idea": Editor("IntelliJ IDEA, PyCharm", "idea://open?file={file}&line={line}&column={column}"),
    "zed": Editor("Zed", "zed://file{file}:{line}:{column}"),
    "sublime": Editor("Sublime Text", "subl://open?url=file://{file}&line={line}&column={column}"),
    "none": Editor("None: copy the place", ""),
}
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
# What runs in the page, or leads to the web, is no editor.
_FOREIGN = frozenset({"javascript", "data", "vbscript", "file", "blob", "about", "http", "https"})


def editor_address(editor: str) -> str:
    """Return the address that opens a place: with ``{file}``, ``{line}`` and ``{column}`` where these go.

    ``editor`` is the name of one that is known, or such an address. Empty: places can only be copied.

    Raises:
        DigestError: it is neither.
    """
    if editor in EDITORS:
        return EDITORS[editor].address
    scheme = _SCHEME.match(editor)
    if scheme and scheme[1].lower() not in _FOREIGN and "{file}" in editor:
        return editor
    hint = (
        f"name one of {', '.join(EDITORS)}, or an address such as myeditor://open?file={{file}}&line={{line}}"
    )
    raise DigestError.single("unknown-editor", f"unknown editor '{editor}'", hint=hint)
