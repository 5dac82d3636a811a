"""Every fault of a plan file, each in a sentence that names the file, the place and the remedy."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from states.plans.entries import entry_faults, folded
from states.plans.forms import OPTIONAL, PROVINCES, REQUIRED
from states.terms import Text

PRODUCT = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Draft:
    """A plan file as it was read, before anybody trusts it."""

    path: Path
    table: Mapping[str, Any]

    @property
    def header(self) -> Mapping[str, Any]:
        """The fields of [plan], or none."""
        header = self.table.get("plan")
        return header if isinstance(header, dict) else {}

    @property
    def id(self) -> str:
        """The plan's id, or its file's name while it has none."""
        return str(self.header.get("id", self.path.stem))

    @property
    def kind(self) -> tuple[bool, bool]:
        """Whether it is a frame or an illustration: each kind may stand beside the others."""
        return bool(self.header.get("frame")), bool(self.header.get("illustration"))


def faults(path: Path) -> tuple[Text, ...]:
    """Return every fault of one plan file, judged beside the product's plans and its folder's."""
    draft = _draft(path)
    if isinstance(draft, Text):
        return (draft,)
    return tuple(_in_file(path, fault) for fault in _faults(draft, _neighbours(path)))


def faults_in(directory: Path) -> tuple[Text, ...]:
    """Return every fault of the plan files in a folder; a folder that is not there is one."""
    if not directory.is_dir():
        return (
            Text(f"Không có thư mục kế hoạch {directory}.", f"There is no folder {directory}."),
        )
    return tuple(fault for path in sorted(directory.glob("*.toml")) for fault in faults(path))


def _draft(path: Path) -> Draft | Text:
    try:
        return Draft(path, tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        return Text(
            f"{path.name}: không đọc được dưới dạng TOML ({fault}).",
            f"{path.name}: cannot be read as TOML ({fault}).",
        )
    except OSError:
        return Text(
            f"{path.name}: không mở được tệp này.", f"{path.name}: this file cannot be opened."
        )


def _in_file(path: Path, fault: Text) -> Text:
    return Text(f"{path.name}: {fault.vi}", f"{path.name}: {fault.en}")


def _neighbours(path: Path) -> tuple[Draft, ...]:
    """Return the plans a file stands beside; it takes the place of the product's of its id."""
    paths = [*PRODUCT.glob("*.toml"), *path.parent.glob("*.toml")]
    drafts = (_draft(each) for each in sorted({each.resolve() for each in paths}))
    return tuple(
        draft
        for draft in drafts
        if isinstance(draft, Draft) and draft.header and draft.path != path.resolve()
    )


def _faults(draft: Draft, others: tuple[Draft, ...]) -> Iterator[Text]:
    for key in sorted(set(draft.table) - {"plan", "parameter"}):
        yield Text(f"phần lạ [{key}].", f"unknown part [{key}].")
    if not draft.header:
        yield Text("thiếu phần [plan].", "the part [plan] is missing.")
        return
    yield from _of_header(draft.header)
    yield from _of_period(draft.header)
    yield from _of_provinces(draft)
    yield from _of_neighbours(draft, others)
    yield from _of_parameters(draft)


def _of_parameters(draft: Draft) -> Iterator[Text]:
    parameters = draft.table.get("parameter", {})
    if not isinstance(parameters, dict):
        yield Text("[parameter] phải là một bảng.", "[parameter] must be a table.")
        return
    words = _words_of(draft)
    if isinstance(words, Text):
        yield words
        words = None
    for key, entry in parameters.items():
        for fault in entry_faults(key, entry, draft.header, words):
            yield Text(f"[parameter.“{key}”] {fault.vi}", f"[parameter.“{key}”] {fault.en}")


def _of_header(header: Mapping[str, Any]) -> Iterator[Text]:
    for field in sorted(set(REQUIRED) - set(header)):
        yield Text(f"[plan] thiếu trường “{field}”.", f"[plan] lacks the field “{field}”.")
    for field in sorted(set(header) - set(REQUIRED) - set(OPTIONAL)):
        yield Text(f"[plan] có trường lạ “{field}”.", f"[plan] has an unknown field “{field}”.")
    for field, form in (REQUIRED | OPTIONAL).items():
        if field in header and not form.fits(header[field]):
            yield Text(
                f"[plan] “{field}” phải là {form.says.vi}.",
                f"[plan] “{field}” must be {form.says.en}.",
            )
    if "inherits" in header and "extends" not in header:
        yield Text(
            "[plan] có “inherits” nhưng không có “extends”.",
            "[plan] has “inherits” and no “extends”.",
        )


def _of_period(header: Mapping[str, Any]) -> Iterator[Text]:
    days = _period(header)
    if days and days[0] > days[1]:
        yield Text(
            f"[plan] “since” ({days[0]}) sau “until” ({days[1]}).",
            f"[plan] “since” ({days[0]}) lies after “until” ({days[1]}).",
        )


def _period(header: Mapping[str, Any]) -> tuple[date, date] | None:
    since, until = header.get("since"), header.get("until")
    return (since, until) if type(since) is date and type(until) is date else None


def _of_provinces(draft: Draft) -> Iterator[Text]:
    for code in _provinces(draft):
        if code not in PROVINCES:
            yield Text(
                f"[plan] “{code}” không phải mã tỉnh chính thức gồm 2 chữ số.",
                f"[plan] “{code}” is not the official two-digit code of a province.",
            )
    frame, _ = draft.kind
    if frame and _provinces(draft):
        yield Text("[plan] khung chung không nêu tỉnh nào.", "[plan] a frame names no province.")
    if not frame and not _provinces(draft):
        yield Text(
            "[plan] “provinces” phải nêu ít nhất một tỉnh.",
            "[plan] “provinces” must name at least one province.",
        )


def _provinces(draft: Draft) -> tuple[str, ...]:
    named = draft.header.get("provinces")
    return tuple(str(code) for code in named) if isinstance(named, list) else ()


def _of_neighbours(draft: Draft, others: tuple[Draft, ...]) -> Iterator[Text]:
    for other in others:
        beside = other.path.parent == draft.path.resolve().parent
        if other.id == draft.id and beside:
            yield Text(
                f"[plan] id “{draft.id}” trùng với {other.path.name}.",
                f"[plan] the id “{draft.id}” is also that of {other.path.name}.",
            )
        elif other.id != draft.id and _overlap(draft, other):
            yield Text(
                f"[plan] trùng thời gian và tỉnh với kế hoạch “{other.id}”.",
                f"[plan] covers days and provinces the plan “{other.id}” covers too.",
            )
    yield from _of_extension(draft, {other.id: other for other in others})


def _overlap(one: Draft, other: Draft) -> bool:
    days, others = _period(one.header), _period(other.header)
    if one.kind != other.kind or days is None or others is None:
        return False
    together = days[0] <= others[1] and others[0] <= days[1]
    frame, _ = one.kind
    return together and (frame or bool(set(_provinces(one)) & set(_provinces(other))))


def _of_extension(draft: Draft, others: Mapping[str, Draft]) -> Iterator[Text]:
    seen, wanted = {draft.id}, draft.header.get("extends")
    while isinstance(wanted, str) and wanted:
        if wanted in seen:
            yield Text(
                f"[plan] “extends” đi vòng qua “{wanted}”.",
                f"[plan] “extends” comes round to “{wanted}” again.",
            )
            return
        if wanted not in others:
            yield Text(
                f"[plan] “extends”: không có kế hoạch “{wanted}”.",
                f"[plan] “extends”: there is no plan “{wanted}”.",
            )
            return
        seen.add(wanted)
        wanted = others[wanted].header.get("extends")


def _words_of(draft: Draft) -> str | Text | None:
    """Return the words of the plan's text, folded; None without one; a fault without its file."""
    name = draft.header.get("text")
    if not isinstance(name, str):
        return None
    path = draft.path.parent / "texts" / name
    if not path.is_file():
        return Text(
            f"[plan] “text”: không có tệp texts/{name}.",
            f"[plan] “text”: there is no file texts/{name}.",
        )
    return folded(path.read_text(encoding="utf-8"))
