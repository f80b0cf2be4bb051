"""YAML text into plain data whose every part knows its place in the file.

Scalars stay strings, exactly as typed: ``No``, ``012`` and ``12:30`` mean what they show. Reading does not
stop at the first fault: what cannot be read is covered up in a copy of the text and the rest is read on, so
that every fault of a file is reported in one run.
"""

from digest.source.case import write
from digest.source.document import Document, read_file, read_source

__all__ = ["Document", "read_file", "read_source", "write"]
