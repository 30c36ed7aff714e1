"""What a person may set: where the data lies, limits, and how the page is served (environment, prefix COACH_)."""

from __future__ import annotations

import os
import sys
from datetime import timedelta
from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from coach.errors import SettingsError

MEGABYTE = 1_000_000


def user_folder() -> Path:
    """Where this system keeps a person's data: the same from whatever folder coach is started."""
    home = Path.home()
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "coach"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "coach"
    return Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "coach"


class Settings(BaseSettings):
    """Everything that can be set, each by COACH_NAME in the environment.

    Attributes:
        data: folder of the built-in database; made when it is first needed.
        database: SQLAlchemy URL; empty for SQLite in the data folder.
        host, port: where the page listens.
        public_url: the address people type, where it differs (behind a proxy); links in invitations start with it.
        secure_cookies: cookies over TLS only; None: where the public URL is https.
        session_hours: how long a sign-in lasts.
        invitation_days: how long an invitation can be taken up.
        upload_bytes: largest file.
        upload_files: most files in one upload.
        upload_seconds: longest time an upload may take to arrive.
        lease_seconds: a scoring worker that gave no sign for so long is taken for dead.
    """

    model_config = SettingsConfigDict(env_prefix="COACH_", extra="ignore")

    data: Path = Field(default_factory=user_folder)
    database: str = ""
    host: str = "127.0.0.1"
    port: int = Field(8000, ge=0, le=65535)
    public_url: str = Field("", pattern=r"^(https?://[^/\s]+.*)?$")
    secure_cookies: bool | None = None
    session_hours: int = Field(24 * 14, ge=1)
    invitation_days: int = Field(7, ge=1)
    upload_bytes: int = Field(20 * MEGABYTE, ge=1, le=50 * MEGABYTE)
    upload_files: int = Field(50, ge=1)
    upload_seconds: int = Field(120, ge=1)
    lease_seconds: int = Field(120, ge=5)

    @property
    def database_url(self) -> str:
        """The database to open."""
        return self.database or f"sqlite:///{(self.data.expanduser() / 'coach.db').as_posix()}"

    @property
    def address(self) -> str:
        """Where people find the page, without a slash at the end."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def cookies_over_tls_only(self) -> bool:
        """Whether cookies are marked Secure."""
        return self.address.startswith("https://") if self.secure_cookies is None else self.secure_cookies

    @property
    def session_length(self) -> timedelta:
        """How long a sign-in lasts."""
        return timedelta(hours=self.session_hours)

    @property
    def invitation_length(self) -> timedelta:
        """How long an invitation can be taken up."""
        return timedelta(days=self.invitation_days)

    @property
    def lease(self) -> timedelta:
        """How long a worker holds an upload before it has to say that it lives."""
        return timedelta(seconds=self.lease_seconds)


def load_settings(**given: object) -> Settings:
    """Settings from the environment, then from what is given by name (None counts as not given).

    Raises:
        SettingsError: a value that cannot be used, named as its variable.
    """
    try:
        return Settings(**{k: v for k, v in given.items() if v is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = "_".join(str(part) for part in first["loc"]).upper()
        raise SettingsError(f"COACH_{name}: {first['msg']}; it is {first['input']!r}.") from None
