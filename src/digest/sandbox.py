"""The sandbox that templates run in: a template reads content and calls our functions, and nothing else.

Jinja's own asks its questions anew at every step, two thirds of a rendering. The answers depend on the type
of an object alone, so they are asked once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, MutableMapping
from functools import lru_cache
from types import FunctionType, MethodType
from typing import Any, TypeVar

from jinja2.compiler import CodeGenerator
from jinja2.nodes import EvalContext, Expr
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

F = TypeVar("F", bound=Callable[..., Any])


def takes_place(function: F) -> F:
    """Have the sandbox call ``function`` with the template's ``place`` first: its block and position.

    Jinja's own pass_context copies all variables for a call inside a loop.
    """
    function.__dict__.update(_TAKES_PLACE)
    return function


_TAKES_PLACE = {"takes_place": True}


class Writing(CodeGenerator):
    """Compiles a template to call ``Sandbox.written`` for what it prints.

    Jinja's own calls ``finalize`` and ``escape``, and makes a ``Markup`` of every value only to join it.
    """

    def _output_child_pre(self, node: Expr, frame: Any, finalize: Any) -> None:
        if self._is_usual(frame.eval_ctx):
            self.write("environment.written(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: Expr, frame: Any, finalize: Any) -> None:
        if self._is_usual(frame.eval_ctx):
            self.write(")")
        else:
            super()._output_child_post(node, frame, finalize)

    def _is_usual(self, now: EvalContext) -> bool:
        """Say whether a value is escaped here as everywhere: no ``autoescape`` block is around it."""
        return not now.volatile and now.autoescape == self.environment.autoescape


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's immutable sandbox, remembering what it allows.

    ``written`` returns a value as a template prints it.
    """

    code_generator_class = Writing

    def __init__(self, **options: Any) -> None:
        # A cache without a limit is a plain dict, which is ten times as fast to ask as Jinja's.
        super().__init__(cache_size=-1, **options)
        self.written = _written(self.finalize or _as_it_is, escape if self.autoescape else str)
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
        kind = type(obj)
        is_data = self._data.get((kind, attribute))
        if is_data is None:
            is_data = self._data[kind, attribute] = _is_data(kind, attribute)
        if is_data:
            return getattr(obj, attribute)
        if kind is dict and attribute in obj and not hasattr(dict, attribute):
            return obj[attribute]
        if kind is str and attribute == "format" and _is_simple(obj):
            return lambda *args, **fields: str.format(obj, *args, **fields)
        return super().getattr(obj, attribute)

    def call(self, context: Context, function: Any, /, *args: Any, **options: Any) -> Any:
        """Call a function for a template; Jinja asks whether it may unless it is a macro or plainly ours."""
        is_macro = type(function) is Macro
        marks = _NO_MARKS if is_macro else _marks(function)
        if marks and marks != _TAKES_PLACE:
            return super().call(context, function, *args, **options)
        in_loop, in_block = options.pop("_loop_vars", None), options.pop("_block_vars", None)
        if is_macro:
            return function(context.eval_ctx, *args, **options)
        if marks:
            return function(_place(context, in_loop, in_block), *args, **options)
        return function(*args, **options)


def _as_it_is(value: Any) -> Any:
    return value


def _written(finalize: Callable[[Any], Any], escaped: Callable[[Any], str]) -> Callable[[Any], str]:
    @lru_cache(maxsize=4096)
    def text(value: str) -> str:
        return str(escaped(finalize(value)))

    def written(value: Any) -> str:
        kind = type(value)
        if kind is str:
            return text(value)
        return value if kind is Markup else escaped(finalize(value))

    return written


@lru_cache(maxsize=256)
def _is_simple(text: str) -> bool:
    """Say whether ``text`` has only fields such as ``{name}``, which read nothing of what fills them."""
    return bool(_SIMPLE.fullmatch(text))


_SIMPLE = re.compile(r"[^{}]*(?:\{[a-z_]+\}[^{}]*)*")


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
_NO_MARKS: Mapping[str, Any] = {}


def _place(context: Context, *inner: Mapping[str, Any] | None) -> str:
    for variables in reversed(inner):
        if variables and "place" in variables:
            return str(variables["place"])
    return str(context.get("place", ""))
