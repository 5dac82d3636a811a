"""What `plans check` says: the faults of every plan file, and what carries each norm."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from states import coverage
from states.catalogue import catalogue
from states.coverage import Carriers, Counts
from states.guards import RULES
from states.norms import NormKind, Progress
from states.plans import HERE
from states.plans.book import PlanBook
from states.plans.checking import faults, faults_in

NOT_A_PLAN = frozenset({"catalogue.toml"})
FIRST, COLUMN = 34, 18


@dataclass(frozen=True, slots=True)
class PlansReport:
    """How many plan files were read, their faults, and how the norms of the three plans stand."""

    files: int
    faults: tuple[str, ...]
    wrong_norms: tuple[str, ...]
    counted: Counts


def check_plans(directories: Iterable[Path]) -> PlansReport:
    """Check the product's plans and those of the folders, then the coverage of the norms."""
    folders = tuple(directories)
    norms = coverage.load_coverage()
    carriers = Carriers.of(PlanBook.load(), measures=catalogue(), rules=RULES)
    return PlansReport(
        files=len(_own_files()) + sum(len(list(folder.glob("*.toml"))) for folder in folders),
        faults=plan_faults(folders),
        wrong_norms=tuple(coverage.faults(norms, carriers, coverage.load_texts())),
        counted=coverage.counts(norms),
    )


def plan_faults(directories: Iterable[Path]) -> tuple[str, ...]:
    """Return every fault of the product's plan files and of those in the folders."""
    own = [fault for path in _own_files() for fault in faults(path)]
    added = [fault for folder in directories for fault in faults_in(folder)]
    return tuple(fault.vi for fault in (*own, *added))


def report_lines(report: PlansReport) -> Iterator[str]:
    """Return the report as lines: faults first, then the tables of the norms."""
    yield f"{report.files} tệp kế hoạch, {len(report.faults)} lỗi"
    yield from (f"   ✗ {fault}" for fault in report.faults)
    counted = report.counted
    plans = tuple(counted.by_plan)
    yield ""
    yield _row("Loại quy định", (*plans, "cộng"))
    for kind in NormKind:
        numbers = [counted.by_kind[kind, plan] for plan in plans]
        yield _row(kind.label.vi, (*numbers, counted.kinds[kind]))
    yield _row("Cộng", (*counted.by_plan.values(), counted.total))
    yield ""
    for progress in Progress:
        numbers = [counted.by_progress[progress, plan] for plan in plans]
        yield _row(progress.label.vi, (*numbers, counted.progress[progress]))
    yield ""
    if report.wrong_norms:
        yield f"{len(report.wrong_norms)} quy định ghi sai:"
        yield from (f"   ✗ {fault}" for fault in report.wrong_norms)
        return
    yield (
        f"{counted.total} quy định: mọi dẫn chiếu đều trỏ tới thứ có thật, "
        "mọi trích dẫn đều tìm thấy trong văn bản."
    )


def _own_files() -> list[Path]:
    return [path for path in sorted(HERE.glob("*.toml")) if path.name not in NOT_A_PLAN]


def _row(name: str, numbers: Iterable[object]) -> str:
    return f"{name:{FIRST}}" + "".join(f"{number!s:>{COLUMN}}" for number in numbers)
