"""Every template parses, has a title, uses what it imports, and holds no code."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from jinja2 import meta, nodes

from tests.project.tree import ROOT, calls, name_called, short, sources, templates
from web.page import environment

FOLDER = ROOT / "web" / "templates"
PARTS = {"macros", "parts"}
INLINE = re.compile(
    r"<script(?![^>]*\ssrc=)|<style|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|\shx-|\|\s*safe\b",
    re.IGNORECASE,
)
PAGES = [path for path in templates() if not PARTS & set(path.parts) and path.name != "base.html"]
NAMED = re.compile(r'"([\w/-]+\.html)"')
RENDERING = {"page", "render"}
NOTES = re.compile(r"{#.*?#}", re.DOTALL)


def named(path: Path) -> str:
    """The name a template is loaded by."""
    return path.relative_to(FOLDER).as_posix()


@cache
def tree(name: str) -> nodes.Template:
    """The syntax tree of a template, as the product's own environment reads it."""
    return environment("en").parse((FOLDER / name).read_text(encoding="utf-8"), name=name)


def imported(template: nodes.Template) -> Iterator[str]:
    """The names a template imports from macro files."""
    for each in template.find_all(nodes.FromImport):
        yield from (name if isinstance(name, str) else name[1] for name in each.names)
    yield from (each.target for each in template.find_all(nodes.Import))


def assigned(template: nodes.Template) -> Iterator[str]:
    """The names a template sets for itself outside its blocks, where every block sees them."""
    for each in template.body:
        if isinstance(each, nodes.Assign | nodes.AssignBlock) and isinstance(
            each.target, nodes.Name
        ):
            yield each.target.name


def used(template: nodes.Template) -> set[str]:
    """The names a template reads."""
    return {each.name for each in template.find_all(nodes.Name) if each.ctx == "load"}


@cache
def handed() -> dict[str, set[str]]:
    """What the code hands to each template by name, beside the frame every page gets.

    Where a call chooses its template by a variable, every template named in that file may be meant.
    """
    given: dict[str, set[str]] = defaultdict(set)
    for path in sources("web"):
        anyone = set(NAMED.findall(path.read_text(encoding="utf-8")))
        for call in (each for each in calls(path) if name_called(each) in RENDERING):
            meant = {getattr(each, "value", None) for each in call.args} & anyone
            for template in meant or anyone:
                given[template] |= {word.arg for word in call.keywords if word.arg}
    for path in templates():
        for borrowed in meta.find_referenced_templates(tree(named(path))):
            if borrowed and not borrowed.startswith("govuk"):
                given[borrowed] |= given[named(path)]
    return given


@pytest.mark.parametrize("path", templates(), ids=short)
def test_the_template_parses_and_compiles(path: Path) -> None:
    assert environment("vi").get_template(named(path)) is not None


@pytest.mark.parametrize("path", PAGES, ids=short)
def test_the_page_stands_in_the_frame_and_has_a_title(path: Path) -> None:
    template = tree(named(path))

    assert next(template.find_all(nodes.Extends), None), "a page extends base.html"
    assert "title" in {block.name for block in template.find_all(nodes.Block)}


@pytest.mark.parametrize("path", templates(), ids=short)
def test_every_imported_macro_is_used(path: Path) -> None:
    template = tree(named(path))

    assert set() == set(imported(template)) - used(template)


@pytest.mark.parametrize("path", templates(), ids=short)
def test_there_is_no_inline_script_style_or_event_attribute(path: Path) -> None:
    text = NOTES.sub("", path.read_text(encoding="utf-8"))

    assert [] == INLINE.findall(text)


@pytest.mark.parametrize("path", templates(), ids=short)
def test_every_name_is_one_the_template_is_given(path: Path) -> None:
    template = tree(named(path))
    everywhere = set(environment("en").globals) | set(imported(template)) | set(assigned(template))
    given = set() if "macros" in path.parts else {"frame"} | handed()[named(path)]

    assert set() == meta.find_undeclared_variables(template) - everywhere - given - {"caller"}


@pytest.mark.parametrize("path", PAGES, ids=short)
def test_the_page_is_rendered_by_some_route(path: Path) -> None:
    rendered = {
        constant
        for source in sources("web")
        for constant in NAMED.findall(source.read_text(encoding="utf-8"))
    }
    extended = {
        each for page in templates() for each in meta.find_referenced_templates(tree(named(page)))
    }

    assert named(path) in rendered | extended


@pytest.mark.parametrize("path", [p for p in templates() if "macros" in p.parts], ids=short)
def test_the_macro_file_is_imported_by_some_template(path: Path) -> None:
    everywhere = {
        each for page in templates() for each in meta.find_referenced_templates(tree(named(page)))
    }

    assert named(path) in everywhere
