"""The day in a file's name."""

from datetime import UTC, date, datetime

import pytest

from coach.readers.file_day import day_in

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2026-03-02 Larch.vtt", date(2026, 3, 2)),
        ("GMT20260302-140500_Recording.transcript.vtt", date(2026, 3, 2)),
        ("call_2026_03_02_1405.txt", date(2026, 3, 2)),
        ("20260302140500.json", date(2026, 3, 2)),
        ("2026.03.02.txt", date(2026, 3, 2)),
        ("03-02-2026.txt", None),
        ("2026-13-02.txt", None),
        ("2026-02-30.txt", None),
        ("2027-01-01.txt", None),
        ("call 20260302999.txt", None),
        ("+4420260302.txt", None),
        ("7782342274025937895.json", None),
        ("calls of 2026-01-01/larch.vtt", None),
        ("s3://bucket/2026/2026-03-02.vtt", date(2026, 3, 2)),
        ("", None),
    ],
)
def test_days_in_names(name: str, day: date | None) -> None:
    assert day_in(name, NOW) == day


def test_without_a_clock_every_day_is_taken() -> None:
    assert day_in("2027-01-01.txt") == date(2027, 1, 1)
