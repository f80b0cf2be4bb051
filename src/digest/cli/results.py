"""What ``digest build`` prints on stdout: a short table, or JSON."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Sequence

import click

from digest.building import Result
from digest.diagnostics import printable, shown_path

# Gmail cuts a message off at 102,400 bytes of HTML, which the ESP's own link tracking adds to.
HEAVY, CLIPPED = 80_000, 102_400
# A table longer than this is no longer short: the rest is counted.
ROWS = 30
# Where there is no terminal to fit, a subject is long enough for every inbox to have cut it off.
WIDE = 120
GAP = "  "


Cells = tuple[str, str, str, str, str]
HEAD: Cells = ("issue", "subject", "html", "text", "time")


def as_document(results: Sequence[Result], seconds: float) -> str:
    """Return the results as JSON."""
    document = {
        "issues": [
            {
                "issue": shown_path(result.path),
                "stem": result.path.stem,
                "folder": shown_path(result.folder),
                "failed": result.failed,
                "changed": result.changed,
                "subject": result.subject,
                "html_bytes": result.html_bytes,
                "text_bytes": result.text_bytes,
                "seconds": round(result.seconds, 4),
                "diagnostics": [found.as_data() for found in result.diagnostics],
            }
            for result in results
        ],
        "failed": sum(result.failed for result in results),
        "seconds": round(seconds, 3),
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def as_table(results: Sequence[Result], seconds: float) -> str:
    """Return the results as a table that fits the terminal, and which file to open."""
    listed = _most_telling(results)
    rows = [_cells(result) for result in listed]
    widths = _widths([HEAD, *rows])
    lines = [_line(HEAD, widths)]
    lines += [_colored(_line(row, widths), result) for row, result in zip(rows, listed, strict=True)]
    if len(listed) < len(results):
        lines.append(f"… and {len(results) - len(listed):,} more")
    built = [result for result in results if not result.failed]
    if any(result.html_bytes >= HEAVY for result in listed):
        lines.append(f"! from {HEAVY:,} bytes a message risks being cut off: Gmail does it at {CLIPPED:,}")
    lines.append(_sum(results, seconds))
    if built:
        lines.append(f"open {shown_path(built[-1].folder / 'edition.html')}")
    return "\n".join(lines)


def _most_telling(results: Sequence[Result]) -> list[Result]:
    """Return the results to list: all of a few; of many the failed, the heavy, the changed, the newest."""
    ranked = sorted(
        range(len(results)),
        key=lambda n: (results[n].failed, results[n].html_bytes >= HEAVY, results[n].changed, n),
    )
    return [results[n] for n in sorted(ranked[-ROWS:])]


def _cells(result: Result) -> Cells:
    if result.failed:
        return result.path.stem, "not built: see above", "", "", ""
    html = f"{result.html_bytes:,}{' !' if result.html_bytes >= HEAVY else ''}"
    return (
        result.path.stem,
        printable(result.subject),
        html,
        f"{result.text_bytes:,}",
        f"{result.seconds * 1000:,.0f} ms",
    )


def _widths(rows: Sequence[Cells]) -> list[int]:
    """Return the columns' widths; the subject has what the others leave."""
    widths = [max(_width(cell) for cell in column) for column in zip(*rows, strict=True)]
    total = shutil.get_terminal_size().columns if sys.stdout.isatty() else WIDE
    taken = sum(widths) - widths[1] + len(GAP) * (len(widths) - 1)
    widths[1] = max(len(HEAD[1]), min(widths[1], total - taken))
    return widths


def _line(row: Cells, widths: Sequence[int]) -> str:
    """Return one line: words to the left, figures to the right."""
    words = [_padded(_cut(cell, width), width) for cell, width in zip(row[:2], widths[:2], strict=True)]
    figures = [cell.rjust(width) for cell, width in zip(row[2:], widths[2:], strict=True)]
    return GAP.join(words + figures).rstrip()


def _colored(line: str, result: Result) -> str:
    if result.failed:
        return click.style(line, fg="red")
    return click.style(line, fg="yellow") if result.html_bytes >= HEAVY else line


def _sum(results: Sequence[Result], seconds: float) -> str:
    failed = sum(result.failed for result in results)
    changed = sum(result.changed for result in results)
    built = len(results) - failed
    words = [f"{built:,} of {len(results):,} built" if failed else f"{built:,} built"]
    words.append(f"{built - changed:,} unchanged")
    return f"{', '.join(words)}, in {seconds:.1f} s"


def _cut(text: str, width: int) -> str:
    """Return ``text``, cut to ``width`` columns with an ellipsis if it is wider."""
    if _width(text) <= width:
        return text
    from wcwidth import wcwidth

    taken = used = 0
    for char in text:
        used += max(0, wcwidth(char))
        if used > width - 1:
            break
        taken += 1
    return f"{text[:taken]}…"


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    if text.isascii():
        return len(text)
    from wcwidth import wcswidth  # it takes 20 ms to load

    return max(0, wcswidth(text))
