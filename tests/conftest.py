"""What tests all over the house need."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

LONGEST = {"test_soak.py", "test_two_replicas.py"}
"""Files that take a minute by themselves."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that no worker is waited for at the end."""
    items.sort(key=lambda item: item.path.name not in LONGEST)


@pytest.fixture(name="own_logging")
def _own_logging() -> Iterator[None]:
    """Undo what the service does to logging, which is the process's own."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(False)
    structlog.reset_defaults()


@pytest.fixture(name="log")
def _log() -> Iterator[list[Any]]:
    """Return the lines of the log, as they come."""
    with structlog.testing.capture_logs() as lines:
        yield lines
