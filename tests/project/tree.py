"""The project's own files, as the tests about the project read them."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("states", "workflow", "web")
WRITTEN = {
    ".py",
    ".md",
    ".toml",
    ".txt",
    ".html",
    ".css",
    ".po",
    ".csv",
    ".json",
    ".yaml",
    ".sql",
    "",
}

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
Function = ast.FunctionDef | ast.AsyncFunctionDef


def sources(*folders: str) -> list[Path]:
    """Every Python file under the folders, by default under the three packages."""
    return sorted(path for folder in folders or PACKAGES for path in (ROOT / folder).rglob("*.py"))


def templates() -> list[Path]:
    """Every template of ours."""
    return sorted((ROOT / "web" / "templates").rglob("*.html"))


def committed() -> list[Path]:
    """Every file that is written by hand or kept beside such files; nothing made by running."""
    made = (".env", ".coverage")
    top = [path for path in ROOT.iterdir() if path.is_file() and not path.name.startswith(made)]
    # In a work tree beside the repository `.git` is a file.
    top = [path for path in top if path.name != ".git"]
    deep = [
        path
        for folder in (*PACKAGES, "tests", ".ci")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    ]
    return sorted(path for path in (*top, *deep) if path.suffix not in {".sqlite3", ".db"})


def written() -> list[Path]:
    """The committed files that hold text of ours, without what is vendored."""
    return [
        path
        for path in committed()
        if path.suffix in WRITTEN and "vendor" not in path.parts and path.name != ".coverage"
    ]


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions(path: Path) -> Iterator[Function]:
    """Every function of a file, methods and inner ones too."""
    return (node for node in ast.walk(parsed(path)) if isinstance(node, FUNCTIONS))


def calls(path: Path) -> Iterator[ast.Call]:
    """Every call written in a file."""
    return (node for node in ast.walk(parsed(path)) if isinstance(node, ast.Call))


def name_called(call: ast.Call) -> str:
    """The last name of what is called: `page` for both `page(…)` and `web.page.page(…)`."""
    return ast.unparse(call.func).rpartition(".")[2]


def short(path: Path) -> str:
    """A path as one would say it, from the root of the project."""
    return path.relative_to(ROOT).as_posix()
