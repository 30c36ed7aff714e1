"""Settings: from the environment, with sane values where nothing is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.errors import SettingsError
from coach.settings import load_settings


def test_without_a_word_it_is_sqlite_in_the_persons_own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    settings = load_settings()
    assert settings.database_url == f"sqlite:///{tmp_path}/coach/coach.db"
    assert settings.address == "http://127.0.0.1:8000"
    assert not settings.cookies_over_tls_only


def test_the_environment_and_what_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACH_DATABASE", "postgresql+psycopg://coach@db/coach")
    monkeypatch.setenv("COACH_PUBLIC_URL", "https://coach.example.com/")
    monkeypatch.setenv("COACH_PORT", "9000")
    settings = load_settings(port=9001, host=None)
    assert settings.database_url == "postgresql+psycopg://coach@db/coach"
    assert settings.address == "https://coach.example.com"
    assert (settings.host, settings.port) == ("127.0.0.1", 9001)
    assert settings.cookies_over_tls_only
    assert not load_settings(secure_cookies=False).cookies_over_tls_only


@pytest.mark.parametrize(("name", "value"), [("PORT", "many"), ("UPLOAD_BYTES", "0"), ("PUBLIC_URL", "coach")])
def test_a_wrong_value_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"COACH_{name}", value)
    with pytest.raises(SettingsError, match=f"COACH_{name}: .*{value}"):
        load_settings()
