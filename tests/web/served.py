"""The real server as a process of its own: `coach serve` on a data folder and a free port."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

READY_SECONDS = 180.0


@contextmanager
def serving(data: Path, **settings: str) -> Iterator[str]:
    """The address of a server on this data folder; it ends with the block.

    Args:
        data: made if it is not there; what the server says goes into its file `server.log`.
        settings: by name as in `coach.settings.Settings`, in capital letters.
    """
    data.mkdir(parents=True, exist_ok=True)
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    clean = {name: value for name, value in os.environ.items() if not name.startswith("COACH_")}
    environment = clean | {f"COACH_{name}": value for name, value in settings.items()}
    command = [sys.executable, "-m", "coach.cli", "serve", "--data", str(data), "--port", str(port)]
    with (data / "server.log").open("w") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        _wait(process, address, data)
        yield address
    finally:
        process.terminate()
        process.wait(READY_SECONDS)


def free_port() -> int:
    """A port that nobody listened on a moment ago."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], address: str, data: Path) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            if httpx.get(f"{address}/health").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise RuntimeError(f"The server did not start: {(data / 'server.log').read_text()}")
