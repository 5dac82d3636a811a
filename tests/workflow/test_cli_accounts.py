"""The command line where an account is lost: a link to a new password, a lost second factor."""

import pytest
from typer.testing import CliRunner, Result

from tests.builders import World
from tests.codes import give_authenticator
from tests.people_and_places import AT, PASSWORD
from web.cli import app
from workflow import cli
from workflow.database import reading
from workflow.deeds.new_passwords import link_owner
from workflow.deeds.signing_in import CodeNeeded, Credentials, sign_in


@pytest.fixture(autouse=True)
def here(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings name the world's database, and the clock shows its day."""
    url = world.engine.url.render_as_string(hide_password=False)
    monkeypatch.setenv("CHUYENHOA_DATABASE_URL", url)
    monkeypatch.setattr(cli, "now", lambda: AT)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["people", *arguments])


def signs_in(world: World) -> str:
    typed = Credentials(login="administrator", password=PASSWORD, address="a", at=AT)
    return sign_in(world.engine, typed)


def test_a_link_is_printed_for_an_account(world: World):
    printed = run("link", "Administrator")

    token = printed.output.strip().removeprefix("/new-password/")
    with reading(world.engine) as session:
        assert link_owner(session, token, at=AT).login == "administrator"


def test_a_lost_second_factor_is_switched_off(world: World):
    give_authenticator(world.engine, "administrator")
    with pytest.raises(CodeNeeded):
        signs_in(world)

    assert (
        "Đã tắt xác thực hai bước của administrator." in run("forget-code", "administrator").output
    )

    assert signs_in(world)


@pytest.mark.parametrize("command", ["link", "forget-code"])
def test_an_unknown_account_is_told(command: str):
    refused = run(command, "ai-đó")

    assert (refused.exit_code, refused.output) == (1, "Không có tài khoản đang hoạt động này.\n")
