"""What the corpus holds: calls and turns by voice and part, labels, raw speech, how far two readers agreed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from coach.labels import CALL_TYPES, LABELS, LADDER, OUTCOMES
from scripts.corpus import CORPUS, PARTS, LabelledCall, load, part, read_jsonl
from scripts.measures import GROUPS, QUESTIONS, call_values, count, f1, kappa, none_if_nan, turn_labels

WORLDS = {
    "ma": "sellers who run down a list, and sellers who want to know",
    "mb": "households and showrooms, long, mostly as a recorder hears them",
    "mc": "paid strangers in a chat about charities, told to persuade",
    "mf": "front desks of every kind",
    "mg": "paid strangers in a chat about charities, in many moods",
    "mh": "how people answer: yes, no, perhaps, and none of these",
    "na": "going on after a no, politely",
    "nb": "acting as though all were agreed, and the same words after a yes",
    "nc": "long recordings with next to nothing in them",
    "nd": "outbound and inbound selling as a recorder hears it",
    "ne": "paid strangers in a chat about charities, of every colour",
    "nf": "now or never, how a call is opened, and their look-alikes",
    "ng": "questions that find out, and questions that do not",
    "nh": "answers that hang on what was asked, and endings",
    "oa": "recordings of every trade, mild pushing in half of them",
    "ob": "what is an objection, and what is only talk",
    "oc": "reps who do not take no, and reps who only look like it",
    "od": "how calls end, and what is asked before they do",
    "pa": "ultimatums, leave asked at the start, and their look-alikes",
    "pb": "as recordings sound, worldwide",
    "pc": "paid strangers in a chat about charities, full of asks",
    "pd": "answers of every colour",
    "qa": "now or never, and agreeing early how the call will end",
    "qb": "paid strangers in a chat about charities, earnest",
    "qc": "paid strangers in a chat about charities, from everywhere",
    "qd": "selling to households, as recordings sound",
    "qe": "firms selling to firms, as recordings sound",
    "qf": "hard sellers and fair ones, everyday trades",
    "qg": "what stands at the end, on every rung",
    "qh": "paid strangers in a chat about charities, dutiful",
    "qi": "cuts from long recordings, few moments in each",
    "qj": "questions that are not meant to find out",
    "qk": "calls back to the silent and the lost",
    "ql": "small and middling steps, and how people give them",
    "qm": "what happens after a no",
    "sa": "long calls of every trade, all as recognised",
    "sb": "how people answer when something is asked of them",
    "sc": "pushing among real people, and what only seems to push",
    "sd": "steps of every size, times said in many ways",
    "se": "one person asks another to give, typed",
    "sf": "finding out, or not, in ordinary calls",
    "sg": "meetings between firms with several people",
    "sh": "telephone selling worldwide, new and old customers",
    "si": "the end of the call: small, odd or unclear steps",
    "sj": "people who resist, and sellers who take it well or not",
    "sk": "calls of middle length, all as recognised",
    "sl": "trades seldom heard, small moves in each call",
    "sm": "modest aims: a name, a leaflet, a sample, leave to write",
    "sn": "boiler rooms and kind aunties",
    "so": "long meetings as recognised, few moments in each",
    "sp": "paid strangers in a chat, one asks for a gift to charity",
    "sq": "outbound calls between firms",
    "sr": "selling to households, by saints and wolves",
    "ta": "consultative business sales on video or phone, long",
    "tb": "cold and follow-up calls to small and large businesses",
    "tc": "inbound enquiries, showrooms, doorstep, trades, renewals",
    "td": "typed sales and fund-raising chat",
    "te": "hard sellers and fair ones side by side",
    "tf": "second to tenth calls: stalled deals, haggling, lost customers",
    "tg": "advice-heavy consumer sales, long, badly recognised",
    "th": "voicemails, gatekeepers, very short calls",
    "ua": "business sales on video",
    "ub": "telesales",
    "uc": "win-back and follow-up",
    "ud": "voicemail and gatekeepers",
    "ue": "typed chat and charity",
    "uf": "cold calls to small firms",
    "ug": "showroom, inbound, complaints",
    "uh": "long calls with little in them",
    "ui": "field sales worldwide",
    "uj": "advisers and kind pressure",
    "uk": "look-alikes and rare moments",
    "va": "voicemails and messages left with others",
    "vb": "openings, ultimatums, nagging, and their look-alikes",
    "vc": "questions that seek the truth, and their look-alikes",
    "wa": "pushing in many ways, mostly kind, and reps who only seem to push",
    "wb": "truth asked for in passing, or not at all, in ordinary calls",
    "wc": "endings: steps half agreed, swapped, withdrawn, promised",
    "wd": "long calls as recognised, with little in them",
    "we": "messages, front desks, openings, ultimatums, calls back",
    "wf": "small causes and private deals, typed and spoken",
    "xa": "households and small firms: hard, kindly and fairly sold to",
    "xb": "small causes among private people, mostly typed",
    "xc": "the many ways in which people answer an ask",
    "xd": "long calls as recognised, a few moments in each",
    "xe": "questions that seek the truth among those that do not",
    "xf": "follow-ups, negotiations and endings, rare moments",
    "ya": "endings: what is left at the end is not what was asked for",
    "yb": "answers of every colour, many of them no answer",
    "yc": "pushing, mostly kind, and what only looks like it",
    "yd": "strangers who chat about giving, mostly typed",
    "ye": "the Englishes of the world, on the phone, on video, typed",
    "yf": "long calls as recognised, few moments in each",
    "yg": "questions asked to know, and questions that are not",
    "yh": "calls back, front desks, messages",
    "za": "one stranger asks another to give, in a chat window",
    "zb": "steps of every size, asked for and offered",
    "zc": "past the no, and reps who take it well",
    "zd": "middle-length calls in North America",
    "ze": "middle-length calls in Britain and Ireland",
    "zf": "middle-length calls in Asia, Africa, the Caribbean and Oceania",
    "zg": "seldom moments and their look-alikes",
    "zh": "yes, no, perhaps, and neither",
    "zi": "ordinary selling, all as recognised",
    "zk": "first minutes and late returns",
    "zl": "finding out, and what only sounds like it",
    "zm": "the soft hand: leaning on people without a harsh word",
}


def corpus() -> dict[str, Any]:
    """Everything in corpus.json."""
    calls = load()
    return {
        "calls": len(calls),
        "turns": sum(len(c.texts) for c in calls),
        "words": sum(len(t.split()) for c in calls for t in c.texts),
        "raw_speech": sum(is_raw(c) for c in calls),
        "parts": {p: _size([c for c in calls if part(c.id) == p]) for p in PARTS},
        "voices": {voice: _voice(calls, voice) for voice in WORLDS},
        "roles": dict(sorted(Counter(r.value for c in calls for r in c.roles).items())),
        "labels": labels(calls),
        "values": values(calls),
        "agreement": agreement(),
    }


def is_raw(call: LabelledCall) -> bool:
    """Written as recognisers write: all lower case."""
    return all(t == t.lower() for t in call.texts)


def _size(calls: Sequence[LabelledCall]) -> dict[str, int]:
    return {"calls": len(calls), "turns": sum(len(c.texts) for c in calls)}


def _voice(calls: Sequence[LabelledCall], voice: str) -> dict[str, Any]:
    mine = [c for c in calls if c.id.startswith(voice)]
    return {"world": WORLDS[voice], **_size(mine), **Counter(part(c.id) for c in mine)}


def labels(calls: Sequence[LabelledCall]) -> dict[str, dict[str, int]]:
    """How often each label is given, in all and by part."""
    none = np.zeros(len(LABELS))
    sums = {p: sum((c.targets.sum(0) for c in calls if part(c.id) == p), start=none).astype(int) for p in PARTS}
    return {x: {"all": int(sum(s[k] for s in sums.values())), **{p: int(sums[p][k]) for p in PARTS}}
            for k, x in enumerate(LABELS)}  # fmt: skip


def values(calls: Sequence[LabelledCall]) -> dict[str, dict[str, int]]:
    """How the call questions are answered."""
    found = [call_values(c.call) for c in calls]
    orders: dict[str, Iterable[Any]] = {
        "call_type": CALL_TYPES,
        "outcome": OUTCOMES,
        "action": (*reversed(LADDER), "none"),
        **dict.fromkeys(QUESTIONS[:3], (True, False)),
    }
    return {q: {_word(v): sum(f[q] == v for f in found) for v in order} for q, order in orders.items()}


def _word(value: Any) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def agreement() -> dict[str, Any]:
    """Two readers of the same calls before anything was settled: kappa of the questions, F1 of the labels."""
    first = {r["id"]: r for r in read_jsonl(CORPUS / "first_reader.jsonl")}
    second = {r["id"]: r for r in read_jsonl(CORPUS / "second_reader.jsonl")}
    lengths = {r["id"]: len(r["turns"]) for r in read_jsonl(CORPUS / "calls.jsonl")}
    both = sorted(first.keys() & second.keys())
    names = (*GROUPS, *(x for x in LABELS if x not in GROUPS))
    given = [(turn_labels(first[i], lengths[i]), turn_labels(second[i], lengths[i])) for i in both]
    totals = np.sum([count(a, b, names) for a, b in given], axis=0)
    return {
        "calls": len(both),
        "turns": sum(lengths[i] for i in both),
        "kappa": {q: kappa([(call_values(first[i])[q], call_values(second[i])[q]) for i in both]) for q in QUESTIONS},
        "differ": {q: sum(call_values(first[i])[q] != call_values(second[i])[q] for i in both) for q in QUESTIONS},
        "labels": {
            name: {
                "first": int(totals[k, 0] + totals[k, 2]),
                "second": int(totals[k, 0] + totals[k, 1]),
                "f1": none_if_nan(float(f1(totals[k]))),
            }
            for k, name in enumerate(names)
        },
    }
