"""The plans at hand, read once when the product starts: ours, and those a province adds."""

from pathlib import Path

from states.plans.book import PlanBook

__all__ = ["PlanBook", "load_book"]


def load_book(directories: tuple[Path, ...]) -> PlanBook:
    """Read the plans of the product and those of the folders the settings name.

    Raises KeyError, ValueError or tomllib.TOMLDecodeError on a faulty file; `plans check`
    explains each fault.
    """
    return PlanBook.load(*directories)
