"""Modules that are loaded when they are first asked for, so that a command starts at once."""

from importlib import import_module
from typing import Any


class Lazily:
    """A module that is loaded when one of its names is first asked for."""

    def __init__(self, name: str) -> None:
        """Remember which module it is."""
        self._name = name

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the module holds
        """Return a name of the module."""
        return getattr(import_module(self._name), name)
