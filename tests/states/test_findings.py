import json

import pytest

from states.findings import Finding, Source, as_record, from_record, worst
from states.terms import Evidence, Role, Spot, Text, Verdict

TEXT = Source("Kế hoạch Tuyên Quang 2018–2020", "III.1", Evidence.TEXT, "Sau 06 tháng")
ORDER = (Verdict.ERROR, Verdict.NOT_MET, Verdict.NOT_KNOWN, Verdict.WAIVED, Verdict.MET)


def a_finding(verdict=Verdict.MET, **changes):
    return Finding("selection.cap", verdict, Text("25/168", "25 of 168"), TEXT, **changes)


def test_a_source_read_in_the_text_is_cited_without_a_mark():
    assert "Kế hoạch Tuyên Quang 2018–2020, III.1" == str(TEXT)


def test_a_source_known_otherwise_says_so():
    source = Source("Thông lệ hành chính", "", Evidence.INFERRED)

    assert "Thông lệ hành chính [suy luận]" == str(source)


def test_a_source_that_is_no_document_is_named_in_both_languages():
    source = Source("Thiết lập của hệ thống", "không thấy văn bản quy định", Evidence.CONFIGURED)

    assert "Setting of this system" == source.named.en
    assert "no text found that says so" == source.placed.en
    assert "Kế hoạch Tuyên Quang 2018–2020" == TEXT.named.vi == TEXT.named.en


@pytest.mark.parametrize("verdict", Verdict)
def test_only_met_not_applicable_and_waived_let_a_move_pass(verdict):
    passing = {Verdict.MET, Verdict.NOT_APPLICABLE, Verdict.WAIVED}

    assert (verdict in passing) is a_finding(verdict).passes


def test_what_only_the_paper_of_the_step_can_settle_awaits_it():
    waiting = a_finding(Verdict.NOT_KNOWN, fixed_at=Spot.CONFIRM)

    assert waiting.awaits_the_paper
    assert not a_finding(Verdict.NOT_KNOWN, fixed_at=Spot.FIGURES).awaits_the_paper
    assert not a_finding(Verdict.MET, fixed_at=Spot.CONFIRM).awaits_the_paper


@pytest.mark.parametrize("graver", range(len(ORDER)))
def test_of_several_answers_the_gravest_counts(graver):
    mixed = [a_finding(verdict) for verdict in reversed(ORDER[graver:])]

    assert ORDER[graver] is worst([*mixed, a_finding(Verdict.NOT_APPLICABLE)])


def test_where_nothing_applies_nothing_applies():
    assert Verdict.NOT_APPLICABLE is worst([])
    assert Verdict.NOT_APPLICABLE is worst([a_finding(Verdict.NOT_APPLICABLE)])


def test_a_finding_is_read_back_from_its_record_as_it_was_seen():
    finding = a_finding(
        Verdict.NOT_MET, seen="26/168", required="<= 25", parts=(a_finding(), a_finding())
    )

    assert finding == from_record(json.loads(json.dumps(as_record(finding))))


def test_a_record_leaves_out_what_is_empty_and_who_could_have_mended_it():
    bare = Finding(
        "reason.given",
        Verdict.NOT_KNOWN,
        Text("Cần ghi lý do.", "A reason is needed."),
        Source("Thông lệ hành chính", "", Evidence.INFERRED),
        fixed_by=(Role.SECRETARY,),
    )

    record = as_record(bare)

    assert {"rule", "verdict", "vi", "en", "document", "place", "evidence"} == set(record)
    assert () == from_record(record).fixed_by


@pytest.mark.parametrize("broken", [{}, {"rule": "selection.cap", "verdict": "maybe"}])
def test_what_no_finding_wrote_is_not_read_as_one(broken):
    with pytest.raises((KeyError, ValueError)):
        from_record(broken)
