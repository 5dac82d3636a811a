"""Settings come from the environment, and production names its own database."""

from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from states.terms import Role
from workflow.settings import DEMO_DATABASE_URL, Lasting, Mode, Settings


@pytest.fixture(autouse=True)
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A directory without `.env`, in an environment that sets nothing of ours."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"CHUYENHOA_{name.upper()}", raising=False)


def test_trying_out_needs_no_settings() -> None:
    settings = Settings()

    assert (Mode.DEMO, DEMO_DATABASE_URL) == (settings.mode, settings.database_url)
    assert not settings.secure_cookies


def test_production_refuses_to_start_without_a_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHUYENHOA_MODE", "production")

    with pytest.raises(ValidationError, match="CHUYENHOA_DATABASE_URL"):
        Settings()


def test_production_keeps_cookies_to_https(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHUYENHOA_MODE", "production")
    monkeypatch.setenv("CHUYENHOA_DATABASE_URL", "postgresql:///chuyenhoa")

    settings = Settings()

    assert settings.secure_cookies
    assert "postgresql:///chuyenhoa" == settings.database_url


def test_a_file_beside_the_process_sets_what_the_environment_does_not(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("CHUYENHOA_PAGE_SIZE=20\nCHUYENHOA_MODE=development\n")

    settings = Settings()

    assert (20, Mode.DEVELOPMENT) == (settings.page_size, settings.mode)


def test_settings_cannot_be_changed_afterwards() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Settings().mode = Mode.PRODUCTION


def test_roles_that_need_a_second_factor_are_named_with_commas(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CHUYENHOA_SECOND_FACTOR_FOR", "administrator, committee_office,")

    assert Settings().second_factor_for == (Role.ADMINISTRATOR, Role.COMMITTEE_OFFICE)
    assert Settings(second_factor_for=(Role.AUDITOR,)).second_factor_for == (Role.AUDITOR,)

    monkeypatch.setenv("CHUYENHOA_SECOND_FACTOR_FOR", "everybody")
    with pytest.raises(ValidationError, match="second_factor_for"):
        Settings()


def test_how_long_sessions_last_is_set_in_minutes_and_hours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    usual = Settings().lasting
    monkeypatch.setenv("CHUYENHOA_SESSION_IDLE_MINUTES", "15")
    monkeypatch.setenv("CHUYENHOA_SESSION_HOURS", "4")
    monkeypatch.setenv("CHUYENHOA_CONFIRMED_MINUTES", "5")

    assert Lasting() == usual
    assert Settings().lasting == Lasting(
        idle=timedelta(minutes=15), longest=timedelta(hours=4), proof=timedelta(minutes=5)
    )


def test_production_answers_to_named_hosts_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHUYENHOA_MODE", "production")
    monkeypatch.setenv("CHUYENHOA_DATABASE_URL", "postgresql:///chuyenhoa")
    monkeypatch.setenv("CHUYENHOA_ALLOWED_HOSTS", '["*"]')

    with pytest.raises(ValidationError, match="CHUYENHOA_ALLOWED_HOSTS"):
        Settings()
