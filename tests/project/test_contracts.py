"""Imports point inward, and nothing swallows what it does not understand."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.project.tree import PACKAGES, ROOT, functions, parsed, short, sources

SPOKEN_BY_PAGES = {"states.terms", "states.findings"}


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """Every module a file imports, with its line; `from states import terms` is `states.terms`."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module in PACKAGES:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, node.module or ""


def test_the_import_contracts_are_kept() -> None:
    checker = Path(sys.executable).with_name("lint-imports")

    run = subprocess.run(
        [checker, "--no-logo", "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert 0 == run.returncode, run.stdout + run.stderr


def test_pages_speak_the_words_of_the_law_and_nothing_else_of_it() -> None:
    beyond = [
        f"{short(path)}:{line} {module}"
        for path in sources("web")
        for line, module in imported(path)
        if module.split(".")[0] == "states" and module not in SPOKEN_BY_PAGES
    ]

    assert [] == beyond


def test_the_law_imports_only_the_standard_library_and_transitions() -> None:
    allowed = sys.stdlib_module_names | {"states", "transitions"}

    assert [] == [
        f"{short(path)}:{line} {module}"
        for path in sources("states")
        for line, module in imported(path)
        if module.split(".")[0] not in allowed
    ]


def test_no_function_imports() -> None:
    inner = [
        f"{short(path)}:{node.lineno}"
        for path in sources()
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]

    assert [] == inner


def test_no_exception_is_swallowed_unread() -> None:
    blind = [
        f"{short(path)}:{node.lineno}"
        for path in sources()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ExceptHandler)
        if node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"}
        if not any(isinstance(inner, ast.Raise) for inner in ast.walk(node))
    ]

    assert [] == blind


def test_no_package_under_tests_hides_the_real_one() -> None:
    assert [] == [short(path) for path in (ROOT / "tests").rglob("__init__.py")]


def test_every_test_asserts_and_none_is_skipped() -> None:
    weak = [
        f"{short(path)}:{function.lineno} {function.name}"
        for path in sources("tests")
        for function in functions(path)
        if function.name.startswith("test_")
        if not _asserts(function) or _is_skipped(function)
    ]

    assert [] == weak


def _asserts(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    called = [ast.unparse(node.func) for node in ast.walk(function) if isinstance(node, ast.Call)]
    return any(isinstance(node, ast.Assert) for node in ast.walk(function)) or any(
        word in name
        for name in called
        for word in ("raises", "assert", "expect", "check", "verify")
    )


def _is_skipped(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    marks = [ast.unparse(mark) for mark in function.decorator_list]
    return any(word in mark for mark in marks for word in ("skip", "xfail"))
