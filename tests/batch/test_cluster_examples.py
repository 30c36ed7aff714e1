"""The examples of clusters use commands and options that there are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from coach.cli import app

EXAMPLES = Path(__file__).parents[2] / "coach" / "batch" / "cluster"


def commands() -> list[list[str]]:
    compose = yaml.safe_load((EXAMPLES / "compose.yaml").read_text("utf-8"))
    found: list[Any] = [service["command"] for service in compose["services"].values()]
    for part in yaml.safe_load_all((EXAMPLES / "kubernetes.yaml").read_text("utf-8")):
        containers = part["spec"].get("template", {}).get("spec", {}).get("containers", ())
        found += [container["args"] for container in containers]
    return [command.split() if isinstance(command, str) else command for command in found]


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_every_command_knows_its_options(command: list[str]) -> None:
    known = CliRunner().invoke(app, ["batch", "--help"]).output if command[0] == "coach" else _dask_help(command[1])
    assert [option for option in command if option.startswith("--") and option not in known] == []


def _dask_help(name: str) -> str:
    import click
    from distributed.cli import dask_scheduler, dask_worker

    command = {"scheduler": dask_scheduler, "worker": dask_worker}[name].main
    return str(command.get_help(click.Context(command)))
