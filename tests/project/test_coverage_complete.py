"""The coverage holds against the plans, the catalogue and the guards as they are."""

from states.catalogue import catalogue
from states.coverage import ROWS, Carriers, faults, load_coverage, load_texts
from states.guards import RULES
from states.norms import Progress
from states.plans.book import PlanBook
from tests.project.tree import sources


def test_every_norm_is_carried_by_something_that_exists() -> None:
    carriers = Carriers.of(PlanBook.load(), measures=catalogue(), rules=RULES)

    assert faults(load_coverage(), carriers, load_texts()) == []


def test_each_plan_with_norms_has_its_text_beside_it() -> None:
    book = PlanBook.load()

    assert {plan: book.plans[plan].header["text"] for plan in ROWS} == {
        plan: f"{plan}.txt" for plan in ROWS
    }


def test_what_rests_on_a_parameter_no_code_reads_is_not_called_carried() -> None:
    code = "".join(path.read_text("utf-8") for path in sources() if "plans" not in path.parts)
    unread = {
        norm.id
        for norm in load_coverage()
        for sort, _, key in (reference.partition(":") for reference in norm.carried_by)
        if sort == "parameter" and f'"{key}"' not in code
    }
    carried = {norm.id for norm in load_coverage() if norm.progress is Progress.CARRIED}

    assert unread
    assert set() == unread & carried
