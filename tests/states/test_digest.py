from dataclasses import replace
from datetime import date

import pytest

from states.digest import facts_digest, judged
from states.facts import Actor, Ballot, Quota, Submission
from states.figures import count
from tests.law_builders import TUYEN_QUANG, a_commune, a_plan, criteria, facts, figures

DAY = date(2019, 6, 3)
MINUTES = ("minutes", "01/BB-HĐTĐ", DAY)
LETTER = ("letter", "7/CV", None)


def test_the_digest_is_the_same_whoever_asks_on_whatever_day_with_whatever_papers():
    known = facts()
    other = replace(
        known,
        today=date(2020, 1, 1),
        on=date(2019, 12, 31),
        actor=Actor("khác"),
        paper=Submission(),
        quota=Quota(2019),
        correction=None,
        ballot=Ballot("hội-đồng"),
    )

    assert facts_digest(known, [MINUTES]) == facts_digest(other, [MINUTES])


def test_the_order_in_which_papers_are_read_changes_nothing():
    assert facts_digest(facts(), [MINUTES, LETTER]) == facts_digest(facts(), [LETTER, MINUTES])


@pytest.mark.parametrize(
    "changes",
    [
        {"proposal": figures(criteria(a1_vu_pham_phap_hinh_su=count(99)))},
        {"proposal": figures(criteria(), unverified=("a1_vu_pham_phap_hinh_su",))},
        {"argument": "khác"},
        {"round": 2},
        {"types": ("4",)},
        {"plan": None},
        {"plan": replace(a_plan(), digest="khác")},
        {"commune": a_commune(on_antt_list=True)},
    ],
    ids=["figure", "verification", "argument", "round", "types", "none", "plan", "commune"],
)
def test_whatever_is_judged_changes_the_digest(changes):
    assert facts_digest(facts(TUYEN_QUANG), []) != facts_digest(
        replace(facts(TUYEN_QUANG), **changes), []
    )


@pytest.mark.parametrize("papers", [[], [MINUTES, LETTER], [("minutes", "02/BB-HĐTĐ", DAY)]])
def test_a_paper_more_or_less_or_other_changes_the_digest(papers):
    assert facts_digest(facts(), [MINUTES]) != facts_digest(facts(), papers)


def test_what_is_judged_is_named_part_by_part():
    record = judged(facts(), [LETTER])

    assert [["letter", "7/CV", ""]] == record["papers"]
    assert {"commune", "proposal", "argument"} <= set(record["case"])
    assert not {"on", "today", "actor", "paper", "quota", "ballot"} & set(record["case"])
    assert 64 == len(facts_digest(facts(), []))
