import pytest

from states import terms
from states.terms import CaseState, Role, Text


def test_a_text_is_read_in_english_when_asked_for_and_in_vietnamese_otherwise():
    text = Text("Đạt", "Met")

    assert ("Met", "Đạt", "Đạt") == (text.in_("en"), text.in_("vi"), text.in_("fr"))


def test_a_term_is_stored_by_its_machine_id_alone():
    assert "in_transformation" == str(CaseState.IN_TRANSFORMATION)
    assert CaseState.IN_TRANSFORMATION is CaseState("in_transformation")


def test_a_term_shows_its_label():
    assert Text("Thư ký Hội đồng thẩm định", "Council secretary") == Role.SECRETARY.label


@pytest.mark.parametrize(
    "kind",
    [kind for kind in vars(terms).values() if isinstance(kind, type) and kind is not terms.Term
     and issubclass(kind, terms.Term)],
)  # fmt: skip
def test_no_two_terms_of_a_kind_share_a_label(kind):
    labels = [member.label.vi for member in kind if member.label.vi != "thành phố"]

    assert len(labels) == len(set(labels))
