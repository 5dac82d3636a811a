"""Papers on their pages: issued once, downloaded as they were, confirmed or refused."""

import hashlib
import io
from pathlib import Path

import pytest
from httpx2 import Response

from states.figures import count
from states.terms import Action, Phase
from tests.builders import World
from tests.law_builders import criteria
from tests.pages import Pages
from workflow.printed.docx import WordTemplates
from workflow.verification import verify

REFUSED = "Không khớp: nội dung đã bị sửa hoặc không phải do hệ thống lập."


@pytest.fixture
def case(world: World) -> str:
    return world.a_case()


def issue(pages: Pages, case: str, kind: str = "proposal_letter") -> str:
    """Issue a paper of a case and return its code."""
    answer = pages.post(f"/cases/{case}/papers", [("form_key", pages.key), ("kind", kind)])
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"]).partition("issued=")[2]


def files_of(pages: Pages, code: str) -> dict[str, Response]:
    links = pages.get(f"/papers/check?code={code}").tree.iter("a")
    found = [link.get("href") or "" for link in links]
    return {
        href[-4:].strip("/"): pages.client.get(href)
        for href in found
        if href.endswith(("/docx", "/pdf"))
    }


def sends(pages: Pages, content: bytes) -> Response:
    fields = {"form_key": pages.key}
    files = {"file": ("x.pdf", io.BytesIO(content))}
    return pages.client.post("/papers/check", data=fields, files=files)


def test_a_paper_is_issued_once_and_kept_as_it_was(world: World, case: str):
    pages = Pages(world.engine).signed_in("officer")

    code = issue(pages, case)

    assert code == issue(pages, case)
    assert ["paper_issued"] == [
        entry["deed"] for entry in world.entries(case) if entry["deed"] == "paper_issued"
    ]
    files = files_of(pages, code)
    assert files["pdf"].content.startswith(b"%PDF-")
    assert files["docx"].content.startswith(b"PK")
    for name, answer in files.items():
        assert f'attachment; filename="proposal-letter-{code}.{name}"' in str(
            answer.headers["content-disposition"]
        )
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert verify(world.engine).is_whole


def test_the_original_is_confirmed_and_an_altered_copy_refused(world: World, case: str):
    pages = Pages(world.engine).signed_in("officer")
    files = files_of(pages, issue(pages, case))

    for answer in files.values():
        assert "Bản gốc khớp" in sends(pages, answer.content).text
        altered = answer.content[:-1] + bytes([answer.content[-1] ^ 1])
        refused = sends(pages, altered)
        assert refused.status_code == 404
        assert REFUSED in refused.text
        assert hashlib.sha256(altered).hexdigest() in refused.text


def test_a_paper_stays_checkable_when_the_case_goes_on(world: World, case: str):
    pages = Pages(world.engine).signed_in("officer")
    code = issue(pages, case)
    first = files_of(pages, code)["pdf"].content
    world.enters(case, Phase.PROPOSAL, criteria(a1_vu_pham_phap_hinh_su=count(77)), reason="sửa")

    again = issue(pages, case)

    assert again != code
    assert "Bản gốc khớp" in sends(pages, first).text
    assert code in pages.get(f"/papers/check?code={code}").words


@pytest.mark.parametrize(
    ("code", "status", "says"),
    [
        ("12", 422, "16 chữ và số"),
        ("0000-0000-0000-0000", 404, "Không có giấy tờ nào mang mã này"),
    ],
)
def test_a_code_that_no_paper_bears_is_refused(world: World, code: str, status: int, says: str):
    pages = Pages(world.engine).signed_in("officer")

    assert says in pages.get(f"/papers/check?code={code}", status).words


def test_nobody_from_another_territory_sees_or_checks_it(world: World, case: str):
    pages = Pages(world.engine).signed_in("officer")
    code = issue(pages, case)
    content = files_of(pages, code)["pdf"].content
    elsewhere = Pages(world.engine).signed_in("officer_elsewhere")

    assert elsewhere.client.get(f"/cases/{case}/papers").status_code == 404
    assert elsewhere.get(f"/papers/check?code={code}", 404)
    assert REFUSED in sends(elsewhere, content).text


def test_only_whose_paper_it_is_issues_it_and_only_when_there_is_matter(world: World, case: str):
    office = Pages(world.engine).signed_in("committee_office")
    officer = Pages(world.engine).signed_in("officer")
    address = f"/cases/{case}/papers"

    told = [
        office.post(address, [("form_key", office.key), ("kind", "proposal_letter")]).status_code,
        officer.post(address, [("form_key", officer.key), ("kind", "review_report")]).status_code,
        officer.post(address, [("form_key", officer.key), ("kind", "love_letter")]).status_code,
        officer.post(address, [("form_key", officer.key), ("kind", "recognition")]).status_code,
    ]

    assert told == [409, 409, 422, 409]


def test_a_file_that_was_changed_on_the_disk_is_never_handed_out(world: World, case: str):
    pages = Pages(world.engine).signed_in("officer")
    code = issue(pages, case)
    folder = pages.app.state.press.store.folder
    for path in folder.glob("??/*"):
        path.write_bytes(b"changed")

    assert [410, 410] == [answer.status_code for answer in files_of(pages, code).values()]


def test_a_wrong_template_is_told_in_a_sentence(world: World, case: str, tmp_path: Path):
    pages = Pages(world.engine).signed_in("officer")
    (tmp_path / "paper.docx").write_bytes(b"no")
    press = pages.app.state.press
    pages.app.state.press = type(press)(press.store, WordTemplates(tmp_path))

    answer = pages.post(
        f"/cases/{case}/papers", [("form_key", pages.key), ("kind", "proposal_letter")]
    )

    assert answer.status_code == 409
    assert "paper.docx" in answer.text
    assert Action.PROPOSE.value in {entry["deed"] for entry in world.entries(case)}
