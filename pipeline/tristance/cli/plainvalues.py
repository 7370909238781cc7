"""Values of options that are taken as they were typed.

Typer hands every value to pydantic, which takes longer to import than an article takes to classify. Most values need no
check: a default is what the code wrote, and a text is a text.
"""

from __future__ import annotations

from typing import Any

from typer.core import TyperArgument, TyperCommand, TyperOption

_TEXTS = (str, list[str])


def _is_plain(parameter: Any, value: Any) -> bool:
    """Whether *value* needs no coercion: nothing, the default, or texts that are to be texts."""
    kind = getattr(getattr(parameter, "type_descriptor", None), "annotation", None)
    missing = parameter.required and parameter.value_is_missing(value)
    return not missing and (value is None or value is parameter.default or kind in _TEXTS)


def _called_back(parameter: Any, ctx: Any, value: Any) -> Any:
    return value if parameter.callback is None else parameter.callback(ctx, parameter, value)


class _Argument(TyperArgument):
    def process_value(self, ctx: Any, value: Any) -> Any:
        return _called_back(self, ctx, value) if _is_plain(self, value) else super().process_value(ctx, value)


class _Option(TyperOption):
    def process_value(self, ctx: Any, value: Any) -> Any:
        return _called_back(self, ctx, value) if _is_plain(self, value) else super().process_value(ctx, value)


_KINDS: dict[type, type] = {TyperArgument: _Argument, TyperOption: _Option}


def plain(parameters: list[Any]) -> list[Any]:
    """*parameters*, which from now on leave alone what needs no coercion; they stay the objects that they are."""
    for each in parameters:
        each.__class__ = _KINDS.get(type(each), type(each))  # a copy would be another object, which the parser compares
    return parameters


class Command(TyperCommand):
    """A command of such parameters."""

    def get_params(self, ctx: Any) -> Any:
        """Its parameters, the option ``--help`` among them."""
        return plain(super().get_params(ctx))
