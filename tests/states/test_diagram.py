from states.diagram import drawn, mermaid
from states.terms import Action, CaseState


def test_every_state_is_drawn_with_its_label():
    assert all(f"    {state.value}: {state.label.vi}\n" in mermaid() for state in CaseState)


def test_every_move_is_drawn_once_and_a_case_begins_at_the_dot():
    arrows = [line for line in mermaid().splitlines() if "-->" in line]

    assert len(drawn()) == len(arrows) == len(set(arrows))
    assert "    [*] --> proposed: propose" in arrows


def test_corrections_are_left_out_of_the_drawing():
    assert not {Action.RECTIFY, Action.VOID} & {row.action for row in drawn()}
