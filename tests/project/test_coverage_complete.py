"""The coverage holds against the plans, the catalogue and the guards as they are."""

from states.catalogue import catalogue
from states.coverage import ROWS, Carriers, faults, load_coverage, load_texts
from states.guards import RULES
from states.plans.book import PlanBook


def test_every_norm_is_carried_by_something_that_exists() -> None:
    carriers = Carriers.of(PlanBook.load(), measures=catalogue(), rules=RULES)

    assert faults(load_coverage(), carriers, load_texts()) == []


def test_each_plan_with_norms_has_its_text_beside_it() -> None:
    book = PlanBook.load()

    assert {plan: book.plans[plan].header["text"] for plan in ROWS} == {
        plan: f"{plan}.txt" for plan in ROWS
    }
