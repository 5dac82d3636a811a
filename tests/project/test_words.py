"""Names say something of the field; a word that fits everything says nothing."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.project.tree import PACKAGES, ROOT, parsed, short, sources

HOLLOW = {
    "manager", "helper", "helpers", "util", "utils", "handler", "handlers", "processor", "misc",
    "common", "core", "base", "data", "info", "item", "items", "temp", "tmp",
}  # fmt: skip
LEADING = {"do", "handle", "process"}
GIVEN = {
    "Base": "the heads of which the votes in favour are a share (design §6)",
    "base": "the commune units of which the cap is a share (design §7)",
    "base.html": "the frame of every page",
    "base.css": "what every page looks like",
    "bind_processor": "called so by SQLAlchemy",
    "result_processor": "called so by SQLAlchemy",
    "handle_data": "called so by html.parser",
    "handle_starttag": "called so by html.parser",
    "handle_endtag": "called so by html.parser",
    "handle_startendtag": "called so by html.parser",
}
LEFT_OVER = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|\bNotImplementedError\b")


def words(name: str) -> list[str]:
    """The words of an identifier, whether it is written with hyphens, bars or humps."""
    return re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name.rpartition(".")[0] or name)


def says_nothing(name: str) -> bool:
    spoken = [word.lower() for word in words(name)]
    leads = len(spoken) > 1 and spoken[0] in LEADING
    return name not in GIVEN and (leads or bool(HOLLOW & set(spoken)))


def names(path: Path) -> Iterator[tuple[int, str]]:
    """Every name a file makes: functions, classes, parameters, variables, aliases."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.lineno, node.name
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id
        elif isinstance(node, ast.alias) and node.asname:
            yield 0, node.asname


def test_every_identifier_says_something_of_the_field() -> None:
    hollow = [
        f"{short(path)}:{line} {name}"
        for path in sources()
        for line, name in names(path)
        if says_nothing(name)
    ]

    assert [] == hollow


def test_every_file_name_says_something_of_the_field() -> None:
    paths = [path for folder in (*PACKAGES, "tests") for path in (ROOT / folder).rglob("*")]

    assert [] == [
        short(path)
        for path in paths
        if not {"vendor", "__pycache__"} & set(path.parts) and says_nothing(path.name)
    ]


def test_nothing_is_left_over_for_another_day() -> None:
    left = [
        f"{short(path)}:{number} {line.strip()}"
        for path in sources(*PACKAGES, "tests")
        if path != Path(__file__)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if LEFT_OVER.search(line)
    ]

    assert [] == left
