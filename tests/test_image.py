"""The container image, as far as it can be had without a container engine.

Its steps are walked twice: with the packages of this environment lent to it, and, marked
`network`, with those that are pinned, as `make image` does.
"""

import shutil
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.dockerfile import Failed, Image, NotUnderstood, walk
from tests.telegram import build
from tests.telegram.server import TOKEN, serving
from tests.telegram.wire import Telegram

ROOT = Path(__file__).parents[1]
HERE = Path(sysconfig.get_path("purelib"))
WRITABLE = 0o222


def _files(folder: Path) -> dict[Path, int]:
    """Return when each file was written last."""
    return {file: file.lstat().st_mtime_ns for file in folder.rglob("*")}


def _protect(folder: Path, *, writable: bool) -> None:
    for one in [folder, *folder.rglob("*")]:
        if not one.is_symlink():
            mode = one.stat().st_mode
            one.chmod(mode | 0o200 if writable else mode & ~WRITABLE)


@pytest.fixture(
    name="image",
    scope="module",
    params=[
        pytest.param(HERE, id="lent"),
        pytest.param(None, id="pinned", marks=pytest.mark.network),
    ],
)
def _image(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Image]:
    """The image, whose program cannot be written to, and has not been at the end."""
    image = walk(ROOT, tmp_path_factory.mktemp("image"), request.param)
    program = image.at("/opt/rolewise")
    _protect(program, writable=False)
    before = _files(program)
    yield image
    after = _files(program)
    _protect(program, writable=True)
    assert before == after


def test_help(image: Image) -> None:
    """The image's program is ours."""
    done = image.run("--help")

    assert (0, "") == (done.returncode, done.stderr)
    assert "serve" in done.stdout


def test_answers(image: Image) -> None:
    """The image holds all that an answer needs."""
    done = image.run("ask", "MLE vs MLSE tools?")

    assert (0, "") == (done.returncode, done.stderr)
    assert "machine learning software engineer" in done.stdout.lower()
    assert "How sure?" in done.stdout


def test_licence(image: Image) -> None:
    """The licence travels with the program."""
    inside = image.at("/opt/rolewise").glob("lib/python*/site-packages/rolewise-*/licenses/*")

    assert ["LICENSE"] == [file.name for file in inside]


def test_no_token(image: Image) -> None:
    """Without a token the image says in one line what is missing."""
    done = image.run()
    (line,) = done.stderr.splitlines()

    assert 2 == done.returncode
    assert "TELEGRAM_BOT_TOKEN is not set" in line


def test_serves(image: Image) -> None:
    """The image answers and is healthy, keeps what it keeps in its volume, and ends well."""
    (volume,) = image.volumes
    telegram = Telegram()
    assert image.execute(image.health).returncode == 1

    with (
        serving(telegram) as server,
        image.running(TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=server.url) as process,
    ):
        server.receive(build.update(message=build.message("MLE tools?")))
        server.wait(lambda: bool(telegram.sent()))
        healthy = image.execute(image.health)
        process.terminate()
        process.wait(20)

    assert (0, "") == (healthy.returncode, healthy.stderr)
    assert 0 == process.returncode
    assert (image.at(volume) / "rolewise.db").is_file()


def test_is_nobody(image: Image) -> None:
    """The image runs as an ordinary user whose home is the volume."""
    assert "0" != image.user
    assert [image.environ["HOME"]] == [str(image.at(volume)) for volume in image.volumes]


def _walk(tmp_path: Path, step: str) -> Image:
    """Walk one step that follows the start of a stage."""
    context = tmp_path / "context"
    context.mkdir()
    (context / "Dockerfile").write_text(f"FROM python:3.12-slim AS build\n{step}\n")
    shutil.copy(ROOT / ".dockerignore", context)
    (context / "secrets.txt").touch()
    return walk(context, tmp_path)


@pytest.mark.parametrize(
    "step",
    [
        "ADD bot bot",
        "SHELL ['bash']",
        "FROM debian:12",
        "COPY --chown=10001 bot bot",
        "ENV NAME value",
        "LABEL name",
        "ENTRYPOINT rolewise serve",
        "HEALTHCHECK NONE",
        "RUN apt-get install -y git",
        "RUN useradd rolewise",
        "RUN python -m venv /opt/rolewise && true",
        "RUN python -m venv /elsewhere",
        "RUN python -m venv $NAME",
    ],
)
def test_not_understood(tmp_path: Path, step: str) -> None:
    """A step that the walk does not understand is refused, so that none slips by unchecked."""
    with pytest.raises(NotUnderstood):
        _walk(tmp_path, step)


@pytest.mark.parametrize(
    "step",
    [
        "RUN python -m there_is_no_such_module",
        "COPY nowhere.txt ./",
        # There, but no word of it in .dockerignore.
        "COPY secrets.txt ./",
        "USER 10001",
    ],
)
def test_failed(tmp_path: Path, step: str) -> None:
    """A step that does not work fails the walk."""
    with pytest.raises(Failed):
        _walk(tmp_path, step)
