"""Read a folder of knowledge whole, prove it, and return it as values."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from bot.engine.bands import PayBand
from bot.engine.knowledge import Knowledge
from bot.engine.page import (
    Axis,
    Card,
    Heading,
    Item,
    Option,
    Role,
    Sign,
    Source,
    Theme,
    Topic,
)
from bot.files import ads, cards, figures, pages, proof, questions, reader, schema, schemas
from bot.files.problems import Broken, Problem, nearest
from bot.files.strict import Tree, read

ROLE = re.compile(r"roles/[^/]+/(facts|cards)\.yaml$")
OLD_ROLE = re.compile(r"roles/([^/]+)\.yaml$")
MOST_BYTES = 40_000_000
"""Bytes of all files together; the knowledge has two million."""
Model = TypeVar("Model", bound=BaseModel)


def load(folder: Path, *, fitted: bool = True) -> Knowledge:
    """Return the knowledge of a folder; its fitted weights are left out where they are made anew.

    Raises:
        Broken: with every Problem of every file.
    """
    if not folder.is_dir():
        raise Broken([Problem(str(folder), 0, "there is no such folder of knowledge")])
    paths = [path for path in sorted(folder.rglob("*.yaml")) if not _is_question(folder, path)]
    if sum(path.stat().st_size for path in paths if path.is_file()) > MOST_BYTES:
        raise Broken([Problem(str(folder), 0, f"its files have more than {MOST_BYTES:,} bytes")])
    trees = {tree.path: tree for tree in (read(folder, path) for path in paths)}
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
    knowledge = _build(files, trees, read_)
    problems = proof.prove(knowledge, trees)
    if problems:
        raise Broken(sorted(problems))
    return knowledge


def _is_question(folder: Path, path: Path) -> bool:
    """Tell whether a file holds labelled questions or ads, which no answer needs."""
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
    """Return every key that a file of this kind may hold, at any depth."""
    schema_ = model.model_json_schema()
    parts = [schema_, *schema_.get("$defs", {}).values()]
    return {name for part in parts for name in part.get("properties", {})}


def _build(
    files: Mapping[str, BaseModel | None], trees: Mapping[str, Tree], fitted: reader.Fitted
) -> Knowledge:
    """Turn proved files into values; every file is there and valid when this is called."""
    headings = _file(files, "sections.yaml", schema.HeadingsFile).root
    sources = _file(files, "sources.yaml", schema.SourcesFile).root
    order = {name: place for place, name in enumerate(sources)}
    items: dict[str, Item] = {}
    for path in _inside(files, "items"):
        shelf = _file(files, path, schema.ItemsFile)
        for name, item in shelf.items.items():
            items[name] = Item(
                name,
                item.name,
                shelf.kind,
                item.category,
                tuple(item.aliases),
                tuple(item.covers),
                tuple(item.takes_in),
                item.what,
            )
    axes: dict[str, schema.AxisFile] = {}
    if "axes.yaml" in files:
        axes.update(_file(files, "axes.yaml", schema.AxesFile).root.items())
    roles = {}
    for path in _inside(files, "roles"):
        name = Path(path).parent.name
        if path.endswith("facts.yaml"):
            roles[name] = pages.role(
                name, _file(files, path, schema.RoleFile), items, headings, axes
            )
    paid = _file(files, "pay.yaml", schema.PayFile) if "pay.yaml" in files else None
    quiz = _file(files, "quiz.yaml", schema.QuizFile) if "quiz.yaml" in files else None
    asks = _file(files, "asks.yaml", schema.AsksFile)
    known = "neighbours.yaml" in files
    near = _file(files, "neighbours.yaml", schema.NeighboursFile).root if known else {}
    pay = _bands(paid) if paid else {}
    basis = cards.Basis(
        {**roles, **{name: pages.neighbour(name, one, items, axes) for name, one in near.items()}},
        {
            Path(path).stem: pages.topic(_file(files, path, schema.TopicFile))
            for path in _inside(files, "topics")
        },
        items,
        {role: figures.of_pay(bands) for role, bands in pay.items()},
        paid.source if paid else "",
        {name: source.date for name, source in sources.items()},
    )
    return Knowledge(
        headings={
            name: Heading(
                name,
                heading.title,
                gathers=tuple(heading.gathers),
                looks_in=tuple(heading.looks_in),
                counts_in=tuple(heading.counts_in),
                by_grade=heading.by_grade,
                as_names=heading.as_names,
                holds=tuple(heading.holds),
                nearest=heading.nearest or "",
            )
            for name, heading in headings.items()
        },
        roles=_with_cards(roles, files, basis),
        items=items,
        sources={
            name: Source(name, **source.model_dump())
            for name, source in sorted(sources.items(), key=lambda pair: order[pair[0]])
        },
        phrases={
            Path(path).stem: {
                meaning: tuple(every)
                for meaning, every in _file(files, path, schema.PhrasesFile).root.items()
            }
            for path in _inside(files, "phrases")
        },
        replies=_file(files, "replies.yaml", schema.RepliesFile).root,
        pay=pay,
        pay_source=paid.source if paid else "",
        neighbours={
            name: replace(basis.pages[name], cards=_cards(name, one.cards, basis))
            for name, one in near.items()
        },
        advice=_advice(files, basis),
        pairs=_pairs(files, basis),
        asks={
            f"{section}/{name}": means
            for section, every in asks.roles.items()
            for name, means in every.items()
        },
        topics=dict(asks.topics),
        told=dict(asks.told),
        of_items=dict(asks.items),
        of_role=dict(asks.of_role),
        axes={
            name: Axis(
                name,
                one.most,
                one.least,
                one.much,
                one.little,
                one.best,
                tuple(one.asks),
                tuple(one.items),
                tuple(one.shunned_by),
            )
            for name, one in axes.items()
        },
        circumstances=_circumstances(files),
        everyday=fitted.everyday,
        foreign_words=fitted.foreign_words,
        languages=fitted.languages,
        weights=fitted.weights,
        ads=fitted.ads,
        quiz=_themes(quiz) if quiz else {},
        quiz_names=tuple(quiz.names) if quiz else (),
        quiz_answers={name: tuple(every) for name, every in quiz.answers.items()} if quiz else {},
        version=_digest(trees),
    )


def _circumstances(files: Mapping[str, BaseModel | None]) -> dict[str, tuple[Sign, ...]]:
    """Return what people tell beside a question."""
    if "circumstances.yaml" not in files:
        return {}
    every = _file(files, "circumstances.yaml", schema.CircumstancesFile).root
    return {
        name: tuple(
            Sign(tuple(one.any), tuple(one.near), tuple(one.also), one.denied) for one in signs
        )
        for name, signs in every.items()
    }


def _with_cards(
    roles: Mapping[str, Role], files: Mapping[str, BaseModel | None], basis: cards.Basis
) -> dict[str, Role]:
    """Return the roles by name, each with its cards."""
    found = {}
    for name, role in sorted(roles.items(), key=lambda pair: pair[1].name):
        path = f"roles/{name}/cards.yaml"
        every = _file(files, path, schema.CardsFile).root if path in files else {}
        found[name] = replace(role, cards=_cards(name, every, basis))
    return found


def _cards(page: str, every: Mapping[str, schema.CardFile], basis: cards.Basis) -> dict[str, Card]:
    return {ask: cards.build(page, card, basis) for ask, card in every.items()}


def _advice(files: Mapping[str, BaseModel | None], basis: cards.Basis) -> dict[str, Topic]:
    return {
        name: replace(
            topic,
            cards=tuple(
                cards.build(name, card, basis)
                for card in _file(files, f"topics/{name}.yaml", schema.TopicFile).cards
            ),
        )
        for name, topic in basis.topics.items()
    }


def _pairs(
    files: Mapping[str, BaseModel | None], basis: cards.Basis
) -> dict[frozenset[str], dict[str, Card]]:
    if "pairs.yaml" not in files:
        return {}
    return {
        frozenset(pair.split("+")): {
            section: cards.build(pair.split("+")[0], card, basis)
            for section, card in every.items()
        }
        for pair, every in _file(files, "pairs.yaml", schema.PairsFile).root.items()
    }


def _themes(file: schema.QuizFile) -> dict[str, Theme]:
    return {
        name: Theme(
            name,
            Option(theme.first.label, tuple(theme.first.items)),
            Option(theme.second.label, tuple(theme.second.items)),
        )
        for name, theme in file.themes.items()
    }


def _file(files: Mapping[str, BaseModel | None], path: str, model: type[Model]) -> Model:
    found = files[path]
    if not isinstance(found, model):
        raise TypeError(f"{path} was validated as another kind of file")
    return found


def _inside(files: Mapping[str, BaseModel | None], folder: str) -> list[str]:
    return [path for path in files if path.startswith(f"{folder}/")]


def _bands(paid: schema.PayFile) -> dict[str, tuple[PayBand, ...]]:
    return {
        role: tuple(PayBand(**band.model_dump()) for band in bands)
        for role, bands in paid.roles.items()
    }


def _digest(trees: Mapping[str, Tree]) -> str:
    digest = hashlib.sha256()
    for path, tree in trees.items():
        digest.update(f"{path}\0{tree.value!r}\0".encode())
    return digest.hexdigest()[:12]
