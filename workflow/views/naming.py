"""How an administrative unit is called on a page: its kind and its name, in both languages."""

from states.terms import Text, UnitKind
from states.wording import begins


def unit(kind: UnitKind | str, name: str) -> Text:
    """Return "Xã Ea Kar" and "Ea Kar commune"; a number goes last in both: "Ward 2"."""
    label = UnitKind(kind).label
    vi = f"{begins(label.vi)} {name}"
    return Text(vi, f"{begins(label.en)} {name}" if name.isdecimal() else f"{name} {label.en}")


def named(words: str) -> Text:
    """Return a province named with its kind, such as "tỉnh Đắk Lắk", in both languages."""
    for kind in (UnitKind.THANH_PHO, UnitKind.TINH):
        start = f"{kind.label.vi} "
        if words.startswith(start):
            return unit(kind, words.removeprefix(start))
    return Text(words, words)


def joined(*parts: Text | None) -> Text:
    """Return the parts that are there, from the nearest to the widest, with commas."""
    kept = [part for part in parts if part is not None]
    return Text(", ".join(part.vi for part in kept), ", ".join(part.en for part in kept))
