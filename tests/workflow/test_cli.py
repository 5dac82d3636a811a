"""The command line: each command calls the product's own verb and ends with an honest exit code."""

import sqlite3
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner, Result

import web.cli
from workflow import cli
from workflow.demo import walker as walking
from workflow.demo.cast import cast

RUNNER = CliRunner()
HEAVY = ("sqlalchemy", "fastapi", "alembic", "pydantic")


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the register of units, made by the commands themselves."""
    path = tmp_path_factory.mktemp("cli") / "cli.sqlite3"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHUYENHOA_DATABASE_URL", f"sqlite:///{path}")
        assert 0 == run("migrate").exit_code
        assert 0 == run("communes", "load").exit_code
    return path


@pytest.fixture
def database(loaded: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same database, named by the settings of one test."""
    monkeypatch.setenv("CHUYENHOA_DATABASE_URL", f"sqlite:///{loaded}")
    return loaded


def run(*arguments: str) -> Result:
    return RUNNER.invoke(web.cli.app, list(arguments))


def add(login: str, role: str = "officer", *, place: str = "24373") -> Result:
    return run(
        "people", "add", login, "--name", "Ai đó", "--role", role, "--place", place,
        "--password", "mot-mat-khau-dai",
    )  # fmt: skip


@pytest.fixture(scope="module")
def walked() -> Result:
    """The walk, done once."""
    return run("demo", "--walk")


@pytest.mark.parametrize(
    "said",
    [
        "BỊ TỪ CHỐI · Gửi báo cáo sơ kết",
        "đủ hạn 05/02/2019 (ngày nghỉ, chuyển sang 11/02/2019), được thực hiện từ 12/02/2019",
        "Đạt 7/9 chỉ tiêu (yêu cầu từ 80% trở lên)",
        "15% (3/20) (yêu cầu < 15%)",
        "15% (3/20) (yêu cầu ≤ 15%)",
        "Xã được công nhận đạt chuẩn nông thôn mới từ 01/12/2020: không lựa chọn.",
        "bình quân một xã của tỉnh: 1870/170 (phải cao hơn, bằng là chưa đạt)",
        "thêm 1 là 21/137 (15,3%); trần 15% là 20 địa bàn",
        "hoặc thuộc cơ quan đề xuất. [duties.not_proposer_or_recorder]",
        "(được phép: Ban Chỉ đạo tỉnh). [decision.issuing_body] — KH 8183/KH-UBND Đắk Lắk, II.2",
        "Không có kế hoạch đang có hiệu lực ngày 02/03/2026 cho tỉnh Quảng Ngãi",
        "đủ hạn 20/09/2019, được thực hiện từ 21/09/2019, còn 1 ngày",
        "Ghi nhận phức tạp trở lại → Phức tạp trở lại",
        "Chuyển hóa lại → Đang chuyển hóa",
        "Kết luận chưa đạt, tiếp tục chuyển hóa → Đang chuyển hóa",
        "Cùng một hồ sơ dưới ba kế hoạch",
        "Được thông qua: tán thành / không tán thành / không ý kiến 4 / 1 / 0; có mặt 7/7",
        "Không được thông qua: tán thành / không tán thành / không ý kiến 2 / 4 / 0",
        "Hòa phiếu: tán thành / không tán thành / không ý kiến 3 / 3 / 0; có mặt 6/6",
        "Hết hiệu lực do dữ liệu thay đổi",
        "Đang biểu quyết: chưa ai biết kết quả",
        "BỊ TỪ CHỐI · Bỏ phiếu (uyvien4): Bạn không có quyền biểu quyết ở đây.",
        "Đã lập biên bản, mã băm",
        "14 lần bị từ chối đúng quy định",
        "Lịch sử nguyên vẹn.",
    ],
)
def test_the_walk_shows(walked: Result, said: str):
    assert said in walked.output


def test_the_walk_recognises_under_each_plan_and_succeeds(walked: Result):
    parts = walked.output.split("\n═══ ")
    recognised = [part.split(":")[0] for part in parts if "→ Đã công nhận" in part]

    assert 0 == walked.exit_code
    assert ["Đắk Lắk 2017", "Đắk Lắk 2017", "Tuyên Quang 2018", "Quảng Ngãi 2021"] == recognised


def test_the_walk_opens_a_linked_case_after_a_relapse(walked: Result):
    assert "DB-2021-001 · Ghi nhận phức tạp trở lại" in walked.output
    assert "DB-2023-001 · Đề xuất" in walked.output


def test_the_walk_fails_when_the_law_no_longer_refuses(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(walking, "perform", lambda *_: SimpleNamespace(number="", entry=1))
    watched = walking.Walker(
        turn=cli.opened, book=None, people={"thuky": None}, now=cli.now, witness=object()
    )

    with pytest.raises(walking.NotRefused):
        watched.acts("thuky", "", cli.Action.APPRAISE, None, refused_by="council.carried")


def test_help_is_in_vietnamese_and_loads_nothing_heavy():
    asked = f"""
import sys, web.cli
print([name for name in {HEAVY} if name in sys.modules])
"""

    shown = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True
    )

    assert "[]" == shown.stdout.strip()
    assert "Đưa cơ sở dữ liệu về cấu trúc mới nhất" in run("--help").output


def test_a_person_is_added_once(database: Path):
    first, second = add("canbo1"), add("canbo1")

    assert (0, 1) == (first.exit_code, second.exit_code)
    assert "Tên đăng nhập này đã có người dùng." in second.stderr
    assert database.exists()


def test_a_role_waits_for_approval_once_a_place_has_two_administrators(database: Path):
    given = [add(f"quantri{number}", "administrator", place="51") for number in (1, 2, 3)]

    assert ["chờ" in each.output for each in given] == [False, False, True]
    with sqlite3.connect(database) as connection:
        (waiting,) = connection.execute("SELECT count(*) FROM grant_request").fetchone()
    assert waiting == 1


def test_a_person_needs_a_place_that_exists(database: Path):
    refused = add("canbo2", place="99")

    assert 1 == refused.exit_code
    assert "Không có đơn vị hành chính này." in refused.stderr
    assert database.exists()


def test_misuse_ends_with_2():
    assert 2 == run("people", "add", "x", "--role", "minister").exit_code
    assert 2 == run("communes", "unload").exit_code


def test_a_wrong_setting_ends_with_2(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CHUYENHOA_MODE", "holiday")

    refused = run("migrate")

    assert 2 == refused.exit_code
    assert "CHUYENHOA_" in refused.stderr


def test_an_unknown_case_is_refused(database: Path):
    refused = run("explain", "DB-1999-001", "appraise")

    assert 1 == refused.exit_code
    assert "DB-1999-001" in refused.stderr
    assert database.exists()


def test_a_database_that_was_never_migrated_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("CHUYENHOA_DATABASE_URL", f"sqlite:///{tmp_path / 'empty.sqlite3'}")

    assert "chuyenhoa migrate" in run("history", "verify").stderr
    assert (1, 1) == (run("history", "verify").exit_code, run("serve").exit_code)


def test_the_history_is_verified_and_a_forged_entry_is_named(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    add("canbo3")
    assert "Lịch sử nguyên vẹn." in run("history", "verify").output
    forged = tmp_path / "forged.sqlite3"
    with sqlite3.connect(database) as source, sqlite3.connect(forged) as copy:
        source.backup(copy)
        for (trigger,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            copy.execute(f"DROP TRIGGER {trigger}")
        copy.execute("UPDATE history SET entry = replace(entry, 'person', 'Person')")
    source.close()
    copy.close()
    monkeypatch.setenv("CHUYENHOA_DATABASE_URL", f"sqlite:///{forged}")

    found = run("history", "verify")

    assert 1 == found.exit_code
    assert "Bút toán 1" in found.stderr


def test_the_plans_are_checked_and_their_norms_counted():
    checked = run("plans", "check")

    assert 0 == checked.exit_code
    assert "6 tệp kế hoạch, 0 lỗi" in checked.output
    assert "474 quy định: mọi dẫn chiếu đều trỏ tới thứ có thật" in checked.output


def test_a_faulty_plan_is_explained_and_nothing_is_served(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "ours.toml").write_text("[plan]\nid = 'ours'\n", encoding="utf-8")
    monkeypatch.setenv("CHUYENHOA_PLANS_DIRECTORY", str(tmp_path))

    checked, served = run("plans", "check"), run("serve")

    assert (1, 1) == (checked.exit_code, served.exit_code)
    assert "ours.toml" in checked.output
    assert "ours.toml" in served.stderr
    assert database.exists()


def test_pages_are_served_without_a_server_header_and_trusting_only_the_named_proxy(
    database: Path, monkeypatch: pytest.MonkeyPatch
):
    given = {}
    monkeypatch.setattr(web.cli, "uvicorn", SimpleNamespace(run=lambda _, **how: given.update(how)))
    monkeypatch.setattr(web.cli, "pages", SimpleNamespace(create_app=lambda chosen: chosen))
    monkeypatch.setenv("CHUYENHOA_TRUSTED_PROXY", "10.0.0.7")

    assert 0 == run("serve").exit_code

    assert (False, True) == (given["server_header"], given["proxy_headers"])
    assert ("10.0.0.7", "127.0.0.1") == (given["forwarded_allow_ips"], given["host"])
    assert database.exists()


def test_the_demo_prints_its_accounts_and_a_case_of_it_is_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("CHUYENHOA_DATABASE_URL", f"sqlite:///{tmp_path / 'demo.sqlite3'}")

    shown = run("demo", "--no-serve")
    explained = run("explain", "DB-2021-006", "hand_over", "--on", "2025-07-01")
    impossible = run("explain", "DB-2021-006", "appraise")

    assert all(account.login in shown.output for account in cast().accounts)
    assert "Cần số và ngày nghị quyết." in explained.output
    assert (0, 0, 1) == (shown.exit_code, explained.exit_code, impossible.exit_code)


def test_the_diagram_is_drawn():
    assert run("diagram").output.startswith("stateDiagram-v2\n")
