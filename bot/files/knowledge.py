"""Read a whole folder of knowledge, verify it, and return it as values."""

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ValidationError

from bot.engine.knowledge import Knowledge
from bot.files import ads, official, proof, questions, reader, schemas
from bot.files.build import build
from bot.files.problems import Broken, Problem, nearest
from bot.files.strict import Tree, read

ROLE = re.compile(r"roles/[^/]+/(facts|cards)\.yaml$")
OLD_ROLE = re.compile(r"roles/([^/]+)\.yaml$")
MOST_BYTES = 40_000_000
"""Maximum bytes of all files together; ours have two million."""


def load(folder: Path, *, fitted: bool = True) -> Knowledge:
    """Return the knowledge of a folder; without weights if not `fitted`, as for training.

    Raises:
        Broken: with every Problem of every file.
    """
    if not folder.is_dir():
        raise Broken([Problem(str(folder), 0, "there is no such folder of knowledge")])
    paths = [path for path in sorted(folder.rglob("*.yaml")) if not _is_question(folder, path)]
    if sum(path.stat().st_size for path in paths if path.is_file()) > MOST_BYTES:
        raise Broken([Problem(str(folder), 0, f"its files have more than {MOST_BYTES:,} bytes")])
    trees = {tree.path: tree for tree in (read(folder, path) for path in paths)}
    official.fill(trees)
    files = {path: _validate(tree) for path, tree in trees.items()}
    problems = [problem for tree in trees.values() for problem in tree.problems]
    for path in sorted(folder.rglob("*.yml")):
        name = path.relative_to(folder).as_posix()
        problems.append(Problem(name, 0, "is not read: its name must end in .yaml"))
    for name in ("sections.yaml", "sources.yaml", "replies.yaml", "asks.yaml"):
        if name not in trees:
            problems.append(Problem(name, 0, "is missing"))
    if problems:
        raise Broken(sorted(problems))
    try:
        read_ = reader.read(folder) if fitted else reader.words(folder)
    except reader.Unreadable as error:
        raise Broken([error.problem]) from error
    knowledge = build(files, read_, _digest(trees))
    problems = proof.prove(knowledge, trees)
    if problems:
        raise Broken(sorted(problems))
    return knowledge


def _is_question(folder: Path, path: Path) -> bool:
    """Tell whether a file holds labelled questions or ads, which answers do not need."""
    return path.relative_to(folder).parts[0] in {questions.FOLDER, ads.FOLDER}


def _validate(tree: Tree) -> BaseModel | None:
    model = _model(tree.path)
    if model is None:
        moved = OLD_ROLE.match(tree.path)
        what = f"a role has a folder now: move it to roles/{moved[1]}/facts.yaml" if moved else ""
        tree.problems.append(Problem(tree.path, 0, what or "is no file that the knowledge knows"))
        return None
    if tree.value is None:
        return None
    try:
        return model.model_validate(tree.value)
    except ValidationError as error:
        for fault in error.errors():
            loc = tuple(part for part in fault["loc"] if part != "[key]")
            _report(tree, model, loc, fault["type"], fault["msg"])
    return None


def _model(path: str) -> type[BaseModel] | None:
    top = {
        "sections.yaml": "headings",
        "sources.yaml": "sources",
        "replies.yaml": "replies",
        "axes.yaml": "axes",
        "circumstances.yaml": "circumstances",
        "pay.yaml": "pay",
        "titles.yaml": "titles",
        "quiz.yaml": "quiz",
        "asks.yaml": "asks",
        "neighbours.yaml": "neighbours",
        "pairs.yaml": "pairs",
        "figures.yaml": "figures",
        "forbidden.yaml": "forbidden",
    }.get(path)
    inside = {"items": "items", "phrases": "phrases", "topics": "topic"}.get(path.split("/")[0])
    name = top or (inside if path.count("/") == 1 else None)
    if part := ROLE.match(path):
        name = {"facts": "role", "cards": "cards"}[part[1]]
    return schemas.SCHEMAS[name] if name else None


def _report(
    tree: Tree, model: type[BaseModel], loc: tuple[str | int, ...], kind: str, message: str
) -> None:
    where = ".".join(str(part) for part in loc)
    if kind == "extra_forbidden":
        known = _keys(model)
        tree.report(
            loc, f"the key {loc[-1]!r} is not known here", nearest(str(loc[-1]), known - {loc[-1]})
        )
    elif kind == "missing":
        tree.report(loc, f"{where}: this key is missing")
    else:
        tree.report(loc, f"{where}: {message[0].lower()}{message[1:]}")


def _keys(model: type[BaseModel]) -> set[str]:
    """Return every key that a file of this kind may have, at any depth."""
    schema_ = model.model_json_schema()
    parts = [schema_, *schema_.get("$defs", {}).values()]
    return {name for part in parts for name in part.get("properties", {})}


def _digest(trees: Mapping[str, Tree]) -> str:
    digest = hashlib.sha256()
    for path, tree in trees.items():
        digest.update(f"{path}\0{tree.value!r}\0".encode())
    return digest.hexdigest()[:12]
