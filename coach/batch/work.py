"""What a worker does: a chunk of tasks in, their results out. Nothing here knows which engine it runs on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from coach.batch.destinations import Done, destination
from coach.batch.item import Failure, Result, Scored, Task, digest_of, key_of, packed
from coach.batch.job import Job, check_worker
from coach.batch.reading import contents, transcripts
from coach.errors import CoachError, ModelError, ReadError
from coach.readers.file_day import day_in
from coach.roles import assign_roles
from coach.scorecard import call_row, prospect_name, rep_name, row_to_json
from coach.transcript import Transcript


def score_chunk(job: Job, tasks: Sequence[Task]) -> tuple[Result, ...]:
    """Scores a chunk; whatever is wrong with a file is in its result.

    Raises:
        ModelError: the model is missing or another than the run's: then nothing can be scored.
    """
    check_worker(job)
    return tuple(_result(job, task, data) for task, data in contents(tasks))


def _result(job: Job, task: Task, data: bytes | Failure) -> Result:
    if isinstance(data, Failure):
        return Result(task.position, "", failures=(data,), lasting=False)
    key = key_of(task.item.digest or digest_of(data), task.item, task.entry, job.digest)
    if key in task.known:
        return Result(task.position, key, known=True)
    return _score(job, task, data, Result(task.position, key))


def _score(job: Job, task: Task, data: bytes, result: Result) -> Result:
    calls: list[Scored] = []
    failures: list[Failure] = []
    try:
        for position, (call, named) in enumerate(transcripts(task.item, data)):
            result = result if named else replace(result, number=task.item.number)
            try:
                calls.append(_scored(job, task, call, len(calls) + 1, Source(data, position)))
            except ModelError:
                raise
            except CoachError as error:
                failures.append(_failure(error))
    except ModelError:
        raise
    except Exception as error:  # a fault of ours in one file must not cost the other files their reports
        failures.append(Failure(None, f"coach stumbled over it ({type(error).__name__}: {error})", "please report it"))
        result = replace(result, lasting=False)
    return replace(result, calls=tuple(calls), failures=tuple(failures))


def _failure(error: CoachError) -> Failure:
    if isinstance(error, ReadError):
        return Failure(error.line, error.reason, error.remedy)
    return Failure(None, str(error).rstrip("."), "see what `coach score` says of it")


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes a call was read from, and its place among the calls in them."""

    data: bytes
    position: int


def _scored(job: Job, task: Task, call: Transcript | ReadError, number: int, source: Source) -> Scored:
    if isinstance(call, ReadError):
        raise call
    entry = task.entry
    call = replace(
        call,
        id=call.id if entry.call_id is None else entry.call_id if number == 1 else f"{entry.call_id}-{number}",
        day=entry.day or job.day or call.day or day_in(task.item.name),
        rep=entry.rep or call.rep,
        plan=entry.plan or job.plan or call.plan,
        backup=entry.backup or job.backup or call.backup,
    )
    call = call if job.rep or call.roles else assign_roles(call)
    report = job.score(call, job.rubric, job.rep)
    named = assign_roles(replace(call, rep=None), job.rep) if job.rep else call
    rep, prospect = entry.rep or rep_name(named), entry.prospect or prospect_name(named)
    card = packed(row_to_json(call_row(report, rep=rep, prospect=prospect)))
    done = Done(report, task.item.name, rep, prospect, named, source.data, source.position, number == 1)
    body = destination(job.form).body(done)
    return Scored(rep, card, packed(body))
