"""Validated files -> the knowledge as values."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from bot.engine.bands import PayBand
from bot.engine.knowledge import Knowledge
from bot.engine.page import (
    Axis,
    Card,
    Figure,
    Heading,
    Item,
    Option,
    Role,
    Sign,
    Source,
    Theme,
    Topic,
)
from bot.files import amounts, asks, cards, figures, official, pages, reader, schema

Files = Mapping[str, BaseModel | None]
"""Path -> the validated file."""
OF_ASKS = ("topics", "told", "instead", "of_role", "in_general", "of_tone")
"""Tables of asks.yaml that the knowledge takes over unchanged."""
Model = TypeVar("Model", bound=BaseModel)


def build(files: Files, fitted: reader.Fitted, version: str) -> Knowledge:
    """Turn validated files into values; every file is there and valid when this is called."""
    paid = _file(files, "pay.yaml", amounts.PayFile) if "pay.yaml" in files else None
    quiz = _file(files, "quiz.yaml", schema.QuizFile) if "quiz.yaml" in files else None
    asked = _file(files, asks.FILE, asks.AsksFile)
    pay = _bands(paid) if paid else {}
    items = _items(files)
    facts = _facts(files, items)
    basis = _basis(files, items, facts, pay, paid.source if paid else "")
    return Knowledge(
        headings=_headings(files),
        roles=_with_cards(facts, files, basis),
        items=items,
        sources=_sources(files),
        phrases=_phrases(files),
        replies=_file(files, "replies.yaml", schema.RepliesFile).root,
        figures=_official(files),
        pay=pay,
        pay_source=basis.pay_source,
        neighbours=_neighbours(files, basis),
        advice=_advice(files, basis),
        pairs=_pairs(files, basis),
        asks=asks.build(asked),
        of_items=dict(asked.items),
        **{name: dict(getattr(asked, name)) for name in OF_ASKS},
        axes=_axes(files),
        circumstances=_circumstances(files),
        everyday=fitted.everyday,
        foreign_words=fitted.foreign_words,
        languages=fitted.languages,
        weights=fitted.weights,
        cards=fitted.cards,
        ads=fitted.ads,
        quiz=_themes(quiz) if quiz else {},
        quiz_names=tuple(quiz.names) if quiz else (),
        quiz_answers={name: tuple(every) for name, every in quiz.answers.items()} if quiz else {},
        version=version,
    )


def _facts(files: Files, items: Mapping[str, Item]) -> dict[str, Role]:
    """Return the roles without their cards."""
    headings = _file(files, "sections.yaml", schema.HeadingsFile).root
    axes = _axes_as_written(files)
    written = {
        Path(path).parent.name: _file(files, path, schema.RoleFile)
        for path in _inside(files, "roles")
        if path.endswith("facts.yaml")
    }
    return {name: pages.role(name, one, items, headings, axes) for name, one in written.items()}


def _basis(
    files: Files,
    items: Mapping[str, Item],
    roles: Mapping[str, Role],
    pay: Mapping[str, tuple[PayBand, ...]],
    pay_source: str,
) -> cards.Basis:
    """Return what cards may rest on: the pages without their cards, and the figures."""
    axes = _axes_as_written(files)
    near = {
        name: pages.neighbour(name, one, items, axes)
        for name, one in _neighbours_as_written(files).items()
    }
    topics = {
        Path(path).stem: pages.topic(_file(files, path, schema.TopicFile))
        for path in _inside(files, "topics")
    }
    sources = _file(files, "sources.yaml", schema.SourcesFile).root
    return cards.Basis(
        {**roles, **near},
        topics,
        items,
        {role: figures.of_pay(bands) for role, bands in pay.items()},
        pay_source,
        {name: source.date for name, source in sources.items()},
    )


def _items(files: Files) -> dict[str, Item]:
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
                tuple(item.implies),
                item.level,
            )
    return items


def _headings(files: Files) -> dict[str, Heading]:
    return {
        name: Heading(
            name,
            heading.title,
            heading.about,
            offered=heading.offered or 0,
            chooses=heading.chooses,
            gathers=tuple(heading.gathers),
            looks_in=tuple(heading.looks_in),
            as_names=heading.as_names,
            holds=tuple(heading.holds),
        )
        for name, heading in _file(files, "sections.yaml", schema.HeadingsFile).root.items()
    }


def _sources(files: Files) -> dict[str, Source]:
    every = _file(files, "sources.yaml", schema.SourcesFile).root
    return {name: Source(name, **source.model_dump()) for name, source in every.items()}


def _phrases(files: Files) -> dict[str, dict[str, tuple[str, ...]]]:
    return {
        Path(path).stem: {
            meaning: tuple(every)
            for meaning, every in _file(files, path, schema.PhrasesFile).root.items()
        }
        for path in _inside(files, "phrases")
    }


def _axes(files: Files) -> dict[str, Axis]:
    return {
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
            tuple(one.kinds),
            one.weighs,
        )
        for name, one in _axes_as_written(files).items()
    }


def _axes_as_written(files: Files) -> Mapping[str, schema.AxisFile]:
    if "axes.yaml" not in files:
        return {}
    return dict(_file(files, "axes.yaml", schema.AxesFile).root.items())


def _circumstances(files: Files) -> dict[str, tuple[Sign, ...]]:
    """Return the circumstances that people mention with a question, with their signs."""
    if "circumstances.yaml" not in files:
        return {}
    every = _file(files, "circumstances.yaml", schema.CircumstancesFile).root
    return {
        name: tuple(
            Sign(tuple(one.any), tuple(one.near), tuple(one.also), one.denied) for one in signs
        )
        for name, signs in every.items()
    }


def _with_cards(roles: Mapping[str, Role], files: Files, basis: cards.Basis) -> dict[str, Role]:
    """Return the roles by name, each with its cards."""
    found = {}
    for name, role in sorted(roles.items(), key=lambda pair: pair[1].name):
        path = f"roles/{name}/cards.yaml"
        every = _file(files, path, schema.CardsFile).root if path in files else {}
        found[name] = replace(role, cards=_cards(name, every, basis))
    return found


def _neighbours(files: Files, basis: cards.Basis) -> dict[str, Role]:
    """Return the neighbours, each with its cards."""
    return {
        name: replace(basis.pages[name], cards=_cards(name, one.cards, basis))
        for name, one in _neighbours_as_written(files).items()
    }


def _neighbours_as_written(files: Files) -> Mapping[str, schema.NeighbourFile]:
    if "neighbours.yaml" not in files:
        return {}
    return _file(files, "neighbours.yaml", schema.NeighboursFile).root


def _cards(page: str, every: Mapping[str, schema.CardFile], basis: cards.Basis) -> dict[str, Card]:
    return {ask: cards.build(page, card, basis) for ask, card in every.items()}


def _advice(files: Files, basis: cards.Basis) -> dict[str, Topic]:
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


def _pairs(files: Files, basis: cards.Basis) -> dict[frozenset[str], dict[str, Card]]:
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


def _file(files: Files, path: str, model: type[Model]) -> Model:
    found = files[path]
    if not isinstance(found, model):
        raise TypeError(f"{path} was validated as another kind of file")
    return found


def _inside(files: Files, folder: str) -> list[str]:
    return [path for path in files if path.startswith(f"{folder}/")]


def _official(files: Files) -> dict[str, Figure]:
    if official.FILE not in files:
        return {}
    every = _file(files, official.FILE, amounts.FiguresFile).root
    return {
        f"{name}.{what}": Figure(
            one.occupation, one.place, figure.period, figure.value, figure.source
        )
        for name, one in every.items()
        for what, figure in one.figures.items()
    }


def _bands(paid: amounts.PayFile) -> dict[str, tuple[PayBand, ...]]:
    return {
        role: tuple(PayBand(**band.model_dump()) for band in bands)
        for role, bands in paid.roles.items()
    }
