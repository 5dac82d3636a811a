"""What the page of the norms shows: each with its words and what carries it."""

from dataclasses import dataclass
from math import ceil

from states.coverage import counts, load_coverage
from states.norms import Norm, NormKind, Progress
from states.plans.book import PlanBook
from states.terms import Term, Text

AT_ONCE = 50
Tallies = tuple[tuple[Term, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class CoverageSheet:
    """How many norms of each kind and plan are carried, and one page of those asked for.

    `norms` is empty until a plan, a kind or a progress is chosen; `found` counts all that match.
    """

    norms: tuple[Norm, ...]
    found: int
    number: int
    pages: int
    total: int
    kinds: Tallies
    progress: Tallies
    plans: tuple[tuple[str, Text], ...]


def coverage_sheet(
    book: PlanBook, *, plan: str = "", kind: str = "", progress: str = "", number: int = 1
) -> CoverageSheet:
    """Return one page of the norms that match, and the counts of all; a page too far is the last.

    Without a plan, kind or progress chosen no norm is listed.
    """
    norms = load_coverage()
    found = tuple(norm for norm in norms if _matches(norm, plan, kind, progress))
    pages = max(1, ceil(len(found) / AT_ONCE))
    shown = min(number, pages)
    counted = counts(norms)
    names = tuple(counted.by_plan)
    return CoverageSheet(
        norms=found[(shown - 1) * AT_ONCE : shown * AT_ONCE],
        found=len(found),
        number=shown,
        pages=pages,
        total=counted.total,
        kinds=tuple((one, tuple(counted.by_kind[one, name] for name in names)) for one in NormKind),
        progress=tuple(
            (step, tuple(counted.by_progress[step, name] for name in names)) for step in Progress
        ),
        plans=tuple((name, _name(book, name)) for name in names),
    )


def _matches(norm: Norm, plan: str, kind: str, progress: str) -> bool:
    """Whether a norm is of what was chosen; where nothing was, none is."""
    asked = ((plan, norm.plan), (kind, norm.kind), (progress, norm.progress))
    return any((plan, kind, progress)) and all(chosen in ("", own) for chosen, own in asked)


def _name(book: PlanBook, name: str) -> Text:
    plan = book.plan(name)
    return plan.name if plan else Text(name, name)
