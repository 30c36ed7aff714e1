"""A thirty-turn call, made by hand: a dated call-back, some truth, and a lot of pressure."""

from __future__ import annotations

from datetime import date

from report_builders import MADE, quote, spoken, table

from coach.report import (
    Act,
    Advice,
    Answer,
    CallFacts,
    Commitment,
    CriterionScore,
    Metric,
    NextStep,
    Report,
    Score,
)
from coach.transcript import Quote, Role


def pushy() -> Report:
    """A thirty-turn call: a dated call-back, some truth, and a lot of pressure."""
    turns = spoken("pushy.txt")

    def q(turn: int, words: str) -> Quote:
        return quote(turns, turn, words)

    ask, yes = q(24, "could we talk on Tuesday the first of December at ten?"), q(25, "Tuesday at ten, okay")
    gone = q(16, "This price is gone when we hang up, so I need an answer today.")
    crazy = q(20, "You'd be crazy to pass this up.")
    listen = q(18, "But just listen, it's only five minutes of paperwork, sign up now")
    no = q(17, "No thanks, then. I don't decide like that.")
    expensive, maybe = (
        q(15, "it's too expensive for us at the moment"),
        q(23, "Maybe call me sometime in the new year."),
    )
    return Report(
        id="2026-11-20-brightline-07",
        day=date(2026, 11, 20),
        format="webvtt",
        facts=CallFacts("conversation", 0.98, "maybe", 0.77, True, 0.91, True, 0.83, 3, 0.97),
        answers=(
            Answer("secured", "yes", 0.91, False, "Another call was agreed for Tuesday the first at ten.", (yes,)),
            Answer(
                "asked",
                "yes",
                0.57,
                True,
                "Questions were asked for, but nobody checked that nothing was held back.",
                (q(22, "What other questions do you have"),),
            ),
            Answer(
                "pushy",
                "yes",
                0.97,
                False,
                "Six moves of pressure, four of them after a clear no.",
                (crazy, gone),
            ),
        ),
        scores=(
            Score(
                "secured",
                76.0,
                (
                    CriterionScore(
                        "secured",
                        "A step stands at the end",
                        40,
                        40,
                        "A call-back was asked for and agreed.",
                        (ask, yes),
                    ),
                    CriterionScore("rung", "How high on the ladder", 16, 30, "A call-back is rung 5 of 7.", (ask,)),
                    CriterionScore("dated", "It has a day", 20, 20, "Tuesday the first at ten.", (yes,)),
                    CriterionScore("late", "Big step first", 0, 10, "The brochure came before the appointment.", ()),
                ),
            ),
            Score(
                "asked",
                50.0,
                (
                    CriterionScore(
                        "discovery",
                        "Asked about their situation",
                        20,
                        20,
                        "Two questions that want to know.",
                        (),
                    ),
                    CriterionScore(
                        "probe",
                        "Dug into a no or maybe",
                        0,
                        30,
                        "Neither the no nor the maybe was explored.",
                        (expensive, maybe),
                        (-15, -15),
                    ),
                    CriterionScore(
                        "final",
                        "Questions, then the final check",
                        10,
                        30,
                        "Questions yes, final check no.",
                        (),
                    ),
                    CriterionScore(
                        "direction",
                        "Let them say what comes next",
                        10,
                        20,
                        "Leave to follow up counts half.",
                        (),
                    ),
                    CriterionScore("win_back", "Took a step back", None, 20, "This is no win-back call.", ()),
                ),
            ),
            Score(
                "pushy",
                8.0,
                (
                    CriterionScore(
                        "pressure",
                        "No pressure",
                        0,
                        60,
                        "Six moves of pressure.",
                        (gone, crazy),
                        (-22.5, -30),
                    ),
                    CriterionScore("no", "Takes a no", 0, 30, "Went on twice after a no.", (listen,), (-30,)),
                    CriterionScore("end", "Ends without a push", 8, 10, "The push at the end was short.", ()),
                ),
            ),
        ),
        overall=44.7,
        next_step=NextStep(
            "call_back",
            "Tuesday the first of December at ten",
            date(2026, 12, 1),
            "10:00",
            True,
            Role.REP,
            ask,
            yes,
            0.91,
        ),
        advice=(
            Advice(
                "Take the first no as an answer, then ask why",
                "After a clear no you pushed on twice. That ends the follow-up, where most sales are made.",
                "That's fine. May I ask what makes it a no: the price itself, or the time of year?",
                "“Don’t be pushy, follow up” (D) and “Close on every conversation” (C)",
                (no, listen),
                "no",
            ),
            Advice(
                "Leave the deadline out",
                "A price that dies with the call says that you need the sale more than they do.",
                "The price holds until the end of the month. What would you need to see before then?",
                "“Seven steps to the truth” (B)",
                (gone,),
                "pressure",
            ),
            Advice(
                "After “none”, ask the final check",
                "They had said what holds them back, and “none” was the end of the questions.",
                "Are you a hundred per cent sure there is nothing else I can do to make you comfortable?",
                "“Seven steps to the truth” (B)",
                (q(22, "What other questions do you have about the offer itself?"),),
                "final",
            ),
        ),
        findings=table("pushy.yaml", turns),
        commitments=(
            Commitment(Role.REP, q(26, "I send the sheet today"), "today", date(2026, 11, 20)),
            Commitment(Role.PROSPECT, q(27, "I'll show it to my partner before that."), "before that", None),
        ),
        metrics=(
            Metric(
                "talk_share",
                "Rep's share of the talk",
                0.68,
                "share",
                0.35,
                0.55,
                "Above 65 % goes with fewer sales.",
            ),
            Metric("questions", "Questions the rep asked", 9, "count", 11, 14, "More do not help."),
            Metric("monologue", "Longest stretch of the rep", 16.8, "s", None, 90, ""),
            Metric("customer", "Longest stretch of the prospect", 7.2, "s", None, None, ""),
            Metric("pace", "Rep's pace", 149.6, "words/min", 120, 170, ""),
            Metric("patience", "Pause before the rep speaks", None, "s", 0.6, 1.5, "Needs exact times."),
        ),
        acts=(
            Act(24, "next_step.propose", 0.912345678, ask, "call_back"),
            Act(16, "pressure.urgency", 0.96, gone),
        ),
        turns=turns,
        role_source="inferred",
        role_confidence=0.96,
        rep_opens=q(0, "I'm calling from Brightline about your phone contracts."),
        warnings=("Two turns have no end time; the next turn's start was taken.",),
        provenance=MADE,
    )
