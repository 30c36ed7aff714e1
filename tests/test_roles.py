"""Who is the rep: the user, the file, role words, then the words spoken, never the names."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.errors import CoachError
from coach.readers import FORMATS, read, read_calls
from coach.roles import assign_roles, role_word
from coach.transcript import Role, Transcript, Utterance

SAMPLES = Path(__file__).parent.parent / "samples"
CORPUS = Path(__file__).parents[2] / "shared" / "corpus" / "calls.jsonl"
REP, PROSPECT, GATEKEEPER, OTHER, UNKNOWN = Role.REP, Role.PROSPECT, Role.GATEKEEPER, Role.OTHER, Role.UNKNOWN

COLD = (
    ("X", "Hello, Castle Motors."),
    ("Y", "Hi, my name is Jo and I'm calling from Brightwash, we do the jet wash for forecourts. Bad time?"),
    ("X", "I'm in the middle of something. What's it cost?"),
    (
        "Y",
        "It depends how many cars you wash in a week. Could I send you two pages and call on Monday?",
    ),
    ("X", "Send me that, and I'll show my boss."),
)


def call(*turns: tuple[str, str], rep: str | None = None) -> Transcript:
    return Transcript("c", tuple(Utterance(*turn) for turn in turns), rep=rep)


def roles(transcript: Transcript, rep: str | None = None) -> dict[str, Role]:
    return dict(assign_roles(transcript, rep).roles)


def test_the_words_tell() -> None:
    done = assign_roles(call(*COLD))
    assert dict(done.roles) == {"X": PROSPECT, "Y": REP}
    assert done.role_source == "inferred"
    assert 0.9 < done.role_confidence < 1


STATED = (Utterance("Al", "Hi", role=PROSPECT), Utterance("Bo", "Yes", role=REP), Utterance("Cy", "Ok"))


def test_roles_in_the_file() -> None:
    done = assign_roles(Transcript("c", STATED, rep="Al"))
    assert [role for _, role in done.roles] == [PROSPECT, REP, PROSPECT]
    assert (done.role_confidence, done.role_source) == (1.0, "file")


def test_the_user_wins_over_roles_in_the_file() -> None:
    done = assign_roles(Transcript("c", STATED), rep="Al")
    assert [role for _, role in done.roles] == [REP, PROSPECT, PROSPECT]
    assert [turn.role for turn in done.turns] == [REP, PROSPECT, PROSPECT]
    assert done.role_source == "user"


def test_the_user_may_say_what_the_file_says() -> None:
    turns = (*STATED, Utterance("Di", "And me", role=REP))
    assert assign_roles(Transcript("c", turns), rep="Bo").turns == assign_roles(Transcript("c", turns)).turns


NAMES = (("Dana", "Lee"), ("Agent", "Customer"), ("Customer", "Agent"), ("Buyer", "Rep"), ("Lee", "Dana (Customer)"))


@pytest.mark.parametrize("names", NAMES)
@pytest.mark.parametrize("stated", ["user", "rep", "one role", "only the prospect's role"])
def test_names_that_are_role_words_change_nothing_where_the_rep_is_stated(names: tuple[str, str], stated: str) -> None:
    other, rep = names
    bare = call(*((rep if name == "Y" else other, text) for name, text in COLD), rep=rep if stated == "rep" else None)
    of_one = {"one role": (1, REP), "only the prospect's role": (0, PROSPECT)}.get(stated)
    turns = [replace(u, role=of_one[1]) if of_one and n == of_one[0] else u for n, u in enumerate(bare.utterances)]
    done = assign_roles(replace(bare, utterances=tuple(turns)), rep if stated == "user" else None)
    assert dict(done.roles) == {other: PROSPECT, rep: REP}


def test_a_side_without_a_name_is_a_side() -> None:
    nameless = [("" if name == "Y" else name, text) for name, text in COLD]
    assert roles(replace(call(*nameless), whole_turns=True)) == {"X": PROSPECT, "": REP}


def test_names_that_differ_in_case_only() -> None:
    done = assign_roles(call(("dana", "Hi."), ("Dana", "Hello."), ("DANA", "Yes."), rep="Dana"))
    assert (dict(done.roles)["Dana"], done.role_source) == (REP, "file")


@pytest.mark.parametrize("rep", ["Dana Lee", "dana lee", "DANA", "Da", "lee"])
def test_the_user_names_the_rep_in_many_ways(rep: str) -> None:
    done = assign_roles(call(("Sam Fox", "Hello."), ("Dana Lee", "Hi.")), rep)
    assert dict(done.roles) == {"Sam Fox": PROSPECT, "Dana Lee": REP}
    assert (done.role_confidence, done.role_source) == (1.0, "user")


@pytest.mark.parametrize("rep", ["Eve", "Dan"])
def test_a_name_of_nobody_or_of_two_is_refused(rep: str) -> None:
    with pytest.raises(CoachError) as caught:
        assign_roles(call(("Dana", "Hi."), ("Dan Fox", "Hello."), ("Danny", "Ok.")), rep)
    assert str(caught.value) == f"no one speaker in c goes by {rep!r}; the speakers are: Dana, Dan Fox, Danny."


def test_the_file_names_the_rep() -> None:
    done = assign_roles(call(*COLD, rep="x"))
    assert (dict(done.roles)["X"], done.role_source) == (REP, "file")
    assert assign_roles(call(*COLD, rep="Somebody Else")).role_source == "inferred"


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("REP", REP), ("Agent", REP), ("Sales Rep", REP), ("agent_1", REP), ("Seller", REP),
        ("PROSPECT", PROSPECT),
        ("Customer 2", PROSPECT), ("Client", PROSPECT), ("Buyer", PROSPECT), ("Gatekeeper", GATEKEEPER),
        ("Receptionist", GATEKEEPER), ("System", OTHER), ("Agent Smith", None), ("Dana", None),
        ("Speaker 1", None), ("Dana (Rep)", REP), ("Customer (Lee)", PROSPECT), ("Lee (Acme)", None),
        ("", None),
    ],
)  # fmt: skip
def test_role_words(name: str, role: Role | None) -> None:
    assert role_word(name) is role


def test_role_words_as_names_count_as_the_files_word() -> None:
    done = assign_roles(call(("PROSPECT", "Hi."), ("REP", "Hello."), ("Receptionist", "Ok.")))
    assert [role for _, role in done.roles] == [PROSPECT, REP, GATEKEEPER]
    assert (done.role_confidence, done.role_source) == (1.0, "file")


def test_one_role_word_for_all_tells_nothing() -> None:
    done = assign_roles(call(*((f"Agent {name}", text) for name, text in COLD)))
    assert (dict(done.roles), done.role_source) == ({"Agent X": PROSPECT, "Agent Y": REP}, "inferred")


def test_a_voicemail_is_the_reps() -> None:
    done = assign_roles(call(("Z", "Hi Joan, it's Tilda from Hedgerow. Call me back on 555 0142. Bye.")))
    assert (dict(done.roles), done.role_source) == ({"Z": REP}, "inferred")


def test_one_voice_that_could_be_anybody() -> None:
    done = assign_roles(call(("Z", "The lorry came late and I was sorry about that.")))
    assert (dict(done.roles), done.role_confidence, done.role_source) == ({"Z": UNKNOWN}, 0.0, "unknown")


def test_no_speakers_at_all() -> None:
    done = assign_roles(call(("", "Hi."), ("", "Hello.")))
    assert (dict(done.roles), done.role_confidence, done.role_source) == ({"": UNKNOWN}, 0.0, "unknown")


def test_a_greeting_machine_is_not_the_one_called() -> None:
    greeting = ("G", "You've reached the office of Ann Roe. Please leave a message after the tone.")
    message = ("M", "Hi Ann, it's Jo from Brightwash, give me a ring on 555 0100.")
    assert roles(call(greeting, message)) == {"G": OTHER, "M": REP}


def test_a_gatekeeper_before_the_prospect() -> None:
    turns = (
        ("F", "Good morning, Harcourt's, who's calling please?"),
        ("R", "It's Jo from Brightwash. I was hoping to catch the manager, could you help me?"),
        ("F", "She's in a meeting. Hold on, no, she's free, I'll put you through."),
        (
            "M",
            "Hello, this is the manager, what is this about? I don't have long and we already have somebody.",
        ),
        ("R", "Thanks for taking this. How do you wash the cars at the moment, and what would you change?"),
        ("M", "My husband does it by hand. I suppose it takes him all Saturday, he says."),
    )
    assert roles(call(*turns)) == {"F": GATEKEEPER, "R": REP, "M": PROSPECT}


def sample_calls() -> list[Transcript]:
    files = [SAMPLES / f.sample for f in FORMATS]
    calls = [c for p in files for c in read_calls(p.read_bytes(), p.name) if isinstance(c, Transcript)]
    return [c for c in calls if len(c.speakers) > 1]


def renamed(transcript: Transcript, names: list[str]) -> Transcript:
    new = dict(zip(transcript.speakers, names, strict=False))
    turns = tuple(replace(u, speaker=new[u.speaker], role=None) for u in transcript.utterances)
    return replace(transcript, utterances=turns, rep=None)


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(sample_calls()),
    st.lists(
        st.text("abcxyzABC é", min_size=3, max_size=9).map(lambda s: f"q{s.strip()}"),
        min_size=3,
        max_size=3,
        unique=True,
    ),
)
def test_renaming_never_changes_the_result(transcript: Transcript, names: list[str]) -> None:
    plain = assign_roles(renamed(transcript, ["q1", "q2", "q3"]))
    other = assign_roles(renamed(transcript, names))
    assert [r for _, r in plain.roles] == [r for _, r in other.roles]
    assert plain.role_confidence == other.role_confidence


def test_the_same_call_twice_gives_the_same_answer() -> None:
    transcript = read((SAMPLES / "zoom.vtt").read_bytes(), "zoom.vtt")
    assert assign_roles(transcript) == assign_roles(transcript)


@pytest.mark.skipif(not CORPUS.is_file(), reason=f"no corpus at {CORPUS}")
def test_the_rep_is_found_in_the_corpus() -> None:
    right = two = 0
    for line in CORPUS.read_text(encoding="utf-8").splitlines():
        turns = json.loads(line)["turns"]
        truth = {t["speaker"]: t["role"] for t in turns}
        if len(truth) != 2 or list(truth.values()).count("rep") != 1:
            continue
        bare = Transcript("c", tuple(Utterance(t["speaker"], t["text"]) for t in turns), whole_turns=True)
        guess = roles(renamed(bare, ["q1", "q2"]))
        two += 1
        right += [r is REP for r in guess.values()] == [r == "rep" for r in truth.values()]
    assert right / two >= 0.97
