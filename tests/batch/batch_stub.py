"""A scorer that costs nothing and says something of its own about every call; and the faults tests need."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path
from time import sleep
from zlib import crc32

from coach.errors import CoachError
from coach.report import Answer, CallFacts, Finding, Provenance, Report, Score, SpokenTurn
from coach.rubric import Rubric
from coach.transcript import Quote, Role, Transcript

MADE = Provenance("0", "model", "balanced", "rubric", "transcript")


def score(call: Transcript, rubric: Rubric | None, rep: str | None) -> Report:
    """A report that depends on every word of the call."""
    _faults(call.id)
    if "lorem ipsum" in call.utterances[-1].text:
        raise CoachError(f"{call.id}: nobody talks like that.")
    turns = tuple(
        SpokenTurn(n, "Rep", Role.REP, u.text, None if u.start is None else u.start, u.end)
        for n, u in enumerate(call.utterances)
    )
    sure = crc32(" ".join(turn.text for turn in turns).encode()) % 1000 / 1000
    quote = Quote(0, 0, len(turns[0].text), turns[0].text)
    answer = Answer("secured", "yes" if sure > 0.5 else "no", sure, sure < 0.1, "So it was.", (quote,))
    facts = CallFacts("conversation", 1.0, "maybe", 1.0, sure > 0.5, sure, False, 0.0, 0, 0.0)
    scores = (Score("secured", round(100 * sure, 1), ()), Score("asked", None, ()), Score("pushy", 100.0, ()))
    return Report(
        id=call.id, day=call.day, format=call.format, facts=facts, answers=(answer,), scores=scores,
        overall=round(100 * sure, 1), next_step=None, advice=(), commitments=(), metrics=(), acts=(),
        findings=(Finding("no_probed", (quote,), sure, f"{call.plan} {rubric and rubric.name}"),), turns=turns,
        role_source="file", role_confidence=1.0, rep_opens=None, warnings=(), provenance=MADE,
    )  # fmt: skip


def _faults(call: str) -> None:
    """What COACH_TEST_FAULTS asks for: a folder with a file `slow`, a `log`, or `lethal` or `once` that name a call."""
    folder = Path(os.environ.get("COACH_TEST_FAULTS", "/nonexistent"))
    if (folder / "slow").exists():
        sleep(float((folder / "slow").read_text()))
    if (folder / "log").exists():
        with (folder / "log").open("a") as log:
            log.write(f"{call}\n")
    for name in ("lethal", "once"):
        fault = folder / name
        if fault.exists() and fault.read_text() == call:
            if name == "once":
                fault.unlink()
            os.kill(os.getpid(), signal.SIGKILL)


def write_calls(folder: Path, count: int, reps: int = 3) -> Path:
    """Files of one call each, in folders of ten, every call with words of its own."""
    for n in range(count):
        path = folder / f"week{n // 10}" / f"call{n:03}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(call_json(n, reps))
    return folder


def call_json(n: int, reps: int = 3) -> str:
    """One call in coach's own format, on one line."""
    turns = [("Rep", f"Hello, this is call {n}, is this a good time?"), ("Bo", "Not really, I am in a meeting now.")]
    told = [{"speaker": who, "text": text, "start": 4.0 * i, "end": 4.0 * i + 3} for i, (who, text) in enumerate(turns)]
    day = f"2026-{1 + n % 3:02}-15"
    return json.dumps({"id": f"c{n}", "date": day, "rep": f"Rep {n % reps}", "turns": told})
