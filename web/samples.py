"""The sample calls, dealt to invented reps over the last weeks, so that a fresh install has something to look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from hashlib import sha256
from importlib import resources
from pathlib import Path

from sqlalchemy import ColumnElement, and_, or_, select, true
from sqlalchemy.orm import Session

from coach.errors import StoreError
from coach.store import audit, reps, teams, uploads
from coach.store.schema import Call, Rep, Team, Upload, User, UserRole
from coach.store.uploads import NewUpload
from web.rights import calls_of

TEAM = "Sample team"
REPS = ("Nadia Brandt", "Owen Marsh", "Priti Shah", "Tomas Weller")
SPAN_DAYS = 58
MISSING = "The sample calls are not installed with this server; upload a transcript of your own."
# File, rep, prospect; the newest first.
DEALT: tuple[tuple[str, int, str], ...] = (
    ("zoom.vtt", 2, "Hallett’s Corner Shop"),
    ("fireflies.json", 1, "Amy Tran"),
    ("subtitles.srt", 0, "Quick Lube"),
    ("coach.json", 3, "Rafe"),
    ("deepgram.json", 1, "Castle Street Surgery"),
    ("table.csv", 1, "Lakshmi"),
    ("whisperx.json", 2, "Grace, payroll"),
    ("notes.txt", 0, "Mr Doyle"),
    ("call_analytics.json", 3, "The boat on the lawn"),
    ("teams.vtt", 2, "Ingrid Olsen"),
    ("contact_lens.json", 0, "New build, broadband"),
    ("chat.json", 3, "Islay table"),
    ("kaldi.json", 0, "Bakery, rye"),
    ("ibm.json", 1, "Mrs Gallagher"),
    ("rev.json", 2, "Yusuf, wedding"),
    ("meet.md", 3, "Beth and Leo"),
    ("amazon_transcribe.json", 0, "Ashgrove Nursery"),
    ("table.tsv", 1, "Unit 206"),
    ("teams.docx", 3, "Shirin Azadi"),
    ("whisper.json", 0, "Garage, three vans"),
    ("fathom.json", 2, "Nils Berg"),
    ("otter.txt", 1, "Greg Tolliver"),
    ("google.json", 3, "Piano, aged seven"),
    ("gong.json", 2, "Jorge, warehouses"),
    ("speechmatics.json", 1, "Lowther House"),
    ("coach.jsonl", 0, ""),
    ("assemblyai.json", 3, "Mr Feldman"),
)


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample as it is dealt: to which rep (of `REPS`), with whom, on what day."""

    name: str
    rep: str
    prospect: str
    day: date


def folder() -> Path:
    """Where the samples lie: within the installed package, else in the checkout."""
    here = Path(str(resources.files("web")))
    return next((place for place in (here / "_samples", here.parent / "samples") if place.is_dir()), here / "_samples")


def deal(today: date) -> Iterator[Sample]:
    """Every sample with its day: close together lately, sparse before; never on a weekend or still to come."""
    for n, (name, rep, prospect) in enumerate(DEALT):
        ago = 1 + round((SPAN_DAYS - 1) * (n / (len(DEALT) - 1)) ** 1.6)
        yield Sample(name, REPS[rep], prospect, _working(today - timedelta(days=ago)))


def _working(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - 4))


def home(db: Session, me: User) -> Team:
    """The team that gets them: a team of their own where an admin asks, a manager's own team else."""
    return teams.get_or_create(db, TEAM) if me.role is UserRole.ADMIN else db.get_one(Team, me.team_id)


def fill(db: Session, me: User, now: datetime, today: date) -> int:
    """Puts the samples into the queue; how many are new.

    Raises:
        StoreError: this install has no samples.
    """
    if not folder().is_dir():
        raise StoreError(MISSING)
    team = home(db, me)
    dealt = [(sample, reps.get_or_create(db, team.id, sample.rep)) for sample in deal(today)]
    new = sum(uploads.add(db, _new(team, rep, me, sample), now)[1] for sample, rep in dealt)
    audit.record(db, me, "uploaded", "team", team.id, now, f"{new} sample calls")
    return new


def _new(team: Team, rep: Rep, me: User, sample: Sample) -> NewUpload:
    content = (folder() / sample.name).read_bytes()
    return NewUpload(team.id, sample.name, content, rep.id, me.id, sample.day, sample.prospect)


def wanted(db: Session, me: User) -> bool:
    """Whether this person has nothing to look at yet, so that samples are worth offering."""
    return db.scalar(select(Call.id).where(calls_of(me)).limit(1)) is None


def present(db: Session, me: User) -> bool:
    """Whether there are samples that this person can take away again."""
    return db.scalar(select(Upload.id).where(_theirs(me)).limit(1)) is not None


def clear(db: Session, me: User, now: datetime) -> int:
    """Takes the samples away for good, and the invented reps who have nothing else; how many files there were."""
    found = db.execute(select(Upload.id, Upload.team_id).where(_theirs(me))).tuples().all()
    for team_id in {team_id for _, team_id in found}:
        audit.record(db, me, "deleted", "team", team_id, now, "sample calls")
    count = uploads.remove(db, [upload_id for upload_id, _ in found])
    for team_id in {team_id for _, team_id in found}:
        _clear_reps(db, team_id)
    return count


def _clear_reps(db: Session, team_id: int) -> None:
    """The invented reps, where nobody else's calls came under their names; and the sample team once it is empty."""
    busy = or_(Rep.id.in_(select(Call.rep_id)), Rep.id.in_(select(Upload.rep_id).where(Upload.rep_id.is_not(None))))
    invented = select(Rep.id).where(Rep.team_id == team_id, Rep.name.in_(REPS), Rep.user_id.is_(None), ~busy)
    for rep_id in db.scalars(invented).all():
        reps.remove(db, rep_id)
    used = [select(table.id).where(table.team_id == team_id).limit(1) for table in (User, Rep, Upload)]
    if db.get_one(Team, team_id).name == TEAM and not any(db.scalar(each) for each in used):
        teams.remove(db, team_id)


@cache
def _digests() -> frozenset[str]:
    if not folder().is_dir():
        return frozenset()
    return frozenset(sha256((folder() / name).read_bytes()).hexdigest() for name, _, _ in DEALT)


def _theirs(me: User) -> ColumnElement[bool]:
    """Samples under their invented reps, where this person may take them away."""
    invented = Upload.rep_id.in_(select(Rep.id).where(Rep.name.in_(REPS)))
    mine = true() if me.role is UserRole.ADMIN else Upload.team_id == me.team_id
    return and_(Upload.digest.in_(_digests()), invented, mine)
