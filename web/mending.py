"""Corrections of who speaks, as `Call.roles` keeps them; pure. Each mend remembers what stood before, to be undone.

    {"rep": "Ann", "lines": {"12": {"speaker": "Bob"}, "13": "prospect"}, "undo": [{}, {"rep": "Ann"}], "again": true}

`rep` is the speaker who is the rep. `lines` are utterances by number: said by another speaker of the call, or, where
the file names nobody, by a role. `undo` are the corrections before, the latest last. `again`: the report is older than
the corrections. All parts are optional.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from coach.roles import assign_roles
from coach.transcript import Role, Transcript, Utterance

Roles = Mapping[str, Any]
MOST_UNDONE = 20


def corrected(transcript: Transcript, roles: Roles, speaker: str | None = None) -> Transcript:
    """The transcript with roles, those that a person mended last.

    Args:
        speaker: who is the rep, as said with the file.

    Raises:
        CoachError: nobody goes by that name.
    """
    rep = roles.get("rep") or speaker
    transcript = transcript if transcript.roles and not rep else assign_roles(transcript, rep)
    mended = {int(number): who for number, who in roles.get("lines", {}).items()}
    stated = {u.speaker: u.role for u in transcript.utterances}
    said = (_said_by(u, mended[n], stated) if n in mended else u for n, u in enumerate(transcript.utterances))
    return replace(transcript, utterances=tuple(said))


def _said_by(line: Utterance, who: str | Mapping[str, str], stated: Mapping[str, Role | None]) -> Utterance:
    """The line from another mouth; with what the file states of that speaker, so that it joins their other lines."""
    if isinstance(who, str):
        return replace(line, role=Role(who))
    return replace(line, speaker=who["speaker"], role=stated.get(who["speaker"]))


def with_rep(roles: Roles, name: str) -> dict[str, Any]:
    """Says who is the rep."""
    return _after(roles, {**standing(roles), "rep": name})


def with_lines(roles: Roles, numbers: Iterable[int], who: str | dict[str, str]) -> dict[str, Any]:
    """Says who said some lines: {"speaker": name}, or the value of a role."""
    lines = {**roles.get("lines", {}), **{str(number): who for number in numbers}}
    return _after(roles, {**standing(roles), "lines": lines})


def without_last(roles: Roles) -> dict[str, Any]:
    """Takes the last correction back; unchanged where there is none."""
    before = list(roles.get("undo", []))
    if not before:
        return dict(roles)
    return {**before.pop(), **({"undo": before} if before else {})}


def standing(roles: Roles) -> dict[str, Any]:
    """The corrections themselves, without what is kept beside them."""
    return {name: roles[name] for name in ("rep", "lines") if roles.get(name)}


def _after(roles: Roles, new: dict[str, Any]) -> dict[str, Any]:
    return {**new, "undo": [*roles.get("undo", []), standing(roles)][-MOST_UNDONE:]}


def pending(roles: Roles) -> dict[str, Any]:
    """Marked: the report is older than these corrections."""
    return {**roles, "again": True}


def settled(roles: Roles) -> dict[str, Any]:
    """The mark taken off."""
    return {name: value for name, value in roles.items() if name != "again"}
