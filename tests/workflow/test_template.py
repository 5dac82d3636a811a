"""The template: what is locked, what its cells let in, and that it is read back as it was made."""

import zipfile
from datetime import date
from io import BytesIO

import pytest

from states.catalogue import CRITERIA_GROUPS, catalogue, measures_of
from states.figures import NOT_ARISEN, WITHHELD, Figure, answer, count, ratio
from tests.hostile_books import register
from workflow.intake.heading import letters
from workflow.intake.layout import Heading, columns_of
from workflow.intake.reading import understood
from workflow.intake.register import code_of
from workflow.intake.template import Wanted, template

HEADING = Heading(
    "08",
    date(2025, 7, 1),
    date(2025, 9, 30),
    groups=CRITERIA_GROUPS,
    document="15/BC-CAT",
    body="Công an tỉnh",
    document_date=date(2025, 10, 5),
)


def made(*measures: str, **known: Figure) -> bytes:
    """A template of the three communes; `known` holds figures of the first one."""
    known_units = [*register().units.values()]
    wanted = tuple(catalogue()[name] for name in measures) or measures_of(*CRITERIA_GROUPS)
    told = {(known_units[0].id, name): figure for name, figure in known.items()}
    return template(Wanted(HEADING, known_units, wanted, told))


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(BytesIO(content)) as packed:
        return packed.read(name).decode()


def test_figures_already_reported_are_read_back_as_they_were_written():
    every = {
        "a1_vu_pham_phap_hinh_su": count(1234),
        "a4_quan_ly_nghiep_vu_hs": WITHHELD,
        "b1_vu_ma_tuy": NOT_ARISEN,
        "b5_trong_cay_ma_tuy": answer("suspected"),
        **{m.id: ratio(3, 4) for m in catalogue().values() if m.kind == "ratio"},
        **{m.id: answer("yes") for m in catalogue().values() if m.kind == "yes_no"},
    }

    with understood(made(*every, **every), lambda _: register()) as read:
        cells = list(read.cells)

    assert read.heading == HEADING
    assert {cell.measure: cell.figure for cell in cells} == every


def test_an_empty_template_gives_nothing_and_has_no_fault():
    with understood(made(), lambda _: register()) as read:
        assert list(read.cells) == []

    assert read.reading.remarks == []


def test_codes_and_names_are_locked_without_a_password_and_cells_are_open():
    content = made()
    sheet, styles = part(content, "xl/worksheets/sheet2.xml"), part(content, "xl/styles.xml")

    assert "<sheetProtection " in sheet
    assert "password" not in sheet
    assert 'locked="0"' in styles
    assert "<f>" not in sheet


@pytest.mark.parametrize("measure", measures_of(*CRITERIA_GROUPS))
def test_every_column_checks_what_is_typed_and_hints_in_the_words_of_the_plan(measure):
    sheet = part(made(measure.id), "xl/worksheets/sheet2.xml")

    kinds = {"yes_no": 'type="list"', "choice": 'type="list"'}
    assert sheet.count("<dataValidation ") == len(columns_of([measure]))
    assert kinds.get(measure.kind, 'type="custom"') in sheet
    assert ("HSNV" in sheet) is (measure.sensitive and measure.kind == "count")
    assert measure.source.quote[:40].replace("&", "&amp;") in sheet


def test_columns_have_the_letters_of_a_spreadsheet():
    assert [letters(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


@pytest.mark.parametrize(
    ("cell", "code"),
    [(4, "00004"), (4.0, "00004"), ("4", "00004"), ("x", "x"), (None, ""), (4.5, "4.5")],
)
def test_a_code_gets_its_zeros_back(cell: object, code: str):
    assert code_of(cell) == code
