"""The sandbox that templates run in: a template reads content and calls our functions, and nothing else.

Jinja's own asks its questions anew at every step, two thirds of a rendering. The answers depend on the type
of an object alone, so they are asked once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from types import FunctionType, MethodType
from typing import Any, TypeVar

from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

F = TypeVar("F", bound=Callable[..., Any])


def takes_place(function: F) -> F:
    """Have the sandbox call ``function`` with the template's ``place`` first: its block and position.

    Jinja's own pass_context copies all variables for a call inside a loop.
    """
    function.__dict__.update(_TAKES_PLACE)
    return function


_TAKES_PLACE = {"takes_place": True}


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's immutable sandbox, remembering what it allows."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._allowed: dict[tuple[type, str], bool] = {}
        self._data: dict[tuple[type, str], bool] = {}

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return what every template knows as a plain dict; Jinja's chain of two is slow to go through."""
        return {**self.globals, **(d or {})}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Say whether a template may read this attribute."""
        key = (type(obj), attr)
        if key not in self._allowed:
            self._allowed[key] = super().is_safe_attribute(obj, attr, value)
        return self._allowed[key]

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return what a template reads as ``obj.attribute``; data is there to be read."""
        key = (type(obj), attribute)
        is_data = self._data.get(key)
        if is_data is None:
            is_data = self._data[key] = _is_data(*key)
        return getattr(obj, attribute) if is_data else super().getattr(obj, attribute)

    def call(self, context: Context, function: Any, /, *args: Any, **options: Any) -> Any:
        """Call a function for a template; Jinja asks whether it may unless it is a plain one of ours."""
        marks = _marks(function)
        if marks and marks != _TAKES_PLACE:
            return super().call(context, function, *args, **options)
        in_loop, in_block = options.pop("_loop_vars", None), options.pop("_block_vars", None)
        if marks:
            return function(_place(context, in_loop, in_block), *args, **options)
        return function(*args, **options)


def _is_data(kind: type, attribute: str) -> bool:
    """Say whether an attribute is data of a model or a data class, or what a loop tells of itself."""
    if attribute.startswith("_"):
        return False
    return kind is LoopContext or any(attribute in getattr(kind, names, ()) for names in _DATA)


_DATA = ("__pydantic_fields__", "__class_vars__", "__dataclass_fields__")


def _marks(function: Any) -> Mapping[str, Any]:
    """Return what is noted on a Python function or method; anything else counts as marked."""
    if type(function) is MethodType:
        function = function.__func__
    return function.__dict__ if type(function) is FunctionType else _UNKNOWN


_UNKNOWN = {"unknown": True}


def _place(context: Context, *inner: Mapping[str, Any] | None) -> str:
    for variables in reversed(inner):
        if variables and "place" in variables:
            return str(variables["place"])
    return str(context.get("place", ""))
