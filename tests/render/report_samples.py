"""Reports made by hand: what the renderers are tried on."""

from __future__ import annotations

from dataclasses import replace

from report_builders import found, plain, quote, spoken
from report_pushy import pushy

from coach.report import Answer, CallFacts, NextStep, Report, Score, SpokenTurn
from coach.transcript import Quote, Role


def voicemail() -> Report:
    """One turn, nobody answers."""
    turns = spoken("voicemail.txt")
    call, reason = (
        quote(turns, 0, "Please call me on 555 0134 before Friday"),
        quote(turns, 0, "We cut carton waste by about a third for bakeries"),
    )
    return plain(
        "voicemail-12",
        turns,
        CallFacts("voicemail", 0.99, "maybe", 0.9, False, 0.03, False, 0.1, 0, 0.98),
        answers=(
            Answer("secured", "no", 0.97, False, "A message was left; nobody has agreed to anything yet.", ()),
            Answer("asked", None, 0.95, False, "A message cannot gather the truth.", ()),
            Answer("pushy", "no", 0.98, False, "No pressure.", ()),
        ),
        scores=(Score("secured", 64, ()), Score("asked", None, ()), Score("pushy", 100, ())),
        findings=(
            found(
                "message.reason",
                [reason, quote(turns, 0, "usually a few hundred a month")],
                "Says what is in it for them.",
            ),
            found("message.call_to_action", [call], "Says what to do and how."),
            found(
                "opening.reference",
                [quote(turns, 0, "Priya at Northwind suggested I ring.")],
                "Names a reference.",
            ),
            found("voicemail_length", [], "49 words, about as long as such a message should be."),
        ),
    )


def silent() -> Report:
    """No roles, no times, nothing found."""
    lines = ("So, the parcel is here.", "Good, thanks.", "Bye.")
    turns = tuple(SpokenTurn(n, f"Speaker {1 + n % 2}", Role.UNKNOWN, t, None, None) for n, t in enumerate(lines))
    facts = CallFacts("conversation", 0.51, "maybe", 0.4, False, 0.2, False, 0.2, 0, 0.8)
    answers = tuple(
        Answer(name, None, 0.5, True, "Nothing in the call tells.", ()) for name in ("secured", "asked", "pushy")
    )
    return plain("unknown", turns, facts, answers=answers, scores=tuple(Score(a.question, None, ()) for a in answers))


EVIL = (
    "<script>alert(1)</script> </style><img src=x onerror=alert(1)> [red]loud[/red] \x1b[31mred\x1b[0m | a | b |",
    "# heading [link](http://evil.example/) ![pic](http://evil.example/p.png) "
    "https://evil.example www.evil.example a@b.example",
    "1. one\n\n# two\n\n| a | b |\n| --- | --- |\n| c | d |\n\n"
    "    code `x` **bold** <b>bold</b> &lt;i&gt; {{ 7*7 }} {% raw %}",
    "word " * 4999 + "end",
    "שלום, אני לא מעוניין \u202egnp.exe\u202c תודה 👩🏽‍💻 مرحبا",
    "=== --- +++ > quote * star - dash\x00\x07\x9b31m",
)


def hostile() -> Report:
    """Everything that could break out of a format, quoted whole and in overlapping parts."""
    turns = tuple(
        SpokenTurn(n, *(("Prospect", Role.PROSPECT) if n % 2 else ("Rep", Role.REP)), t, None, None)
        for n, t in enumerate(EVIL)
    )
    whole = tuple(Quote(n, 0, len(t), t) for n, t in enumerate(EVIL) if n != 3)
    inner = quote(turns, 0, "</style><img src=x")
    overlap = quote(turns, 0, "onerror=alert(1)> [red]loud")
    findings = (
        found("pressure.guilt", whole, "Whole turns <b>."),
        found("truth.probe", [inner, quote(turns, 0, "<img src=x onerror=alert(1)> [red]")], "Overlaps."),
        found("a_kind_nobody.knows", [overlap], "Overlaps too: [bold]x[/bold] | y |"),
    )
    answers = (Answer("secured", "yes", 0.9, False, "[red]<script>alert(2)</script>", (inner,)),)
    facts = CallFacts("conversation", 0.5, "no", 0.5, True, 0.5, False, 0.5, 2, 0.5)
    step = NextStep("collateral", "<i>soon</i> | [x](y)", None, None, False, Role.OTHER, None, inner, 0.5)
    report = plain("<script>id</script>\x1b]0;title\x07", turns, facts, answers=answers, findings=findings)
    return replace(report, next_step=step, warnings=("<b>[red]",))


SAMPLES = {"pushy": pushy, "voicemail": voicemail, "silent": silent, "hostile": hostile}
