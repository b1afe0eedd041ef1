"""Figures that rest on blogs alone."""

import pytest

from bot.files.hearsay import anonymous
from tests.files import waffles
from tests.files.conftest import Folder

BREAD = "roles/bread-engineer/facts.yaml"
TEXT = 'text: "Bakes bread for a town"'
PAGE = f"roles/{waffles.ROLE}/facts.yaml"
HOT = 'text: "Irons get hot."'
HEARSAY = "only blogs say this, so name whose it is: "


@pytest.fixture(name="bakery")
def _bakery(folder: Folder) -> Folder:
    waffles.bake(folder)
    irons = 'text: "One guide says 37 irons, 9 ovens and one or two rounds. 105 bake."'
    folder.change(PAGE, HOT, irons)
    return folder


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Take-home tasks leave 48 hours.", True),
        ("The test has 65 questions and costs $200.", True),
        ("Take-home tasks leave 48 hours, says one guide.", False),
        ("By one account the task takes 48 hours.", False),
        ("In the years 2019-21 few were asked; since 2024 all are.", False),
        ("Courses named are CS231n, EC2 and work in 3D.", False),
        ("The task is a few hours long.", False),
    ],
)
def test_anonymous(text: str, expected: bool) -> None:
    """A figure wants a teller; years and names with digits are no figures."""
    assert anonymous(text) is expected


@pytest.mark.parametrize(
    "text",
    [
        "The task takes one to three hours.",
        "Firms hold one or two rounds.",
        "A repository gets under two minutes.",
        "They ask for two or three references.",
        "The loop has three rather long interviews.",
        "Two of three bakers were asked.",
        "About six in ten got another title.",
        "Half of the firms test it.",
        "A quarter of the jobs face customers.",
        "Two thirds of the ads name it.",
        "A dozen bakers applied.",
    ],
)
def test_numbers_in_words(text: str) -> None:
    """A number in words that counts something wants a teller as well."""
    assert anonymous(text)
    assert not anonymous(f"{text[:-1]}, says one guide.")


@pytest.mark.parametrize(
    "text",
    [
        "Show two or three projects with a live link.",
        "Learn one language first, then two more.",
        "Ask what became of everyone who started in the last two years.",
        "There are two kinds of bakers.",
        "It is a mistake that \u201call 300 loaves are sold\u201d.",
        "One day you will bake.",
    ],
)
def test_harmless_numbers(text: str) -> None:
    """Advice, kinds and what is quoted are no figures."""
    assert not anonymous(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("You go from aim to data in 45 minutes, say for a feed.", True),
        ("It lasts 45 minutes, of course.", True),
        ("It lasts 45 minutes, guides say.", False),
        ("A course lasts 45 minutes.", False),
        ("One baker and engineer had 45 minutes.", False),
        ("An engineer has 45 minutes.", True),
        ("Read Ann Baker's Loaves, with 200 questions.", False),
        ("It's 45 minutes with a bachelor's degree.", True),
        ("In our reading it takes 45 minutes.", False),
    ],
)
def test_tellers(text: str, expected: bool) -> None:
    """Words that only look like a teller are none; a person or a name may be one."""
    assert anonymous(text) is expected


@pytest.mark.parametrize(
    ("text", "source"),
    [("Bakes 300 loaves a day, says one site", "bread-notes"), ("Bakes 300 loaves", "pe-vs-pse")],
)
def test_nothing_to_mend(folder: Folder, text: str, source: str) -> None:
    """What names its teller passes, and so does what a better source than a blog says."""
    old = f'{TEXT}\n        sources: ["bread-notes"]'
    folder.change(BREAD, old, f'text: "{text}"\n        sources: ["{source}"]')

    assert [] == folder.problems()


def test_a_figure_without_a_teller(folder: Folder) -> None:
    """What rests on blogs alone and does not say whose it is, is told in its line."""
    old = f'{TEXT}\n        sources: ["bread-notes"]'
    folder.change(BREAD, old, 'text: "Bakes for two hours"\n        sources: ["bread-notes"]')

    line = folder.line(BREAD, "two hours")
    assert f"{BREAD}:{line}: " in folder.problem("its figure rests on blogs alone")


ANONYMOUS = (
    "You need 37 irons.",
    "You need irons. All of them hot. You need 9 ovens.",
    "You go through one or two rounds.",
    "One guide counts. All is hot. You need 37 irons.",
)
TOLD = (
    "You need 37 irons, says one guide.",
    "One guide counts. You need 37 irons.",
    "You need 37 irons. So says one guide.",
    "One guide names:\n\n\u2022 37 irons\n\n\u2022 9 ovens",
    "Bakers ask: \u201cDo you have 37 irons?\u201d",
    "You need irons.",
)


def test_cards(bakery: Folder) -> None:
    """A card names the teller of what only blogs say, in the sentence or next to it."""
    said = [{"say": say, "rests_on": ["definition-2"]} for say in (*ANONYMOUS, *TOLD)]
    faults = waffles.faults(bakery, *said)

    assert [[HEARSAY]] * len(ANONYMOUS) == [
        [fault[: len(HEARSAY)] for fault in one] for one in faults[: len(ANONYMOUS)]
    ]
    assert [[]] * len(TOLD) == faults[len(ANONYMOUS) :]


def test_every_text_of_a_card(bakery: Folder) -> None:
    """Lines that are worth a tap are held to it as well."""
    card = {"say": "Irons.", "more": ["37 irons."], "rests_on": ["definition-2"]}

    assert [[f"{HEARSAY}37 irons."]] == waffles.faults(bakery, card)


def test_cards_on_better_ground(bakery: Folder) -> None:
    """A figure that something better holds too, or that has no source, needs no teller."""
    better = {"say": "Irons are in 37.4% of ads.", "rests_on": ["definition-1", "definition-2"]}
    counted = {"say": "You count to 12.", "rests_on": ["definition-2", "profile/maths"]}

    assert [[], []] == waffles.faults(bakery, better, counted)


def test_pairs(bakery: Folder) -> None:
    """So are cards on two roles, with whom each of them suits."""
    choose = {waffles.ROLE: "You have 37 irons.", waffles.OTHER: "You have none."}
    card = {"say": "Irons.", "choose": choose, "rests_on": [f"{waffles.ROLE}:definition-2"]}
    waffles.pairs(bakery, {f"{waffles.ROLE}+{waffles.OTHER}": {"overview": card}})

    assert "overview: " in bakery.problem(f"{HEARSAY}You have 37 irons.")
