"""What an entry about people says: accounts, grants, councils, delegations, in both languages.

Made from the entry alone; `names` has today's words for the ids it holds, where a page looked
them up.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from states.terms import Capacity, Role, Seat, Term, Text
from states.wording import day

ON_PEOPLE: Mapping[str, Text] = {
    "person_added": Text("Thêm người dùng", "Person added"),
    "account_closed": Text("Khóa tài khoản", "Account closed"),
    "account_opened": Text("Mở lại tài khoản", "Account opened again"),
    "grant_asked": Text("Đề nghị phân công", "Grant asked for"),
    "grant_refused": Text("Không duyệt phân công", "Grant refused"),
    "appointed": Text("Phân công vai trò", "Appointed"),
    "released": Text("Thôi phân công", "Released"),
    "council_founded": Text("Lập Hội đồng", "Council founded"),
    "council_dissolved": Text("Hội đồng thôi hoạt động", "Council dissolved"),
    "seated": Text("Phân công vào Hội đồng", "Seated on a council"),
    "unseated": Text("Thôi tham gia Hội đồng", "Seat ended"),
    "delegated": Text("Ủy quyền", "Delegated"),
    "delegation_ended": Text("Thôi ủy quyền", "Delegation ended"),
}
Facts = Mapping[str, Any]
_WORDS: tuple[tuple[str, type[Term]], ...] = (
    ("role", Role),
    ("seat_kind", Seat),
    ("capacity", Capacity),
)


def title_of(deed: str, facts: Facts) -> Text:
    """Return the deed with the role, the seat or the capacity it is about."""
    title = ON_PEOPLE[deed]
    labels = [kind(facts[key]).label for key, kind in _WORDS if facts.get(key)]
    if not labels:
        return title
    vi, en = ", ".join(label.vi for label in labels), ", ".join(label.en for label in labels)
    return Text(f"{title.vi}: {vi}", f"{title.en}: {en}")


def body_of(facts: Facts, names: Mapping[str, Text]) -> Text:
    """Return where, for whom, from when until when, and why; what is not named is left out."""
    parts = [*_places(facts, names), *_term(facts), *_persons(facts, names)]
    if facts.get("reason"):
        parts.append(Text(f"Lý do: {facts['reason']}", f"Reason: {facts['reason']}"))
    return Text(
        " ".join(f"{part.vi.rstrip('.')}." for part in parts),
        " ".join(f"{part.en.rstrip('.')}." for part in parts),
    )


def _places(facts: Facts, names: Mapping[str, Text]) -> Iterator[Text]:
    for key in ("place", "council"):
        name = names.get(str(facts.get(key)))
        if name:
            yield name


def _term(facts: Facts) -> Iterator[Text]:
    since, until = (facts.get(key) for key in ("since", "until"))
    if since:
        begun = day(date.fromisoformat(since))
        yield Text(f"Từ {begun}", f"From {begun}")
    if until:
        last = day(date.fromisoformat(until))
        yield Text(f"Đến hết {last}", f"Until {last}")


def _persons(facts: Facts, names: Mapping[str, Text]) -> Iterator[Text]:
    for key, vi, en in (
        ("holder", "Thay cho", "In place of"),
        ("asked_by", "Người đề nghị:", "Asked for by"),
    ):
        name = names.get(str(facts.get(key)))
        if name:
            yield Text(f"{vi} {name.vi}", f"{en} {name.en}")
