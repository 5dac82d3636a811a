"""The coverage of the norms: every sentence of the plans is there, and a false claim is found."""

import unicodedata
from collections.abc import Callable
from dataclasses import replace

import pytest

from states.catalogue import catalogue
from states.coverage import ROWS, Carriers, counts, faults, fold, load_coverage, load_texts
from states.norms import CARRIED_NOW, Norm, NormKind, NotComputable, Progress
from states.plans.book import PlanBook

KINDS = {
    "goal": (11, 14, 6),
    "cap": (2, 2, 2),
    "criterion": (48, 1, 13),
    "target": (15, 14, 2),
    "success_rule": (4, 2, 0),
    "competence": (8, 11, 5),
    "procedure": (6, 8, 3),
    "duration": (3, 3, 2),
    "deadline": (3, 2, 0),
    "duty": (80, 122, 23),
    "reporting": (4, 3, 0),
    "financing": (9, 4, 2),
    "scope": (10, 11, 1),
    "reference": (7, 5, 3),
}
COMPUTABLE = {"exact_rule": 91, "figure": 42, "attested": 39, "task": 204, "text": 98}

FaultsWhen = Callable[..., list[str]]


@pytest.fixture(scope="module")
def carriers() -> Carriers:
    """All that can carry a norm; the project test holds the rules against those of the guards."""
    named = [reference.split(":") for norm in load_coverage() for reference in norm.carried_by]
    rules = (name for sort, name in named if sort == "rule")
    return Carriers.of(PlanBook.load(), measures=catalogue(), rules=rules)


@pytest.fixture
def faults_when(carriers: Carriers) -> FaultsWhen:
    """Give the faults found when one row is changed and all others stay right."""

    def changed(norm_id: str, **fields: object) -> list[str]:
        rows = [replace(norm, **fields) if norm.id == norm_id else norm for norm in load_coverage()]
        return faults(rows, carriers, load_texts())

    return changed


@pytest.fixture
def norms() -> dict[str, Norm]:
    """Give each norm under its id."""
    return {norm.id: norm for norm in load_coverage()}


def test_each_norm_has_its_row_and_no_row_is_at_fault(carriers: Carriers) -> None:
    assert faults(load_coverage(), carriers, load_texts()) == []
    assert counts(load_coverage()).total == 474


@pytest.mark.parametrize("kind", NormKind)
def test_each_kind_has_as_many_norms_as_were_read_in_each_plan(kind: NormKind) -> None:
    by_kind = counts(load_coverage()).by_kind

    assert tuple(by_kind[kind, plan] for plan in ROWS) == KINDS[kind]


def test_the_answers_a_program_can_give_are_counted() -> None:
    answers = [norm.computable for norm in load_coverage()]

    assert {answer: answers.count(answer) for answer in answers} == COMPUTABLE


def test_every_norm_that_must_be_carried_now_is_carried() -> None:
    awaited = {norm.kind for norm in load_coverage() if norm.progress is Progress.AWAITED}

    assert not awaited & CARRIED_NOW


def test_each_of_the_98_task_templates_is_awaited_by_some_norm() -> None:
    awaited = {name for row in load_coverage() for name in row.not_yet}

    assert sum(name.startswith("task:") for name in awaited) == 98


def test_the_counts_add_up() -> None:
    table = counts(load_coverage())

    assert dict(table.by_plan) == ROWS
    assert sum(table.by_progress.values()) == sum(table.progress.values()) == table.total
    assert sum(table.by_kind.values()) == sum(table.kinds.values()) == table.total


@pytest.mark.parametrize(
    ("norm_id", "progress"),
    [
        ("DL-039", Progress.CARRIED),
        ("DL-180", Progress.PARTLY),
        ("DL-104", Progress.PARTLY),
        ("DL-006", Progress.SHOWN),
        ("DL-102", Progress.AWAITED),
    ],
)
def test_the_progress_of_a_norm_follows_from_what_carries_it(
    norms: dict[str, Norm], norm_id: str, progress: Progress
) -> None:
    assert norms[norm_id].progress is progress


def test_texts_are_compared_in_one_form_with_single_spaces() -> None:
    decomposed = unicodedata.normalize("NFD", "Tổng số\n  địa bàn ")

    assert fold(decomposed) == "Tổng số địa bàn"


@pytest.mark.parametrize(
    ("reference", "thing"),
    [
        ("rule:selection.no_such_rule", "rule"),
        ("parameter:selection.types", "a parameter of another plan"),
        ("measure:a9_khong_co", "measure"),
        ("header:colour", "header field"),
        ("deadline:tomorrow", "deadline"),
        ("action:forget", "action"),
        ("page:front", "page"),
        ("duty:M1.lead", "sort of thing"),
        ("selection.cap", "sort at all"),
    ],
)
def test_a_name_of_nothing_is_reported(faults_when: FaultsWhen, reference: str, thing: str) -> None:
    assert faults_when("DL-039", carried_by=(reference,)) == [
        f"DL-039 is carried by “{reference}”, which dak_lak_2017 does not have"
    ], thing


@pytest.mark.parametrize("awaited", ["task:M7.lead", "task M1.lead", "song:praise", "paper:"])
def test_what_is_awaited_must_be_named_as_later_work(faults_when: FaultsWhen, awaited: str) -> None:
    assert faults_when("DL-102", not_yet=(awaited,)) == [
        f"DL-102 awaits “{awaited}”, which names no task, paper or other later work"
    ]


def test_a_quotation_not_in_the_text_is_reported(faults_when: FaultsWhen) -> None:
    assert faults_when("TQ-021", quote="xuống dưới 16%") == [
        "TQ-021 quotes “xuống dưới 16%”, found 0 times in the text of tuyen_quang_2018"
    ]


def test_a_quotation_found_twice_is_reported(faults_when: FaultsWhen) -> None:
    [fault] = faults_when("QN-028", quote="Ban Chỉ đạo 138 cấp huyện")

    assert fault.startswith("QN-028 quotes “Ban Chỉ đạo 138 cấp huyện”, found 2 times")


def test_a_plan_without_its_text_is_reported(faults_when: FaultsWhen) -> None:
    found = faults_when("QN-028", plan="ha_noi_2021", carried_by=(), not_yet=("paper:plan",))

    assert "QN-028 is of the plan “ha_noi_2021”, whose text is not at hand" in found
    assert "quang_ngai_2021 has 62 norms, but 61 rows" in found


def test_a_missing_row_is_reported(carriers: Carriers) -> None:
    assert faults(load_coverage()[1:], carriers, load_texts()) == [
        "dak_lak_2017 has 210 norms, but 209 rows"
    ]


def test_an_id_given_twice_is_reported(faults_when: FaultsWhen) -> None:
    assert faults_when("DL-002", id="DL-001") == ["DL-001 is the id of 2 rows"]


@pytest.mark.parametrize("norm_id", ["DL-039", "DL-047", "DL-019", "DL-097", "DL-034", "DL-101"])
def test_a_norm_that_must_be_carried_now_may_not_wait(
    faults_when: FaultsWhen, norms: dict[str, Norm], norm_id: str
) -> None:
    kind = norms[norm_id].kind

    assert faults_when(norm_id, carried_by=(), not_yet=("paper:later",)) == [
        f"{norm_id} is of kind {kind}, which must be carried now, and nothing carries it"
    ]


def test_a_duty_may_wait(faults_when: FaultsWhen) -> None:
    assert faults_when("DL-180", carried_by=()) == []


def test_a_norm_that_can_be_answered_may_not_only_be_shown(faults_when: FaultsWhen) -> None:
    shown = {"carried_by": ("page:law",), "not_computable": NotComputable.AIM}

    assert faults_when("DL-039", **shown) == [
        "DL-039 is a cap that can be answered, but its text is only shown"
    ]
    assert faults_when("DL-014", **shown) == []


def test_a_norm_only_shown_says_why_it_sets_no_test(faults_when: FaultsWhen) -> None:
    assert faults_when("DL-014", not_computable=None) == [
        "DL-014 is only shown and does not say why it sets no test"
    ]


def test_a_norm_carried_by_a_rule_is_not_called_uncomputable(faults_when: FaultsWhen) -> None:
    assert faults_when("DL-039", not_computable=NotComputable.MANNER) == [
        "DL-039 is called not computable, but “page:law” alone does not carry it"
    ]


def test_a_row_that_says_nothing_is_reported(faults_when: FaultsWhen) -> None:
    assert faults_when("DL-102", not_yet=()) == [
        "DL-102 says neither what carries it, nor what is awaited, nor why nothing can"
    ]
