"""A Dockerfile's steps, walked in a folder of this machine, where no container engine is.

1. Every stage is walked in one place, which stands for `/`, so that what knows where it was
   installed runs in the stage it is copied to. What a stage leaves is put aside for `--from`.
2. This machine's Python stands for the base image, and nothing of its environment is seen.
3. A step that is not understood in full is refused, so that none slips by.
"""

import fnmatch
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

BASE = Path(sys.base_prefix) / "bin" / f"python3.{sys.version_info.minor}"
PATIENCE = 300
"""Seconds that a step may take."""
INSTALL = ["install", "--require-hashes", "--requirement", "requirements.txt"]
"""What pip does in the one step that needs the network."""
FOLDERS = re.compile(r"(?<![\w.-])/(?=(?:opt/rolewise|src|data)\b)")
"""The root of a path in the image; of all others the walk knows nothing."""
NETWORK = re.compile(r"PIP_\w+|\w+_PROXY", re.IGNORECASE)
"""Variables that tell how this machine reaches packages."""


class NotUnderstood(Exception):
    """The walk does not know this step, or not all of it."""


class Failed(Exception):
    """A step that is understood does not work."""


@dataclass
class Image:
    """What is known after some steps; after the last, the image."""

    root: Path
    """What stands for `/`."""
    environ: dict[str, str] = field(default_factory=dict)
    folder: Path = Path()
    homes: dict[str, str] = field(default_factory=dict)
    """User id -> home."""
    user: str = "0"
    volumes: list[str] = field(default_factory=list)
    entrypoint: list[str] = field(default_factory=list)
    command: list[str] = field(default_factory=list)
    health: list[str] = field(default_factory=list)

    def at(self, path: str) -> Path:
        """Return where a path of the image is on this machine."""
        return self.folder / self.placed(path)

    def placed(self, text: str) -> str:
        """Return words of the Dockerfile with the image's paths as they are on this machine."""
        return FOLDERS.sub(f"{self.root}/", text)

    def run(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """Run the image's program to its end, as `docker run` does."""
        return self.execute([*self.entrypoint, *(words or self.command)])

    def execute(self, words: list[str]) -> "subprocess.CompletedProcess[str]":
        """Run a command in the image to its end, as `docker exec` does."""
        return subprocess.run(  # noqa: S603  # our own Dockerfile
            words,
            cwd=self.folder,
            env=self.environ,
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE,
            check=False,
        )

    @contextmanager
    def running(self, **environ: str) -> "Iterator[subprocess.Popen[bytes]]":
        """Run the image's program with more variables, as `docker run -e` does."""
        with subprocess.Popen(  # noqa: S603  # our own Dockerfile
            [*self.entrypoint, *self.command], cwd=self.folder, env=self.environ | environ
        ) as process:
            try:
                yield process
            finally:
                process.kill()


def walk(context: Path, place: Path, lent: Path | None = None) -> Image:
    """Walk all steps of the Dockerfile in a folder, and return the image.

    Packages that are `lent` stand for those that the one step with a network would install.

    Raises:
        NotUnderstood, Failed: with the step.
    """
    walker = _Walk(context, place, lent)
    for word, rest in steps((context / "Dockerfile").read_text(encoding="utf-8")):
        step = getattr(walker, f"on_{word}", None)
        if step is None:
            raise NotUnderstood(f"{word} {rest}")
        step(rest)
    return walker.image


def steps(text: str) -> Iterator[tuple[str, str]]:
    """Yield each instruction and what follows it, comments left out and long lines joined."""
    code = re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE)
    for line in re.sub(r"\\\n\s*", " ", code).splitlines():
        if line.strip():
            word, _, rest = line.partition(" ")
            yield word, rest.strip()


class _Walk:
    """One method for each instruction; what they do not take is refused."""

    def __init__(self, context: Path, place: Path, lent: Path | None) -> None:
        self._context = context
        self._place = place
        self._lent = lent
        self._stage = ""
        self.image = Image(place / "root")

    def on_FROM(self, rest: str) -> None:
        named = re.fullmatch(r"python:3\.\d+-slim(?: AS (\w+))?", rest)
        if not named:
            raise NotUnderstood(f"FROM {rest}")
        root = self.image.root
        if self._stage:
            root.rename(self._place / self._stage)
        self._stage = named[1] or "last"
        root.mkdir()
        self.image = Image(root, self._environ(root), root)

    def on_RUN(self, rest: str) -> None:
        words = shlex.split(self.image.placed(rest))
        if words[0] == "useradd":
            self._add_user(rest)
        elif self._lent and words[1:] == INSTALL:
            self._lend(Path(words[0]).parents[1])
        else:
            self._run(words, rest)

    def on_COPY(self, rest: str) -> None:
        *sources, target = rest.split()
        to = self.image.at(target)
        if sources[0].startswith("--from=") and len(sources) == 2:
            stage = self._place / sources[0].removeprefix("--from=")
            shutil.copytree(stage / sources[1].lstrip("/"), to, symlinks=True)
            return
        if sources[0].startswith("-"):
            raise NotUnderstood(f"COPY {rest}")
        for source in sources:
            here = self._context / source
            sent = list(_sent(self._context, here))
            if not sent:
                raise Failed(f"COPY {rest}: {source} does not reach the container engine")
            into = here if here.is_dir() or not target.endswith("/") else here.parent
            for file in sent:
                (to / file.relative_to(into)).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(file, to / file.relative_to(into))

    def on_ENV(self, rest: str) -> None:
        for word in shlex.split(rest):
            name, equals, value = word.partition("=")
            if not equals:
                raise NotUnderstood(f"ENV {rest}")
            known = re.sub(r"\$(\w+)", lambda name: self.image.environ[name[1]], value)
            self.image.environ[name] = self.image.placed(known)

    def on_LABEL(self, rest: str) -> None:
        if not all("=" in word for word in shlex.split(rest)):
            raise NotUnderstood(f"LABEL {rest}")

    def on_WORKDIR(self, rest: str) -> None:
        self.image.folder = self.image.at(rest)
        self.image.folder.mkdir(parents=True, exist_ok=True)

    def on_USER(self, rest: str) -> None:
        if rest not in self.image.homes:
            raise Failed(f"USER {rest}: no such user")
        self.image.user = rest
        self.image.environ["HOME"] = self.image.homes[rest]

    def on_VOLUME(self, rest: str) -> None:
        self.image.volumes.append(rest)

    def on_HEALTHCHECK(self, rest: str) -> None:
        told = re.fullmatch(r"(?:--(?:interval|timeout|start-period)=\d+s )*CMD (\[.*\])", rest)
        if not told:
            raise NotUnderstood(f"HEALTHCHECK {rest}")
        self.image.health = _words(told[1])

    def on_ENTRYPOINT(self, rest: str) -> None:
        self.image.entrypoint = _words(rest)

    def on_CMD(self, rest: str) -> None:
        self.image.command = _words(rest)

    def _environ(self, root: Path) -> dict[str, str]:
        """Return the environment of the base image, and how this machine reaches packages."""
        reach = {name: value for name, value in os.environ.items() if NETWORK.fullmatch(name)}
        if self._lent:
            reach = {"PIP_NO_INDEX": "1"}
        return {**reach, "PATH": "/usr/bin:/bin", "HOME": str(root / "root"), "LANG": "C.UTF-8"}

    def _add_user(self, rest: str) -> None:
        told = re.fullmatch(
            r"useradd --uid (\d+) --home-dir (\S+) --create-home --shell \S+/nologin \w+", rest
        )
        if not told:
            raise NotUnderstood(f"RUN {rest}")
        self.image.at(told[2]).mkdir(parents=True)
        self.image.homes[told[1]] = str(self.image.at(told[2]))

    def _lend(self, environment: Path) -> None:
        if not self.image.at(INSTALL[-1]).is_file():
            raise Failed(f"{INSTALL[-1]} is not copied")
        (packages,) = environment.glob("lib/python*/site-packages")
        (packages / "lent.pth").write_text(f"{self._lent}\n", encoding="utf-8")

    def _run(self, words: list[str], rest: str) -> None:
        ours = all(
            not word.startswith("/") or word.startswith(f"{self.image.root}/") for word in words
        )
        program = str(BASE) if words[0] == "python" else words[0]
        if not ours or "/" not in program or re.search(r"[^\w\s./=:-]", rest):
            raise NotUnderstood(f"RUN {rest}")
        done = self.image.execute([program, *words[1:]])
        if done.returncode:
            raise Failed(f"RUN {rest}\n{done.stdout}{done.stderr}")


def _words(rest: str) -> list[str]:
    """Return the words of a command in its exec form; a shell is not played."""
    if not rest.startswith("["):
        raise NotUnderstood(rest)
    words: list[str] = json.loads(rest)
    return words


def _sent(context: Path, source: Path) -> Iterator[Path]:
    """Yield the files of a source that `.dockerignore` lets through."""
    lines = (context / ".dockerignore").read_text(encoding="utf-8").splitlines()
    patterns = [line for line in lines if line and not line.startswith("#")]
    for file in sorted(source.rglob("*")) if source.is_dir() else [source]:
        if file.is_file() and not _ignored(file.relative_to(context), patterns):
            yield file


def _ignored(file: Path, patterns: list[str]) -> bool:
    """Tell whether a file is ignored: the last pattern that matches says."""
    ignored = False
    for pattern in patterns:
        name = pattern.removeprefix("!")
        anywhere = name.startswith("**/")
        name = name.removeprefix("**/")
        if "/" in name:
            raise NotUnderstood(f".dockerignore: {pattern}")
        parts = file.parts if anywhere else file.parts[:1]
        if any(fnmatch.fnmatchcase(part, name) for part in parts):
            ignored = not pattern.startswith("!")
    return ignored
