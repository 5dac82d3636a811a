import pytest

from states.cap import cap_is_respected, largest
from states.facts import Quota
from states.terms import Spot, Verdict
from tests.law_builders import FRAME_2021, TUYEN_QUANG, a_plan, facts


def with_quota(plan=TUYEN_QUANG, **changes):
    return cap_is_respected(facts(plan, quota=Quota(2019, **changes)))


@pytest.mark.parametrize(
    ("base", "used", "verdict"),
    [
        (168, 24, Verdict.MET),
        (168, 25, Verdict.NOT_MET),
        (412, 60, Verdict.MET),
        (412, 61, Verdict.NOT_MET),
        (100, 14, Verdict.MET),
        (100, 15, Verdict.NOT_MET),
        (6, 0, Verdict.NOT_MET),
    ],
)
def test_the_last_area_within_fifteen_percent_may_enter_and_the_next_may_not(base, used, verdict):
    assert verdict is with_quota(base=base, used=used).verdict


def test_a_whole_list_is_counted_at_once():
    assert Verdict.MET is with_quota(base=412, used=49, adding=12).verdict
    assert Verdict.NOT_MET is with_quota(base=412, used=50, adding=12).verdict


def test_monitored_areas_are_shown_and_not_counted():
    finding = with_quota(base=168, used=24, monitoring=9)

    assert Verdict.MET is finding.verdict
    assert "đang theo dõi: 9, không tính" in finding.says.vi


def test_monitored_areas_count_where_the_plan_counts_them():
    finding = with_quota(a_plan(cap__counts_monitoring=True), base=168, used=24, monitoring=9)

    assert Verdict.NOT_MET is finding.verdict
    assert "34/168" == finding.seen
    assert "đang theo dõi: 9, đã tính" in finding.says.vi


def test_a_cap_that_must_not_be_reached_allows_one_less_where_the_share_is_whole():
    below = a_plan(cap__share={"operator": "<"})

    assert 14 == largest(100, below.parameters["cap.share"])
    assert 25 == largest(168, below.parameters["cap.share"])
    assert 15 == largest(100, a_plan().parameters["cap.share"])


@pytest.mark.parametrize("quota", [None, Quota(2019), Quota(2019, base=0)])
def test_without_the_number_of_communes_the_cap_is_not_known(quota):
    finding = cap_is_respected(facts(quota=quota))

    assert Verdict.NOT_KNOWN is finding.verdict
    assert Spot.COMMUNE is finding.fixed_at


def test_a_plan_without_a_cap_leaves_it_not_known():
    assert Verdict.NOT_KNOWN is with_quota(a_plan(without=("cap.share",)), base=100).verdict


def test_a_frame_knows_the_cap_and_does_not_know_whether_monitored_areas_count():
    assert Verdict.MET is with_quota(FRAME_2021, base=100, used=14, monitoring=3).verdict
