"""Official figures stand once, and are read wherever a text names them."""

from dataclasses import replace
from datetime import date

import pytest

from bot.engine.page import Figure
from bot.files import load, official
from bot.files.ages import old_figures, old_official
from tests.engine.tiny import tiny_knowledge
from tests.files import waffles
from tests.files.conftest import Folder
from tests.files.waffles import CARDS, JOB, OTHER, ROLE, TOPIC

FACTS = f"roles/{ROLE}/facts.yaml"
FIGURES = """
bakers:
  occupation: "Bakers (51-3011)"
  place: "US"
  figures:
    median: {value: "36,640 USD", period: "2025-05", source: "waffle-ads"}
    growth: {value: "-4%", period: "2024-34", source: "waffle-ads"}
    employed: {value: "1,234,560 jobs", period: "2025-05", source: "waffle-ads", note: "cooks too"}
"""
MEDIAN = "One guide says: {bakers.median} USD."
OTHERS = (
    "The guide says {bakers.employed}, or {bakers.employed.millions} million: {bakers.growth}."
)


@pytest.fixture(name="bakery")
def _bakery(folder: Folder) -> Folder:
    """Return the page of waffles; its facts name each figure."""
    waffles.bake(folder)
    folder.write("figures.yaml", FIGURES)
    folder.change(FACTS, "Irons get hot.", MEDIAN)
    folder.change(FACTS, "Waffles are flat.", OTHERS)
    return folder


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("34.6%", {"": "34.6%"}),
        ("-1%", {"": "-1%", "fall": "1%"}),
        ("120,230 USD", {"": "120,230", "k": "$120k"}),
        ("1,687,890 jobs", {"": "1,687,890", "millions": "1.69"}),
        ("9,600 openings", {"": "9,600", "millions": "0.01"}),
        ("a lot", {}),
    ],
)
def test_ways_to_say_it(value: str, expected: dict[str, str]) -> None:
    """A number is said without its unit, save per cent; money and counts may be rounded."""
    assert expected == official.written(value)


def test_figures_are_filled_in(bakery: Folder) -> None:
    """Figures stand in sentences, gists, details, comparisons, topics and jobs beside."""
    bakery.change(FACTS, "at 230 degrees", "for {bakers.growth.fall} fewer")
    bakery.change(FACTS, 'gist: "An iron"', 'gist: "{bakers.median.k} for an iron"')
    bakery.change(FACTS, "You count to 12", "You count to {bakers.employed}")
    bakery.change(f"topics/{TOPIC}.yaml", "Ovens stay.", "By {bakers.growth} ovens stay.")
    bakery.change("neighbours.yaml", "A cook has 6 irons", "A cook has {bakers.median} irons")
    known = load(bakery.path)
    page = known.roles[ROLE]
    tools = page.sections["tools"]

    assert "One guide says: 36,640 USD." == page.sections["definition"].points[1].text
    assert "The guide says 1,234,560, or 1.23 million: -4%." == page.versus[OTHER].text
    assert ("$37k for an iron", "for 4% fewer") == (tools.gist, tools.points[0].details[0].text)
    assert page.profile["maths"].why.startswith("You count to 1,234,560")
    assert "By -4% ovens stay." == known.advice[TOPIC].points[0].text
    cook = known.neighbours[JOB].sections["definition"].points[0]
    assert cook.text.startswith("A cook has 36,640 irons")
    figure = Figure("Bakers (51-3011)", "US", "2025-05", "36,640 USD", "waffle-ads")
    assert figure == known.figures["bakers.median"]


def test_a_text_is_as_long_as_it_is_read(bakery: Folder) -> None:
    """Of a text with figures counts what is read, not the names in it."""
    bakery.change(FACTS, OTHERS, "{bakers.growth.fall} " * 30 + OTHERS)
    assert [] == bakery.problems()

    bakery.change(FACTS, "{bakers.growth.fall} ", "{bakers.employed} " * 20)
    assert "should have at most 200 characters" in bakery.problem(f"{FACTS}:")


def test_cards_with_figures(bakery: Folder) -> None:
    """A card says a figure that stands in what it rests on, beside one on pay."""
    (card,) = waffles.built(
        bakery,
        {
            "say": "A guide says {bakers.median.k}. In ads {pay.US}.",
            "more": ["A guide says ${bakers.median}."],
            "rests_on": ["definition-2", "pay"],
        },
    )

    assert ("A guide says $37k.", ("In ads $70k.",)) == (card.verdict, card.lines)
    assert ("A guide says $36,640.",) == card.more


def test_a_card_rests_on_its_figures(bakery: Folder) -> None:
    """A figure in a card stands in a point it rests on by its name, not only by its number."""
    bakery.change(FACTS, "Of 4,318 ads", "Of 4,318 ads and 36,640 others")
    (faults,) = waffles.faults(
        bakery, {"say": "About ${bakers.median}.", "rests_on": ["definition-1"]}
    )

    assert ["the figure {bakers.median} stands in nothing that it rests on"] == faults


def test_a_figure_that_there_is_not(bakery: Folder) -> None:
    """A name of no figure is refused where it stands, with the likely name."""
    bakery.change(FACTS, "Of 4,318 ads", "Of {bakers.medan} ads")
    place = f"{FACTS}:{bakery.line(FACTS, 'bakers.medan')}"
    what = "there is no figure {bakers.medan} (did you mean 'bakers.median'?)"

    assert [f"[ERROR] {place}: {what}"] == bakery.problems()


@pytest.mark.parametrize("name", ["bakers.median.fall", "bakers.median.", "pay.US", "median", ""])
def test_what_is_no_figure(bakery: Folder, name: str) -> None:
    """A figure has only ways that fit it, and a point has no figures on pay."""
    bakery.change(FACTS, "Of 4,318 ads", f"Of {{{name}}} ads")

    assert f"there is no figure {{{name}}}" in bakery.problem(f"[ERROR] {FACTS}:")


def test_a_figure_that_there_is_not_in_a_card(bakery: Folder) -> None:
    """In a card it is refused in the line of its text, and a file of figures need not be."""
    waffles.cards(bakery, {waffles.ASK: {"say": "About {cooks.median}.", "known": False}})
    line = bakery.line(CARDS, "cooks.median")
    place = f"[ERROR] {CARDS}:{line}: there is no figure {{cooks.median}}"
    assert bakery.problem("cooks.median").startswith(place)

    bakery.remove("figures.yaml")
    assert bakery.problem("cooks.median").startswith(place)


def test_an_unused_figure(bakery: Folder) -> None:
    """A figure that no text names is refused in its line."""
    bakery.change(FACTS, MEDIAN, "Irons get hot.")
    line = bakery.line("figures.yaml", "median:")
    what = "the figure 'bakers.median' is named in no text"

    assert [f"[ERROR] figures.yaml:{line}: {what}"] == bakery.problems()


def test_a_source_that_there_is_not(bakery: Folder) -> None:
    """The source of a figure is one of the sources."""
    bakery.change("figures.yaml", 'source: "waffle-ads"', 'source: "waffle-adds"')
    line = bakery.line("figures.yaml", "waffle-adds")
    what = "there is no source 'waffle-adds' (did you mean 'waffle-ads'?)"

    assert [f"[ERROR] figures.yaml:{line}: {what}"] == bakery.problems()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("36,640 USD", "36640", "bakers.figures.median.value: string should match"),
        ("36,640 USD", "36,640 euros", "bakers.figures.median.value: string should match"),
        ('"2025-05"', '"May 2025"', "bakers.figures.median.period: string should match"),
        ('  place: "US"\n', "", "bakers.place: this key is missing"),
        ("note:", "noet:", "the key 'noet' is not known here (did you mean 'note'?)"),
    ],
)
def test_what_a_figure_holds(bakery: Folder, old: str, new: str, expected: str) -> None:
    """A figure has a value with its unit, a period and a source, in one place."""
    bakery.change("figures.yaml", old, new)

    assert [one for one in bakery.problems() if one.startswith("[ERROR] figures.yaml:")]
    assert bakery.problem(expected)


def test_old_figures(bakery: Folder) -> None:
    """Figures of an old source are named together; a sentence does not age by them."""
    known = load(bakery.path)
    sources = {name: replace(one, date="2024-01") for name, one in known.sources.items()}
    old = replace(known, sources=sources)
    undated = replace(known, sources={n: replace(s, date="not dated") for n, s in sources.items()})
    places = [place for _, place, _ in old_figures(old, date(2026, 1, 31))]

    assert [] == [*old_official(old, date(2025, 7, 31))]
    assert [(24, "figures.yaml: bakers.median and 2 more from waffle-ads")] == [
        *old_official(old, date(2026, 1, 31))
    ]
    # Where the source has no date: May 2025 is not old yet, 2024 is.
    assert [(20, "figures.yaml: bakers.growth from waffle-ads")] == [
        *old_official(undated, date(2026, 8, 1))
    ]
    assert f"{ROLE}: definition: definition-1" in places
    assert f"{ROLE}: definition: definition-2" not in places


def test_a_knowledge_without_figures() -> None:
    """A knowledge needs no official figures."""
    assert {} == tiny_knowledge().figures
