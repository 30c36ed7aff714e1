"""The one error tree.

CoachError
├── ReadError      a transcript cannot be read: file, place, what to do
├── RubricError    a rubric is unknown or does not hold together
├── ModelError     the trained model is missing or does not fit this version
├── SettingsError  a setting from the environment cannot be used
├── StoreError     the database cannot be opened, or refuses what was asked
└── ServerError    a server of coach does not answer, or does not let us in
"""


class CoachError(Exception):
    """Anything coach refuses to do, said in one sentence for the person who asked."""


class ReadError(CoachError):
    """A transcript that cannot be read.

    Args:
        file: name of the file, as the user gave it.
        reason: what is wrong.
        remedy: what the user can do.
        line: 1-based line (or record) where it went wrong, if there is one.
    """

    def __init__(self, file: str, reason: str, remedy: str, line: int | None = None) -> None:
        self.file, self.reason, self.remedy, self.line = file, reason, remedy, line
        place = f", line {line}" if line else ""
        super().__init__(f"{file}{place}: {reason}; {remedy}.")


class RubricError(CoachError):
    """A rubric that is unknown, or whose parts contradict each other."""


class ModelError(CoachError):
    """The model artefact is missing or was made for another version."""


class SettingsError(CoachError):
    """A setting from the environment that cannot be used."""


class StoreError(CoachError):
    """A database that cannot be opened, or that refuses what was asked."""


class ServerError(CoachError):
    """A server of coach that does not answer, or does not let us in."""
