"""Every module, class and public function says what it means."""

import ast

from tests.project.tree import parsed, short, sources

DOCUMENTED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def test_every_module_has_a_docstring() -> None:
    silent = [short(path) for path in sources() if not ast.get_docstring(parsed(path))]

    assert [] == silent


def test_every_public_class_and_function_has_a_docstring() -> None:
    silent = [
        f"{short(path)}:{node.lineno} {node.name}"
        for path in sources()
        for owner in ast.walk(parsed(path))
        if isinstance(owner, ast.Module | ast.ClassDef)
        for node in owner.body
        if isinstance(node, DOCUMENTED) and not node.name.startswith("_")
        if not ast.get_docstring(node)
    ]

    assert [] == silent


def test_a_docstring_starts_with_a_whole_sentence() -> None:
    broken = [
        f"{short(path)}:{getattr(node, 'lineno', 1)}"
        for path in sources()
        for node in ast.walk(parsed(path))
        if isinstance(node, (ast.Module, *DOCUMENTED)) and (says := ast.get_docstring(node))
        if says.split("\n\n")[0].rstrip()[-1] not in '.:?!…")'
    ]

    assert [] == broken
