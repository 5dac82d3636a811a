"""Every norm of the three plans, and what carries it: the promise that no sentence was overlooked.

The rows are in `plans/coverage/`, one file per plan, the plans' words in `plans/texts/`.
"""

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from states.milestones import DEADLINES
from states.norms import (
    ANSWERED,
    CARRIED_NOW,
    SHOWN,
    Computable,
    Norm,
    NormKind,
    NotComputable,
    Progress,
)
from states.plans.book import PlanBook
from states.terms import Action

PLANS = Path(__file__).parent / "plans"
ROWS = {"dak_lak_2017": 210, "tuyen_quang_2018": 202, "quang_ngai_2021": 62}
_AWAITED = re.compile(r"task:M[1-6]\.[a-z_]+|(?:paper|report|money|calendar|note):[a-z_]+")


@dataclass(frozen=True, slots=True)
class Carriers:
    """The names of all that can carry a norm.

    Header fields and parameters are those of each plan, what it inherits included.
    """

    rules: frozenset[str]
    measures: frozenset[str]
    headers: Mapping[str, frozenset[str]]
    parameters: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, book: PlanBook, *, measures: Iterable[str], rules: Iterable[str]) -> "Carriers":
        """Gather the names from the plans at hand, the catalogue of figures and the guards."""
        plans = book.plans.values()
        return cls(
            rules=frozenset(rules),
            measures=frozenset(measures),
            headers={plan.id: frozenset(plan.header) for plan in plans},
            parameters={plan.id: frozenset(plan.parameters) for plan in plans},
        )

    def has(self, reference: str, *, plan: str) -> bool:
        """Whether a reference such as "measure:t9_tuyen_truyen_ho" names an existing thing."""
        nothing: frozenset[str] = frozenset()
        names: Mapping[str, frozenset[str]] = {
            "rule": self.rules,
            "parameter": self.parameters.get(plan, nothing),
            "measure": self.measures,
            "header": self.headers.get(plan, nothing),
            "deadline": frozenset(DEADLINES),
            "action": frozenset(Action),
            "page": frozenset({"law"}),
        }
        sort, _, name = reference.partition(":")
        return name in names.get(sort, nothing)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many norms there are of each kind and each progress: in all, and by plan."""

    by_kind: Mapping[tuple[NormKind, str], int]
    by_progress: Mapping[tuple[Progress, str], int]
    by_plan: Mapping[str, int]
    kinds: Mapping[NormKind, int]
    progress: Mapping[Progress, int]
    total: int


@cache
def load_coverage() -> tuple[Norm, ...]:
    """Return the norms of all plans, each plan's in the order of its text.

    Raises: KeyError, ValueError when a row lacks a field or names an unknown kind.
    """
    return tuple(norm for plan in ROWS for norm in _norms_of(plan))


@cache
def load_texts() -> Mapping[str, str]:
    """Return the words of each plan, as published, by the plan's id."""
    return {plan: (PLANS / "texts" / f"{plan}.txt").read_text("utf-8") for plan in ROWS}


def counts(norms: Iterable[Norm]) -> Counts:
    """Count the norms by kind, progress and plan, for the table on the page and in the shell."""
    rows = tuple(norms)
    return Counts(
        by_kind=Counter((norm.kind, norm.plan) for norm in rows),
        by_progress=Counter((norm.progress, norm.plan) for norm in rows),
        by_plan=Counter(norm.plan for norm in rows),
        kinds=Counter(norm.kind for norm in rows),
        progress=Counter(norm.progress for norm in rows),
        total=len(rows),
    )


def faults(norms: Iterable[Norm], carriers: Carriers, texts: Mapping[str, str]) -> list[str]:
    """Say in a sentence each what is wrong with the coverage; none is an empty list."""
    rows = tuple(norms)
    folded = {plan: fold(text) for plan, text in texts.items()}
    found = [*_wrong_numbers(rows)]
    for norm in rows:
        found += _wrong_references(norm, carriers)
        found += _wrong_claims(norm)
        found += _wrong_quote(norm, folded)
    return found


def fold(text: str) -> str:
    """Return the text in NFC with every run of white space as one space."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _norms_of(plan: str) -> Iterator[Norm]:
    """Read one plan's file of norms."""
    document = tomllib.loads((PLANS / "coverage" / f"{plan}.toml").read_text("utf-8"))
    for row in document["norm"]:
        reason = row.get("not_computable")
        yield Norm(
            id=row["id"],
            plan=plan,
            section=row["section"],
            quote=row["quote"],
            kind=NormKind(row["kind"]),
            computable=Computable(row["computable"]),
            carried_by=tuple(row.get("carried_by", ())),
            not_yet=tuple(row.get("not_yet", ())),
            not_computable=NotComputable(reason) if reason else None,
        )


def _wrong_numbers(norms: tuple[Norm, ...]) -> Iterator[str]:
    """Compare the number of rows of each plan, and find ids given twice."""
    rows_of = Counter(norm.plan for norm in norms)
    for plan, rows in ROWS.items():
        if rows_of[plan] != rows:
            yield f"{plan} has {rows} norms, but {rows_of[plan]} rows"
    for norm_id, times in Counter(norm.id for norm in norms).items():
        if times > 1:
            yield f"{norm_id} is the id of {times} rows"


def _wrong_references(norm: Norm, carriers: Carriers) -> Iterator[str]:
    """Find names of things that do not exist."""
    for reference in norm.carried_by:
        if not carriers.has(reference, plan=norm.plan):
            yield f"{norm.id} is carried by “{reference}”, which {norm.plan} does not have"
    for reference in norm.not_yet:
        if not _AWAITED.fullmatch(reference):
            yield f"{norm.id} awaits “{reference}”, which names no task, paper or other later work"


def _wrong_claims(norm: Norm) -> Iterator[str]:
    """Find norms nothing carries, or not enough for their kind."""
    if not (norm.carried_by or norm.not_yet or norm.not_computable):
        yield f"{norm.id} says neither what carries it, nor what is awaited, nor why nothing can"
    if norm.kind in CARRIED_NOW and not norm.carried_by:
        yield f"{norm.id} is of kind {norm.kind}, which must be carried now, and nothing carries it"
    if norm.kind in CARRIED_NOW and norm.is_only_shown and norm.computable in ANSWERED:
        yield f"{norm.id} is a {norm.kind} that can be answered, but its text is only shown"
    if norm.is_only_shown and not (norm.not_yet or norm.not_computable):
        yield f"{norm.id} is only shown and does not say why it sets no test"
    if norm.not_computable and not norm.is_only_shown:
        yield f"{norm.id} is called not computable, but “{SHOWN}” alone does not carry it"


def _wrong_quote(norm: Norm, folded: Mapping[str, str]) -> Iterator[str]:
    """Look for the quotation in the plan's text: there once, and once only."""
    if norm.plan not in folded:
        yield f"{norm.id} is of the plan “{norm.plan}”, whose text is not at hand"
        return
    times = folded[norm.plan].count(fold(norm.quote))
    if times != 1:
        yield f"{norm.id} quotes “{norm.quote}”, found {times} times in the text of {norm.plan}"
