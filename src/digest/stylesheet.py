"""What can be wrong in the stylesheet of the prose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StyleFault:
    """Something wrong in a stylesheet, the line where it is, and what to write instead."""

    message: str
    line: int
    hint: str = ""


class StylesheetError(ValueError):
    """The stylesheet holds what cannot be inlined; carries every fault."""

    def __init__(self, faults: Iterable[StyleFault]) -> None:
        self.faults = tuple(sorted(dict.fromkeys(faults), key=lambda fault: fault.line))
        super().__init__("; ".join(fault.message for fault in self.faults))
