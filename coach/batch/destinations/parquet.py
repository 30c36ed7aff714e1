"""Parquet: one typed row a call, its findings as a list in it; in one file, or a folder for each month."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from coach.batch.destinations.done import Done, body_of
from coach.batch.destinations.tables import body as table_body
from coach.batch.flat import CALL, FINDING, Columns
from coach.batch.ledger import Kept
from coach.errors import CoachError

_ROWS = 2_000
MONTH = "month"
_UNDATED = "unknown"


def body(done: Done) -> str:
    """As for CSV: the call's row and its findings' rows."""
    return table_body(done)


def write(kept: Iterable[Kept], place: Callable[[str], Path]) -> None:
    """Writes one file.

    Raises:
        CoachError: pyarrow is not installed.
    """
    pq = _pyarrow().parquet
    with pq.ParquetWriter(place(""), _schema(), compression="zstd") as writer:
        for batch in _batches(kept, _schema()):
            writer.write_batch(batch)


def write_by_month(kept: Iterable[Kept], place: Callable[[str], Path]) -> None:
    """Writes `month=2026-03/part-0.parquet` and so on; calls without a date are in `month=unknown`.

    Raises:
        CoachError: pyarrow is not installed.
    """
    pa = _pyarrow()
    schema = _schema().append(pa.field(MONTH, pa.string()))
    pa.dataset.write_dataset(
        pa.RecordBatchReader.from_batches(schema, _batches(kept, schema)),
        place(""),
        format="parquet",
        partitioning=pa.dataset.partitioning(pa.schema([(MONTH, pa.string())]), flavor="hive"),
        basename_template="part-{i}.parquet",
        existing_data_behavior="overwrite_or_ignore",
        use_threads=False,
        preserve_order=True,
        max_rows_per_group=_ROWS,
        file_options=pa.dataset.ParquetFileFormat().make_write_options(compression="zstd"),
    )


def require() -> None:
    """Says before any work is done whether Parquet can be written.

    Raises:
        CoachError: pyarrow is not installed.
    """
    _pyarrow()


def _pyarrow() -> Any:
    try:
        import pyarrow
        import pyarrow.dataset
        import pyarrow.parquet
    except ImportError as error:
        raise CoachError("Parquet needs pyarrow, which is not installed; pip install 'callcoach[parquet]'.") from error
    return pyarrow


def _schema() -> Any:
    pa = _pyarrow()
    findings = pa.list_(pa.struct(_fields(FINDING)))
    return pa.schema([*_fields({k: v for k, v in CALL.items() if k != "findings"}), pa.field("findings", findings)])


def _fields(columns: Columns) -> list[Any]:
    pa = _pyarrow()
    kinds = {str: pa.string(), date: pa.date32(), float: pa.float64(), int: pa.int32(), bool: pa.bool_()}
    return [pa.field(name, kinds[kind]) for name, kind in columns.items()]


def _batches(kept: Iterable[Kept], schema: Any) -> Iterator[Any]:
    pa = _pyarrow()
    calls = iter(kept)
    while rows := [_row(each) for each in islice(calls, _ROWS)]:
        yield pa.RecordBatch.from_pylist(rows, schema)


def _row(kept: Kept) -> dict[str, Any]:
    found = json.loads(body_of(kept))
    row = found["call"]
    for name in ("date", "step_date"):
        row[name] = date.fromisoformat(row[name]) if row[name] else None
    month = row["date"].strftime("%Y-%m") if row["date"] else _UNDATED
    return {**row, "findings": found["findings"], MONTH: month}
