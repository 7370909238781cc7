"""Commands that are imported when one of them runs.

A group knows the names of its commands, and what its help says of each; the rest of a command, with its options and all
that they import, is loaded when it runs.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from functools import cached_property
from typing import Any, ClassVar

import typer
from typer.core import TyperCommand, TyperGroup

from tristance.cli.plainvalues import Command, plain


class Later(TyperCommand):
    """A command of which only name and summary are known until it runs: the function ``command`` of *module*."""

    def __init__(self, name: str, summary: str, module: str) -> None:
        super().__init__(name, help=summary)
        self._module = module

    @cached_property
    def whole(self) -> Any:
        """The command with all its parameters, imported now."""
        app = typer.Typer(add_completion=False, rich_markup_mode="markdown", pretty_exceptions_enable=False)
        app.command(self.name, cls=Command)(importlib.import_module(self._module).command)
        return typer.main.get_command(app)

    def make_context(self, *arguments: Any, **more: Any) -> Any:
        """A context of the whole command, which takes the place of this one."""
        return self.whole.make_context(*arguments, **more)


class Group(TyperGroup):
    """A group whose commands are imported when one of them runs.

    ``summaries`` hold its commands in order, by their names: of each the first paragraph of its help, word by word.
    Each is a module of ``package``, of the same name unless ``modules`` gives another.
    """

    package: ClassVar[str]
    summaries: ClassVar[Mapping[str, str]]
    modules: ClassVar[Mapping[str, str]] = {}

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        for name, summary in self.summaries.items():
            self.add_command(Later(name, summary, f"{self.package}.{self.modules.get(name, name)}"))

    def list_commands(self, ctx: Any) -> list[str]:
        """Its own commands in their order, then the groups below it."""
        return [*self.summaries, *(name for name in super().list_commands(ctx) if name not in self.summaries)]

    def get_params(self, ctx: Any) -> Any:
        """Its parameters, as those of a command."""
        return plain(super().get_params(ctx))
