"""What the page of the norms shows: each with its words and what carries it."""

from dataclasses import dataclass

from states.coverage import counts, load_coverage
from states.norms import Norm, NormKind, Progress
from states.plans.book import PlanBook
from states.terms import Term, Text

Tallies = tuple[tuple[Term, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class CoverageSheet:
    """The norms asked for, and how many of each kind and plan are carried."""

    norms: tuple[Norm, ...]
    total: int
    kinds: Tallies
    progress: Tallies
    plans: tuple[tuple[str, Text], ...]


def coverage_sheet(
    book: PlanBook, *, plan: str = "", kind: str = "", progress: str = ""
) -> CoverageSheet:
    """Return the norms that match, and the counts of all of them."""
    norms = load_coverage()
    counted = counts(norms)
    names = tuple(counted.by_plan)
    return CoverageSheet(
        norms=tuple(
            norm
            for norm in norms
            if plan in ("", norm.plan)
            and kind in ("", norm.kind)
            and progress in ("", norm.progress)
        ),
        total=counted.total,
        kinds=tuple((one, tuple(counted.by_kind[one, name] for name in names)) for one in NormKind),
        progress=tuple(
            (step, tuple(counted.by_progress[step, name] for name in names)) for step in Progress
        ),
        plans=tuple((name, _name(book, name)) for name in names),
    )


def _name(book: PlanBook, name: str) -> Text:
    plan = book.plan(name)
    return plan.name if plan else Text(name, name)
