"""One word for one thing: the words of the field stand in the glossary, each with its label."""

import re
from enum import StrEnum

import pytest

from states import terms
from tests.project.tree import ROOT

HEADING = re.compile(r"## .*(Glossary|Thuật ngữ)", re.IGNORECASE)
WORDS = (
    "commune", "unit kind", "case", "cycle", "plan", "criterion", "target", "figure", "guard",
    "finding", "verdict", "source", "proposal", "appraisal", "council", "sitting", "ballot",
    "vote", "choice", "quorum", "recusal", "minutes", "recommendation", "decision", "list", "cap",
    "review", "monitoring", "recognition", "relapse", "succession", "docket", "case file",
    "history", "entry", "deed", "state", "action", "transition", "actor", "role",
)  # fmt: skip
TERMS = [
    member
    for kind in vars(terms).values()
    if isinstance(kind, type) and issubclass(kind, StrEnum)
    for member in kind
    if member is not terms.Spot.NOWHERE  # never shown: it stands where a link would
]


def glossary() -> str:
    """The section of README that says which word is meant."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    section = re.search(
        r"^## [^\n]*(?:Glossary|Thuật ngữ).*?(?=^## |\Z)", readme, re.MULTILINE | re.DOTALL
    )
    return section[0].lower() if section else ""


@pytest.mark.parametrize("word", WORDS)
def test_the_word_stands_in_the_glossary(word: str) -> None:
    assert re.search(rf"\b{word}\b", glossary()), f"README's glossary does not explain {word!r}"


@pytest.mark.parametrize("member", TERMS, ids=str)
def test_the_term_has_a_label_in_both_languages(member: terms.Term) -> None:
    assert member.label.vi.strip()
    assert member.label.en.strip()
