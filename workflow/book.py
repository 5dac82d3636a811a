"""The plans at hand, read once when the product starts: ours, and those a province adds."""

from pathlib import Path

from states.plans.book import PlanBook

__all__ = ["PlanBook", "load_book"]


def load_book(directories: tuple[Path, ...]) -> PlanBook:
    """Read the plans of the product and those of the folders the settings name.

    Raises FaultyPlansError when a folder holds a plan file with any fault; `plans check`
    explains each.
    """
    return PlanBook.load(*directories)
