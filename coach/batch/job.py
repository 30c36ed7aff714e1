"""What one run does to every call: the rubric and the options, and the digest that names them all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, version

from coach.acts import load_model
from coach.analyzer import score as score_call
from coach.batch.item import digest_of
from coach.errors import ModelError
from coach.report import Report
from coach.rubric import BUILT_IN, Rubric, load_rubric
from coach.transcript import Transcript

Scorer = Callable[[Transcript, Rubric | None, str | None], Report]


@dataclass(frozen=True, slots=True)
class Job:
    """What every task of a run needs; small, for it goes along with each chunk.

    Attributes:
        form: name of the destination, which says what is kept of a report.
        rubric: None: each call by the rubric for its type.
        rep: who the rep is as the files name them, if one name is in all.
        day, plan, backup: for calls that the manifest says nothing of.
        score: makes the report; a function of a module, so that workers can find it.
        model: digest of the model, "" where `score` is not coach's own.
        digest: of all of the above: results with another digest are not used again.
    """

    form: str
    rubric: Rubric | None = None
    rep: str | None = None
    day: date | None = None
    plan: str | None = None
    backup: str | None = None
    score: Scorer = score_call
    model: str = ""
    digest: str = ""


def make_job(form: str, rubric: Rubric | None = None, score: Scorer = score_call, **options: object) -> Job:
    """The job with its digests.

    Raises:
        ModelError: the model is missing.
    """
    model = load_model().digest if score is score_call else ""
    rubrics = [rubric.digest] if rubric else [load_rubric(name).digest for name in BUILT_IN]
    named = f"{score.__module__}.{score.__qualname__}"
    digest = digest_of(repr([form, rubrics, named, model, _version(), sorted(options.items())]).encode())
    return Job(form, rubric, score=score, model=model, digest=digest, **options)  # type: ignore[arg-type]


def _version() -> str:
    try:
        return version("callcoach")
    except PackageNotFoundError:
        return ""


def check_worker(job: Job) -> None:
    """Refuses to score where another model lies than where the run was started.

    Raises:
        ModelError: the worker has another model.
    """
    if job.model and (mine := load_model().digest) != job.model:
        raise ModelError(f"A worker has model {mine}, this run has {job.model}; give both the same version of coach.")
