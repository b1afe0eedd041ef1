"""The garbage collector of a bot that runs."""

import gc
from collections.abc import Iterator

import pytest

from bot import heap


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


def test_what_is_loaded_is_left_out() -> None:
    """What was there is no longer looked at; what comes later is, in small portions."""
    early: list[int] = []
    heap.settle()
    late: list[int] = []
    looked_at = {id(one) for one in gc.get_objects()}

    assert id(early) not in looked_at
    assert id(late) in looked_at
    assert heap.THRESHOLDS == gc.get_threshold()


def test_rubbish_is_collected_still() -> None:
    """What refers to itself and is used no more goes, as before."""
    heap.settle()
    rubbish: list[object] = []
    rubbish.append(rubbish)
    del rubbish

    assert gc.collect() >= 1
