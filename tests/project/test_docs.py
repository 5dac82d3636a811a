"""What the documents say is so: settings, commands, targets, diagram, links."""

import re
from collections.abc import Iterator
from itertools import pairwise

import click
import pytest
from typer.main import get_command
from typer.testing import CliRunner

from tests.project.tree import ROOT, committed, short
from web.cli import app
from workflow.settings import Settings

README = ROOT / "README.md"
LINK = re.compile(r"\[[^\]]*\]\((?!https?:|mailto:|#)([^)#\s]+)")
RELEASE = re.compile(r"## \[(Unreleased|\d+\.\d+\.\d+)\]( - \d{4}-\d{2}-\d{2})?")
KINDS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
DECISION = re.compile(r"^## (\d+)\. (.+)$", re.MULTILINE)
DECISION_LINES = 15


def commands(command: click.Command, *above: str) -> Iterator[str]:
    """Every command as it is typed, those under a group too."""
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            yield from commands(inner, *above, name)
    else:
        yield " ".join(("chuyenhoa", *above))


def drawing(text: str) -> list[str]:
    """The lines of a Mermaid drawing, out of the fence it may stand in."""
    fenced = re.search(r"^```mermaid\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return (fenced[1] if fenced else text).strip().splitlines()


@pytest.fixture(scope="module")
def readme() -> str:
    return README.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", Settings.model_fields)
def test_readme_names_the_setting(readme: str, name: str) -> None:
    assert f"CHUYENHOA_{name.upper()}" in readme


@pytest.mark.parametrize("typed", sorted(commands(get_command(app))))
def test_readme_names_the_command(readme: str, typed: str) -> None:
    assert typed in readme


def test_readme_names_every_make_target(readme: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z]+):.*?## ", makefile, re.MULTILINE)

    assert targets
    assert [] == [name for name in targets if name != "all" and f"make {name}" not in readme]


def test_the_diagram_in_readme_is_the_table_as_it_stands(readme: str) -> None:
    drawn = CliRunner().invoke(app, ["diagram"])

    assert 0 == drawn.exit_code, drawn.output
    assert drawing(drawn.output) == drawing(readme), "run `make diagram`"


def test_every_local_link_leads_somewhere() -> None:
    dead = [
        f"{short(path)}: {link}"
        for path in committed()
        if path.suffix == ".md"
        for link in LINK.findall(path.read_text(encoding="utf-8"))
        if not (path.parent / link).exists()
    ]

    assert [] == dead


def test_the_changelog_keeps_its_form() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## .*$", changelog, re.MULTILINE)

    assert changelog.startswith("# Changelog\n")
    assert headings
    assert [] == [heading for heading in headings if not RELEASE.fullmatch(heading)]
    assert set() == set(re.findall(r"^### (.*)$", changelog, re.MULTILINE)) - KINDS


def test_decisions_are_numbered_short_and_say_what_enforces_them() -> None:
    text = (ROOT / "DECISIONS.md").read_text(encoding="utf-8")
    numbers = [int(number) for number, _ in DECISION.findall(text)]
    entries = re.split(r"^(?=## \d)", text, flags=re.MULTILINE)[1:]

    assert numbers
    assert [] == [(one, two) for one, two in pairwise(numbers) if two <= one]
    for entry in entries:
        assert DECISION_LINES >= len([line for line in entry.splitlines() if line.strip()]), entry
        assert [] == [part for part in ("**Decision.**", "**Enforced by.**") if part not in entry]
