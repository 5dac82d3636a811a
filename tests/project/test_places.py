"""The project names no machine, no registry and no secret; what it borrowed is listed."""

import re
import tomllib
from hashlib import sha256
from pathlib import Path

import pytest

from tests.project.tree import PACKAGES, ROOT, committed, short, written

# Spelt in pieces, so that this file does not name what it looks for.
MACHINE = re.compile(
    r"/wo[r]k/|/t[m]p/\w|/fa[r]m/|/ho[m]e/\w|/ro[o]t/|/o[p]t/\w|/Us[e]rs/\w|[A-Z]:\\Us[e]rs|\.\./sha[r]ed"
)
REGISTRY = re.compile(
    r"py[p]i\.org|python[h]osted\.org|registry\.n[p]mjs|deb\.deb[i]an|archive\.ub[u]ntu|ghc[r]\.io"
)
SECRET = re.compile(
    r"-----BEG[I]N [A-Z ]*PRIVATE K[E]Y|\bA[K]IA[0-9A-Z]{16}\b|\bgh[p]_\w{30,}|\bx[o]x[bp]-\w{10,}"
    r"|://[^/\s:{}]+:[^/\s@{}]{6,}@(?!localhost|127\.)"
)
ONE_MEGABYTE = 1_000_000
LISTED = re.compile(r"^(?P<digest>[0-9a-f]{64})  (?P<name>\S+)$", re.MULTILINE)
PINNED = re.compile(r"^[a-z0-9._-]+(\[[a-z0-9,]+\])?==\S+( ;.*)? \\$")


def listed(notes: Path) -> dict[Path, str]:
    """The files under a VENDORED.md that it answers for, each with the digest it states."""
    stated = {row["name"]: row["digest"] for row in LISTED.finditer(notes.read_text("utf-8"))}
    return {path: stated[path.name] for path in notes.parent.rglob("*") if path.name in stated}


def vendored() -> dict[Path, str]:
    """Every borrowed file that is listed, wherever its list stands."""
    lists = [path for path in committed() if path.name == "VENDORED.md"]
    return {path: digest for notes in lists for path, digest in listed(notes).items()}


@pytest.mark.parametrize("forbidden", [MACHINE, REGISTRY, SECRET], ids=["place", "host", "secret"])
def test_no_file_names_a_place_outside_the_project(forbidden: re.Pattern[str]) -> None:
    found = [
        f"{short(path)}:{number} {match[0]}"
        for path in written()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (match := forbidden.search(line))
    ]

    assert [] == found


def test_the_locks_name_versions_and_hashes_and_no_address() -> None:
    for lock in sorted(ROOT.glob("requirements*.txt")):
        lines = lock.read_text(encoding="utf-8").splitlines()

        assert [] == [line for line in lines if "//" in line or line.startswith("-")], lock.name
        assert [] == [line for line in lines if line[0] != " " and not PINNED.match(line)]


def test_the_locks_agree_with_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    pinned = {re.split(r"[\[=]", line)[0] for line in lock.splitlines() if "==" in line}

    wanted = {re.split(r"[\[<>=!]", line)[0] for line in project["dependencies"]}

    assert set() == wanted - pinned


def test_every_borrowed_file_is_listed_with_its_digest() -> None:
    borrowed = {path for path in committed() if "vendor" in path.parts}

    assert set() == {
        short(path) for path in borrowed - set(vendored()) if path.name != "VENDORED.md"
    }


def test_every_listed_digest_is_true() -> None:
    stated = vendored()

    assert stated
    assert stated == {path: sha256(path.read_bytes()).hexdigest() for path in stated}


def test_no_file_is_larger_than_a_megabyte() -> None:
    assert [] == [short(path) for path in committed() if path.stat().st_size > ONE_MEGABYTE]


def test_the_root_holds_only_what_tools_and_readers_look_for_there() -> None:
    allowed = {
        ".ci", ".env", ".git", ".gitignore", ".pre-commit-config.yaml", "CHANGELOG.md",
        "DECISIONS.md", "LICENSE", "Makefile", "README.md", "pyproject.toml", "tests", *PACKAGES,
    }  # fmt: skip
    made = re.compile(r"\..*cache|\.venv|\.hypothesis|\.coverage.*|.*\.egg-info|.*\.sqlite3.*")

    assert [] == [
        path.name
        for path in ROOT.iterdir()
        if path.name not in allowed and not made.fullmatch(path.name)
        if not re.fullmatch(r"requirements(-[a-z]+)?\.txt", path.name)
    ]
