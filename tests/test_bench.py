"""What is measured is sane; how fast anything is, is not tested."""

from pathlib import Path

import pytest

from bot import bench, bench_telegram
from bot.engine.advisor import Advisor
from bot.engine.reading import Question
from tests.engine.tiny import tiny_knowledge


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(bench, "ROUNDS", 1)
    monkeypatch.setattr(bench, "STARTS", 1)


def test_latencies() -> None:
    """Each size is measured, smallest values before larger."""
    small, large = bench.latencies(tiny_knowledge(), (4, 8))

    assert (4, 8) == (small.roles, large.roles)
    for measured in (small, large):
        assert 0 < measured.median <= measured.p99
        assert measured.per_second > 0


@pytest.mark.parametrize(("size", "expected"), [(0, 4), (4, 4), (5, 5), (30, 30)])
def test_grown(size: int, expected: int) -> None:
    """Made-up roles are added until there are as many as wanted; none is taken away."""
    grown = bench.grown(tiny_knowledge(), size)

    assert expected == len(grown.roles)
    assert tiny_knowledge().roles.items() <= grown.roles.items()


def test_made_up_roles_can_be_asked_for() -> None:
    """A made-up role is found like any other, so that the measure means something."""
    grown = bench.grown(tiny_knowledge(), 12)
    advisor = Advisor(grown)
    made_up = [role for name, role in grown.roles.items() if name.startswith("made-up")]
    read = [advisor.read(Question(f"{role.name} tools"))[0].roles for role in made_up]

    assert [(role.id,) for role in made_up] == read


def test_hostile_texts() -> None:
    """Each hostile text is as long as any may be, or as long as the knowledge makes it."""
    lengths = [len(typed) for _, typed in bench.hostile(tiny_knowledge())]

    assert 4096 == max(lengths)
    assert len(lengths) >= 5


def test_worst() -> None:
    """The slowest of the hostile texts is named."""
    name, taken = bench.worst(tiny_knowledge())

    assert name in dict(bench.hostile(tiny_knowledge()))
    assert taken > 0


def test_start_up() -> None:
    """A start takes some time."""
    assert 0 < bench.start_up() < 60


def test_memory() -> None:
    """An advisor takes less than the process that holds it."""
    allocated, largest = bench.memory(tiny_knowledge())

    assert 0 < allocated < largest


def test_beside_an_echo_bot(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each kind of load is measured on both bots, and every update of it is handled."""
    for name, value in {"UPDATES": 40, "WARM_UP": 10, "POPULAR": 5, "ROUNDS": 1}.items():
        monkeypatch.setattr(bench_telegram, name, value)

    measured = list(bench_telegram.speeds(tiny_knowledge()))

    assert 3 == len(measured)
    assert all(speed.echo > 0 and speed.ours > 0 for speed in measured)


def test_memory_beside_it() -> None:
    """Memory is reported at each number of conversations."""
    assert [1, 3] == [size for size, _ in bench_telegram.memory(tiny_knowledge(), (1, 3))]
