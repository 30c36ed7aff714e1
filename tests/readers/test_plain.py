"""Plain text in its many forms: each means the same two utterances."""

from __future__ import annotations

import pytest

from coach.readers import read

# form: (text, speakers, starts)
TIMED: dict[str, str] = {
    "boxed clock": "[00:12] Dana: Hi there.\n[00:15] Sam: Hello.\n",
    "clock first": "00:12 Dana: Hi there.\n00:15 Sam: Hello.\n",
    "clock in brackets": "Dana (00:12): Hi there.\nSam (00:15): Hello.\n",
    "label above": "Dana  0:12\nHi there.\n\nSam  0:15\nHello.\n",
    "bar": "Dana | 00:12\nHi there.\n\nSam | 00:15\nHello.\n",
    "dash": "Dana – 00:12\nHi there.\nSam – 00:15\nHello.\n",
    "bold with clock": "**Dana** (00:12): Hi there.\n\n**Sam** (00:15): Hello.\n",
    "name above clock": "Dana\n00:12\nHi there.\n\nSam\n00:15\nHello.\n",
    "otter": "Dana  0:12  \nHi there.\n\nSam  0:15  \nHello.\n\nTranscribed by https://otter.ai\n",
    "clock above": "00:12\nDana: Hi there.\n00:15\nSam: Hello.\n",
    "clock above name": "00:12\nDana\nHi there.\n\n00:15\nSam\nHello.\n",
    "clock and name": "[00:00:12] Dana\nHi there.\n\n[00:00:15] Sam\nHello.\n",
    "clock, dash and name": "0:12 - Dana\n  Hi there.\n\n0:15 - Sam\n  Hello.\n",
    "boxed clock, dash and name": "[00:00:12.0] - Dana\nHi there.\n\n[00:00:15.0] - Sam\nHello.\n",
    "bold with slanted clock": "**Dana** *00:12*\nHi there.\n\n**Sam** *00:15*\nHello.\n",
    "saved chat": "[Dana] 00:00:12\nHi there.\n\n[Sam] 00:00:15\nHello.\n",
    "tab": "Dana    00:12\tHi there.\nSam    00:15\tHello.\n",
    "copied from Teams": "Dana\n0 minutes 12 seconds\n0:12\nDana 0 minutes 12 seconds\nHi there.\n"
    "Sam\n0 minutes 15 seconds\n0:15\nSam 0 minutes 15 seconds\nHello.\n",
    "Teams' arrows": "0:0:12.0 --> 0:0:13.5\nDana\nHi there.\n0:0:15.0 --> 0:0:16.0\nSam\nHello.\n",
    "hours": "[00:00:12] Dana: Hi there.\n[00:00:15] Sam: Hello.\n",
}
UNTIMED: dict[str, str] = {
    "name": "Dana: Hi there.\nSam: Hello.\n",
    "bold": "**Dana:** Hi there.\n\n**Sam:** Hello.\n",
    "bold name": "**Dana**: Hi there.\n\n**Sam**: Hello.\n",
    "list": "- **Dana:** Hi there.\n- **Sam:** Hello.\n",
    "captions": ">> Dana: Hi there.\n>> Sam: Hello.\n",
    "brackets": "[Dana]: Hi there.\n[Sam]: Hello.\n",
    "windows": "Dana: Hi there.\r\nSam: Hello.\r\n",
    "under a title": "# Call\nDate: 12 March\nAttendees: Dana, Sam\n\nDana: Hi there.\nSam: Hello.\n",
    "slanted": "*Dana:* Hi there.\n*Sam:* Hello.\n",
    "bullets": "- Dana: Hi there.\n- Sam: Hello.\n",
    "numbers": "1. Dana: Hi there.\n2. Sam: Hello.\n",
    "wide colon": "Dana：Hi there.\nSam：Hello.\n",
    "to all": "From Dana to Everyone:\n\tHi there.\nFrom Sam to Everyone:\n\tHello.\n",
    "wrapped": "Dana: Hi\nthere.\nSam: Hello.\n",
}


@pytest.mark.parametrize("form", TIMED)
def test_timed(form: str) -> None:
    found = [(u.speaker, u.text, u.start) for u in read(TIMED[form].encode(), "x.txt").utterances]
    assert found == [("Dana", "Hi there.", 12.0), ("Sam", "Hello.", 15.0)]


@pytest.mark.parametrize("form", UNTIMED)
def test_untimed(form: str) -> None:
    found = [(u.speaker, u.text, u.start) for u in read(UNTIMED[form].encode(), "x.txt").utterances]
    assert found == [("Dana", "Hi there.", None), ("Sam", "Hello.", None)]


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("Dana, 10:02 AM\nHi there.\n\nSam, 10:03 AM\nHello.\n", [0.0, 60.0]),
        ("Dana, 11:59 AM\nHi there.\n\nSam, 12:01 PM\nHello.\n", [0.0, 120.0]),
        ("[14:02:11] Dana: Hi there.\n[14:02:15] Sam: Hello.\n", [0.0, 4.0]),
        ("12/03/2025, 10:02 - Dana: Hi\n12/03/2025, 10:03 - Sam: Hello\n", [0.0, 60.0]),
        (f"[10:02] Dana: {'word ' * 40}\n[10:03] Sam: Hello\n", [0.0, 60.0]),
    ],
)
def test_the_time_of_day_counts_from_the_start(text: str, starts: list[float]) -> None:
    assert [u.start for u in read(text.encode(), "x.txt").utterances] == starts


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("REP: Hi.\nPROSPECT: Hello.\n", ("REP", "PROSPECT")),
        ("Speaker 1: Hi.\nSpeaker 2: Hello.\n", ("Speaker 1", "Speaker 2")),
        ("lee_m: hi\nVisitor 8820: hello\nlee_m: bye\n", ("lee_m", "Visitor 8820")),
        (
            "Bex (The Heronry): hi\nJoão d'Ávila: hello\nBex (The Heronry): bye\n",
            ("Bex (The Heronry)", "João d'Ávila"),
        ),
        ("Dana: hi\n+1 (415) 555-0100: hello\nDana: bye\n", ("Dana", "+1 (415) 555-0100")),
        ("dana smith: hi\nlee wong: hello\ndana smith: bye\nlee wong: bye\n", ("dana smith", "lee wong")),
        ("**Dana Smith**\nHi\n\n**Lee Wong**\nFine\n\n**Dana Smith**\nok\n", ("Dana Smith", "Lee Wong")),
        ("**Dana Smith**\nHi\n\n**Lee Wong**\nFine\n", ("Dana Smith", "Lee Wong")),
        ("Meeting Room 3: Hi\nLee: ok\nMeeting Room 3: bye\n", ("Meeting Room 3", "Lee")),
        ("# Call\n\n## Dana\nHi\n\n## Lee\nFine\n\n## Dana\nok\n", ("Dana", "Lee")),
        ("Dana Smith\nHi\n\nLee Wong\nok\n\nDana Smith\nOne\n\nLee Wong\nTwo\n", ("Dana Smith", "Lee Wong")),
        ("0:00 | Dana\nHi there\n\n0:03 | Lee\nFine\n\n0:05 | Dana\nok\n", ("Dana", "Lee")),
        ("0:00\nDana\nHi\n\n0:05\nLee\nok\n\n0:09\nDana\nfine\n", ("Dana", "Lee")),
        (
            "Call with Acme\n00:00:00\n\nDana: Hi\nLee: ok\nDana: more\nMaria: he has to go\n00:05:00\n\nDana: fine\n",
            ("Dana", "Lee", "Maria"),
        ),
        ("0:00\nyes\n0:02\nokay\n0:04\nyes\n", ("",)),
        ("0:00 Yes\n0:02 Okay\n0:04 Right\n", ("",)),
        ("REP: Here is the thing\nit is this: nothing\nREP: Bye\n", ("REP",)),
        ("Hi there, this is a call.\nHello, who is this?\n", ("",)),
        ("So I said to him: no.\nAnd then he left: early.\nThat was that.\n", ("",)),
    ],
)
def test_who_is_a_speaker(text: str, speakers: tuple[str, ...]) -> None:
    assert read(text.encode(), "x.txt").speakers == speakers


def test_bare_text_in_one_long_line_is_cut_at_sentences() -> None:
    utterances = read(("I see what you mean. " * 60).encode(), "x.txt").utterances
    assert len(utterances) == 60
