"""A page of our own beside the tiny knowledge, with all that a card may rest on."""

from collections.abc import Mapping
from typing import Any

import yaml

from bot.engine.page import Card
from bot.files import load
from tests.files.conftest import Folder

ROLE, OTHER, JOB, TOPIC = "waffle-engineer", "pastry-engineer", "waffle-cook", "layoffs"
CARDS = f"roles/{ROLE}/cards.yaml"
ASK = "tools/first-tools"
SILENT = {"say": "Nobody has told us.", "known": False}
"""A card that knows nothing."""
BOOK, ADS, PAY = "waffle-book", "waffle-ads", "waffle-pay"

Values = Mapping[str, Any]

_SOURCES = """
waffle-book: {title: "On Waffles", publisher: "The Crumb", date: "March 2024", grade: "blog"}
waffle-ads: {title: "Ads", publisher: "The Crumb", date: "Aug. 2, 2025", grade: "market"}
waffle-pay: {title: "Pay", publisher: "The Crumb", date: "2025", grade: "market"}
"""
_PAGE = """
name: "Waffle Engineer"
on_call: "yes"
profile:
  maths: {score: 1, why: "You count to 12, no more"}
versus:
  pastry-engineer: {text: "Waffles are flat.", sources: ["waffle-book"]}
sections:
  definition:
    gist: "Bakes waffles"
    points:
      - id: "definition-1"
        text: "Of 4,318 ads 37.4% name irons; 105,650 people bake, for $154,700, 2019-29."
        sources: ["waffle-ads"]
      - {id: "definition-2", text: "Irons get hot.", sources: ["waffle-book"]}
  tools:
    gist: "An iron"
    points:
      - item: "oven"
        weight: "core"
        sources: ["waffle-ads", "waffle-book"]
        details: [{text: "at 230 degrees", sources: ["waffle-ads"]}]
      - {item: "whisk", weight: "not_needed", sources: ["waffle-book"]}
"""
_AXES = """
maths: {most: "Most", least: "Least", much: "much", little: "little"}
coding: {most: "Most", least: "Least", much: "much", little: "little"}
business_contact: {most: "Most", least: "Least", much: "much", little: "little"}
entry_difficulty: {most: "Most", least: "Least", much: "much", little: "little", weighs: "entry"}
degree_need: {most: "Most", least: "Least", much: "much", little: "little", weighs: "degree"}
on_call:
  most: "Most nights"
  least: "Fewest nights"
  much: "nights"
  little: "few nights"
  told:
    yes: {score: 4, why: "The oven burns at night"}
    some: {score: 2, why: "It burns at times"}
    unknown: {score: 1, why: "Nobody has told us"}
"""
_FIGURES = """
source: "waffle-pay"
roles:
  waffle-engineer:
    - {country: "US", currency: "USD", level: "all", ads: 1218, first: 2023, last: 2025,
       remote: 28, pay: [50000, 60000, 70400, 80000, 90000], typical: [60000, 80000]}
    - {country: "US", currency: "USD", level: "EN", ads: 40, first: 2023, last: 2025,
       remote: 20, pay: [30000, 40000, 50000, 60000, 70000], typical: [40000, 60000]}
  bread-engineer:
    - {country: "GB", currency: "GBP", level: "all", ads: 60, first: 2024, last: 2025,
       remote: 5, pay: [21000, 31000, 41000, 51000, 61000], typical: [31000, 51000]}
"""


def bake(folder: Folder) -> None:
    """Add the page, a job beside it, a topic, figures and forbidden words; no card yet."""
    for name in (f"roles/{ROLE}", "topics"):
        (folder.path / name).mkdir(exist_ok=True)
    sources = (folder.path / "sources.yaml").read_text(encoding="utf-8")
    folder.write("sources.yaml", sources + _SOURCES)
    folder.write(f"roles/{ROLE}/facts.yaml", _PAGE)
    folder.write("axes.yaml", _AXES.replace("yes:", '"yes":'))
    folder.write("pay.yaml", _FIGURES)
    folder.write("forbidden.yaml", '["DE", "delve"]\n')
    topic(folder)
    job(folder)


def cards(folder: Folder, of: Values) -> None:
    """Write the cards of the page: these, and for every other ask one that knows nothing."""
    _dump(folder, CARDS, {ask: dict(SILENT) for ask in _asks(folder)} | dict(of))


def pairs(folder: Folder, of: Values) -> None:
    """Write what sets two roles apart: "role+role" -> section -> card."""
    _dump(folder, "pairs.yaml", of)


def topic(folder: Folder, *of: Values) -> None:
    """Write a topic with these cards."""
    point = {"id": "layoffs-1", "text": "Ovens stay.", "sources": [ADS]}
    gist = "One baker of 50 was let go."
    written = {"title": "Layoffs", "gist": gist, "points": [point], "cards": list(of)}
    _dump(folder, f"topics/{TOPIC}.yaml", written)


def job(folder: Folder, of: Values | None = None) -> None:
    """Write a job beside the roles with these cards, among those that there are."""
    every = yaml.safe_load((folder.path / "neighbours.yaml").read_text(encoding="utf-8"))
    point = {"id": "definition-1", "text": "A cook has 6 irons, by one guide.", "sources": [BOOK]}
    section = {"definition": {"gist": "Cooks waffles", "points": [point]}}
    one = {"name": "Waffle Cook", "nearest": [ROLE], "sections": section, "cards": dict(of or {})}
    _dump(folder, "neighbours.yaml", every | {JOB: one})


def built(folder: Folder, *of: Values) -> list[Card]:
    """Return cards of the page as they are loaded."""
    asks = _asks(folder)[: len(of)]
    cards(folder, dict(zip(asks, of, strict=True)))
    known = load(folder.path).roles[ROLE].cards
    return [known[ask] for ask in asks]


def faults(folder: Folder, *of: Values) -> list[list[str]]:
    """Return for each of several cards of the page what is told to be wrong in its line."""
    asks = _asks(folder)[: len(of)]
    cards(folder, dict(zip(asks, of, strict=True)))
    problems = folder.problems()
    found = []
    for ask in asks:
        place = f"[ERROR] {CARDS}:{folder.line(CARDS, f'{ask}:')}: {ask}: "
        found.append([one.removeprefix(place) for one in problems if one.startswith(place)])
    return found


def _asks(folder: Folder) -> list[str]:
    every = yaml.safe_load((folder.path / "asks.yaml").read_text(encoding="utf-8"))["roles"]
    return [f"{section}/{ask}" for section, asks in every.items() for ask in asks]


def _dump(folder: Folder, name: str, value: Values) -> None:
    folder.write(name, yaml.safe_dump(dict(value), sort_keys=False, allow_unicode=True))
