"""Runs the driver as a process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

DRIVE = str(Path(__file__).with_name("batch_drive.py"))
Process = subprocess.Popen[str]


def start(*args: str | Path, faults: Path | None = None) -> Process:
    """The driver, started in a process group of its own, as a terminal would."""
    environment = {**os.environ, "COACH_TEST_FAULTS": str(faults or "")}
    command = [sys.executable, DRIVE, *map(str, args)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env=environment, start_new_session=True)


def drive(*args: str | Path, faults: Path | None = None) -> subprocess.CompletedProcess[str]:
    """The driver, to its end."""
    process = start(*args, faults=faults)
    out, err = process.communicate(timeout=200)
    return subprocess.CompletedProcess(args, process.returncode, out, err)


def files_of(folder: Path) -> dict[str, bytes]:
    """What a run left in a folder, but for its ledger."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and ".ledger" not in path.name)
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}
