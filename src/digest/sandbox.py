"""The sandbox that templates run in: a template reads content and calls our functions, and nothing else.

Jinja's own asks its questions anew at every step, two thirds of a rendering. The answers depend on the type
of an object alone, so they are asked once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import FunctionType
from typing import Any, TypeVar

from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

F = TypeVar("F", bound=Callable[..., Any])


def takes_place(function: F) -> F:
    """Have the sandbox call ``function`` with the template's ``place`` first: its block and position.

    Jinja's own pass_context copies all variables for a call inside a loop.
    """
    function.__dict__["takes_place"] = True
    return function


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's immutable sandbox, remembering what it allows."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._allowed: dict[tuple[type, str], bool] = {}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Say whether a template may read this attribute."""
        key = (type(obj), attr)
        if key not in self._allowed:
            self._allowed[key] = super().is_safe_attribute(obj, attr, value)
        return self._allowed[key]

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return what a template reads as ``obj.attribute``; the fields of models are there to be read."""
        if attribute in getattr(type(obj), "__pydantic_fields__", ()):
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)

    def call(self, context: Context, function: Any, /, *args: Any, **options: Any) -> Any:
        """Call a function for a template; Jinja asks whether it may unless it is a plain one of ours."""
        if type(function) is not FunctionType or function.__dict__.keys() - {"takes_place"}:
            return super().call(context, function, *args, **options)
        in_loop, in_block = options.pop("_loop_vars", None), options.pop("_block_vars", None)
        if function.__dict__:
            return function(_place(context, in_loop, in_block), *args, **options)
        return function(*args, **options)


def _place(context: Context, *inner: Mapping[str, Any] | None) -> str:
    for variables in reversed(inner):
        if variables and "place" in variables:
            return str(variables["place"])
    return str(context.get("place", ""))
