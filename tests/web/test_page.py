"""Pages: two languages, strict templates, a frame around each, and no code in the markup."""

import hashlib
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from fastapi import FastAPI, Request, Response
from fastapi.testclient import TestClient
from jinja2 import UndefinedError

from states.findings import Finding, Source
from states.terms import Action, CaseState, Evidence, Role, Spot, Text, Verdict
from web import diagram, parts
from web.page import HERE, LANGUAGE_COOKIE, STATIC, environment, page, redirect_to

TEMPLATES = sorted((HERE / "templates").rglob("*.html"))
CSS = sorted((STATIC / "css").rglob("*.css"))
LINKS = (
    parts.NavLink(Text("Địa bàn", "Areas"), "/cases"),
    parts.NavLink(Text("Đề xuất mới", "New proposal"), "/cases/new"),
)
FINDING = Finding(
    "target.t5",
    Verdict.NOT_MET,
    Text("Tái phạm không quá 15%", "Reoffending at most 15%"),
    Source("KH 20/KH-UBND", "mục II.2.5", Evidence.INFERRED, "không quá 15%"),
    seen="5/29",
    required="3/20",
    fixed_by=(Role.OFFICER,),
    fixed_at=Spot.TARGETS,
)


@pytest.fixture(name="site")
def _site() -> Iterator[TestClient]:
    app = FastAPI(version="1.2.3", openapi_url=None)

    @app.get("/cases/{name}")
    def show(request: Request, name: str) -> Response:
        if name != "stranger":
            request.state.visitor = parts.Visitor(
                "Trần <b>", Role.OFFICER.label, "Công an tỉnh", "key", LINKS
            )
        return page(request, "base.html", illustration=name == "example")

    @app.post("/cases")
    def move() -> Response:
        return redirect_to("/cases/1")

    with TestClient(app) as client:
        yield client


def test_pages_are_vietnamese_until_english_is_chosen(site: TestClient) -> None:
    vietnamese = site.get("/cases/1").text
    site.cookies.set(LANGUAGE_COOKIE, "en")
    english = site.get("/cases/1").text

    assert '<html lang="vi"' in vietnamese
    assert "Đăng xuất" in vietnamese
    assert '<html lang="en"' in english
    assert "Sign out" in english


def test_an_unknown_language_is_vietnamese(site: TestClient) -> None:
    site.cookies.set(LANGUAGE_COOKIE, "../../en")

    assert '<html lang="vi"' in site.get("/cases/1").text


def test_the_language_switch_leads_back_to_the_same_list(site: TestClient) -> None:
    assert (
        "/language/en?next=%2Fcases%2F1%3Fstate%3Dproposed"
        in site.get("/cases/1?state=proposed").text
    )


def test_the_nearest_link_of_the_navigation_is_the_current_one(site: TestClient) -> None:
    assert 'href="/cases" aria-current="page"' in site.get("/cases/1").text
    assert 'href="/cases/new" aria-current="page"' in site.get("/cases/new").text


def test_names_are_escaped_and_the_sign_out_form_carries_the_key(site: TestClient) -> None:
    text = site.get("/cases/1").text

    assert "Trần &lt;b&gt;" in text
    assert 'name="form_key" value="key"' in text
    assert "1.2.3" in text


def test_a_stranger_sees_no_navigation_and_no_sign_out(site: TestClient) -> None:
    text = site.get("/cases/stranger").text

    assert "<nav" not in text
    assert "/sign-out" not in text


def test_an_illustration_says_so(site: TestClient) -> None:
    assert "không phải văn bản" in site.get("/cases/example").text
    assert "không phải văn bản" not in site.get("/cases/1").text


def test_a_post_is_answered_with_see_other(site: TestClient) -> None:
    answer = site.post("/cases", follow_redirects=False)

    assert (answer.status_code, answer.headers["location"]) == (303, "/cases/1")


def test_a_misspelt_name_in_our_templates_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        environment("vi").from_string("{{ nobody }}").render()


def _printed(source: str, language: str = "vi", **named: object) -> str:
    return environment(language).from_string(source).render(**named)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_finding_prints_verdict_sentence_measure_citation_and_remedy(language: str) -> None:
    text = _printed(
        '{% from "macros/finding.html" import finding %}'
        '{{ finding(one, {"targets": "/mend"}, "/law") }}',
        language,
        one=FINDING,
    )

    for words in (Verdict.NOT_MET.label, FINDING.says, Evidence.INFERRED.label, Role.OFFICER.label):
        assert words.in_(language) in text
    assert "5/29 (17,2%)" in text
    assert 'href="/law#target.t5"' in text
    assert 'href="/mend"' in text


def test_the_requirement_box_counts_what_is_missing() -> None:
    text = _printed(
        '{% from "macros/requirement_box.html" import requirement_box %}'
        '{{ requirement_box("Cần gì", [one], 1, due=on, days=12) }}',
        one=FINDING,
        on=date(2026, 9, 20),
    )

    assert "Còn <b>1 trong 1</b> điều kiện chưa đạt" in text
    assert "20/09/2026</time></b> (còn 12 ngày)" in text


@pytest.mark.parametrize("kind", ["count", "yes_no", "choice", "ratio"])
def test_a_figure_field_keeps_what_was_typed_and_names_every_input(kind: str) -> None:
    row = parts.FigureField(
        "a1",
        Text("Số vụ", "Cases"),
        kind,  # type: ignore[arg-type] # the four kinds come as text
        sensitive=True,
        choices=(parts.Option("some", "Có nghi vấn"),),
        count="1o",
        numerator="2",
        denominator="3",
        answer="some",
        fault="Nhập số nguyên",
    )
    text = _printed(
        '{% from "macros/figure_field.html" import figure_field %}{{ figure_field(row) }}', row=row
    )
    ids = re.findall(r' id="([^"]+)"', text)

    assert len(ids) == len(set(ids))
    assert set(re.findall(r' name="([^"]+)"', text)) <= {
        f"a1-{part}" for part in ("standing", "count", "numerator", "denominator", "answer")
    }
    assert all(f'for="{name}"' in text for name in re.findall(r'<input[^>]* id="([^"]+)"', text))
    assert ('value="1o"' in text) == (kind == "count")


def test_form_fields_pass_hint_and_fault_to_the_library() -> None:
    text = _printed(
        '{% from "macros/field.html" import day_field, select_field, error_summary %}'
        '{{ error_summary(faults) }}{{ day_field("on", "Ngày", "31/02", error="Sai <i>") }}'
        '{{ select_field("year", "Năm", [Option("2026", "2026", chosen=true)]) }}',
        faults=[parts.FieldFault("on", Text("Sai ngày", "Wrong day"))],
    )

    assert 'href="#on"' in text
    assert "Có 1 ô cần sửa" in text
    assert "Lỗi:" in text
    assert "Sai &lt;i&gt;" in text
    assert '<option value="2026" selected>' in text


def test_the_diagram_names_every_state_and_runs_no_arrow_to_itself() -> None:
    picture = diagram.states_picture(
        Text("Sơ đồ", "Diagram"),
        Text("Các trạng thái", "The states"),
        [
            diagram.Move("proposed", "proposed", Action.RETURN_DOSSIER.label),
            diagram.Move("proposed", "appraised", Action.APPRAISE.label),
            diagram.Move("in_transformation", "preliminary_review", Action.SUBMIT_REVIEW.label),
            diagram.Move("preliminary_review", "in_transformation", Action.EXTEND.label),
            diagram.Move("monitoring", "recognized", Action.RECOGNIZE.label),
            diagram.Move("recognized", "relapsed", Action.RELAPSE.label),
            diagram.Move("recognized", "relapsed", Action.VOID.label),
            diagram.Move("appraised", "closed", Action.WITHDRAW.label),
        ],
    )
    text = _printed('{% from "macros/diagram.html" import diagram %}{{ diagram(p) }}', p=picture)

    assert {box.id for box in picture.boxes} == {state.value for state in CaseState}
    assert len(picture.edges) == 6
    assert "<desc" in text
    assert CaseState.RECOGNIZED.label.vi in text


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_holds_style_or_script(path: Path) -> None:
    markup = path.read_text(encoding="utf-8")

    assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=", markup)


def test_every_message_of_the_templates_has_its_vietnamese_words() -> None:
    with (HERE / "translations" / "vi.po").open("rb") as file:
        catalogue = read_po(file, locale="vi")
    wanted = set()
    for path in TEMPLATES:
        with path.open("rb") as file:
            options = {"trimmed": "false", "trim_blocks": "true", "newstyle_gettext": "true"}
            for _, message, _, _ in extract("jinja2", file, options=options):
                wanted.add(message[0] if isinstance(message, tuple) else message)

    told = {entry.id[0] if isinstance(entry.id, tuple) else entry.id for entry in catalogue}
    assert wanted - told == set()
    assert [entry.id for entry in catalogue if entry.id and not all(entry.string)] == []


def test_colours_sizes_and_fonts_stand_in_the_tokens_alone() -> None:
    for path in CSS:
        if path.name != "tokens.css":
            assert not re.search(r"#[0-9a-f]{3,8}\b|rgb\(|font-family: \"", path.read_text()), path


def test_the_stylesheets_are_short_and_named_like_their_macros() -> None:
    macros = {path.stem for path in (HERE / "templates" / "macros").glob("*.html")}
    components = [path for path in CSS if path.parent.name == "components"]
    listed = (STATIC / "css" / "main.css").read_text()

    assert sum(len(path.read_text().splitlines()) for path in CSS) <= 900
    assert {path.stem for path in components} <= macros
    assert all(f'components/{path.name}"' in listed for path in components)


def test_the_vendored_files_are_the_ones_their_paper_names() -> None:
    paper = (HERE / "VENDORED.md").read_text(encoding="utf-8")

    for path in (STATIC / "vendor").iterdir():
        assert f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}" in paper
