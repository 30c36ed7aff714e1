"""A server that is killed again and again loses nothing it acknowledged and scores nothing twice.

COACH_TEST_KILLS says how often it is killed (5 if unset).
"""

import os
from pathlib import Path

import kill


def test_a_killed_server_loses_nothing_and_scores_nothing_twice(tmp_path: Path) -> None:
    kills = int(os.environ.get("COACH_TEST_KILLS", "5"))
    outcome = kill.run(tmp_path, kills, seed=kills)
    assert outcome.wrong == []
    assert outcome.uploads >= kills
