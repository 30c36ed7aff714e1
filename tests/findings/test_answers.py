"""The plain answers show each piece of words once, whatever it is taken for."""

from __future__ import annotations

from dataclasses import replace

from test_cases import ALL, call_of

from coach.findings.answers import MOST_QUOTES, answers
from coach.findings.call import Call

BANDS = {"secured": (0.35, 0.65), "truth_asked": (0.35, 0.65), "pushy": (0.35, 0.65)}
PUSHES = ("pressure.urgency", "pressure.assumed_sale")


def pushed(times: int) -> Call:
    said = [["rep", f"It goes at five today, so I put you down for number {n}.", *PUSHES] for n in range(times)]
    case = {"name": "pushed", "secured": False, "turns": [["prospect", "Hello."], *said]}
    call = call_of(case)
    return replace(call, facts=replace(call.facts, pushy=3))


def test_words_of_two_kinds_are_shown_once() -> None:
    pushy = answers(pushed(1), BANDS)[2]
    assert [q.text for q in pushy.quotes] == ["It goes at five today, so I put you down for number 0."]


def test_two_kinds_at_once_leave_room_for_other_words() -> None:
    pushy = answers(pushed(MOST_QUOTES + 2), BANDS)[2]
    assert [q.turn for q in pushy.quotes] == list(range(1, MOST_QUOTES + 1))


def test_no_answer_quotes_the_same_words_twice() -> None:
    for _, case in ALL:
        if "turns" in case:
            for answer in answers(call_of(case), BANDS):
                assert len(set(answer.quotes)) == len(answer.quotes)
