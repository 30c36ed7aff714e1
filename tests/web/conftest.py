"""Worlds to test the web page in: a fresh install, and one with people."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from people import World, empty_world, peopled_world


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[World]:
    """A fresh install: nobody has an account."""
    with empty_world(tmp_path / "data") as world:
        yield world


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """alice, bob, charlie and dora, with a call on each side; its clock stands still, and no worker runs."""
    with peopled_world(tmp_path / "data") as world:
        yield world


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The same for all tests of a module, which only look."""
    with peopled_world(tmp_path_factory.mktemp("shared")) as world:
        yield world
