"""Compiled templates, kept between runs: compiling the theme takes a quarter of a cold build's time."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from typing import Any

from jinja2.bccache import Bucket, FileSystemBytecodeCache


class CompiledTemplates(FileSystemBytecodeCache):
    """Jinja's cache in the folder for temporary files, in a part that is this user's alone.

    Jinja checks that the folder is, and finds a template by its file and its content.
    """

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template; where that cannot be done, the next run compiles it again."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def compiled_templates(options: Mapping[str, Any]) -> CompiledTemplates | None:
    """Return the templates compiled with these options of an environment; None without a safe folder."""
    made = sha256(repr(sorted(options.items())).encode()).hexdigest()[:16]
    try:
        return CompiledTemplates(pattern=f"digest-{made}-%s.cache")
    except (OSError, RuntimeError):  # Jinja's ways to say that there is none
        return None
