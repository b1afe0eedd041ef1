"""Cards rest on what is there, say no other number, and are short and in plain words.

Many cards are proved at once, each under an ask of its own: loading a folder takes its time.
"""

import pytest

from bot.files import load
from tests.files import waffles
from tests.files.conftest import Folder
from tests.files.waffles import ADS, ASK, BOOK, CARDS, JOB, OTHER, PAY, ROLE, TOPIC

PAIR = f"{ROLE}+{OTHER}"
FOUND = {
    "definition-1": {ADS},
    "tools/oven": {ADS, BOOK},
    "tools/whisk": {BOOK},  # which is not needed
    f"versus/{OTHER}": {BOOK},
    "profile/maths": set(),
    "profile/on_call": set(),
    "pay": {PAY},
    f"{ROLE}:definition-2": {BOOK},
    f"{JOB}:definition-1": {BOOK},
    f"{TOPIC}:gist": {ADS},
    f"{TOPIC}:layoffs-1": {ADS},
    f"{OTHER}:tools/whisk": {"pe-vs-pse"},
    "bread-engineer:pay": {PAY},
}
"""Address -> the sources of what stands there."""
NOWHERE = (
    *("definition-9", "tools/rolling-pin", "skills/oven", "versus/nobody", "profile/coding"),
    *("gist", "profile/on-call", f"{JOB}:definition-2", f"{JOB}:pay", f"{TOPIC}:layoffs-2"),
    *(f"{TOPIC}:tools/oven", "nobody:definition-1", "nobody:gist", f"{OTHER}:pay"),
)
OWN = (
    *("It was 4,318 ads.", "It was about 4,300 ads.", "It was 4300 ads."),
    *("It is 37.4%.", "It is 37%.", "It is 106,000 people.", "It is 106k.", "It is $155k."),
    *("It is 2029.", "From 2019 to 2029.", "Counted in 2025.", "A B2B trade.", "Use GPT-4."),
    "In order:\n1. Bake.\n2. Bake again.",
)
"""Texts with the numbers of definition-1 or its source, or with none."""
STRANGE = {
    "It is 36%.": "36",
    "It was 4,500 ads.": "4500",
    "It is $145k.": "145000",
    "Counted in 2024.": "2024",
    "By 2030.": "2030",
    "It has 6 irons, one guide says.": "6",
    "It is 230 degrees.": "230",
}
"""Text -> the number in it that definition-1 lacks."""
ELSEWHERE = {
    "It is 230 degrees.": "tools/oven",
    "It has 6 irons, one guide says.": f"{JOB}:definition-1",
    "One of 50.": f"{TOPIC}:gist",
    "Count to 12.": "profile/maths",
    "Ads of 2023.": "pay",
}


@pytest.fixture(name="bakery")
def _bakery(folder: Folder) -> Folder:
    waffles.bake(folder)
    return folder


def test_the_page_is_sound(bakery: Folder) -> None:
    """Without a card, and with one that knows nothing for each ask, nothing is wrong."""
    assert [] == bakery.problems()

    waffles.cards(bakery, {})

    assert [] == bakery.problems()


def test_an_address_is_found(bakery: Folder) -> None:
    """A card has the sources of what it rests on, whatever sort of thing that is."""
    cards = waffles.built(bakery, *({"say": "Iron.", "rests_on": [one]} for one in FOUND))

    assert FOUND == dict(zip(FOUND, ({*card.sources} for card in cards), strict=True))


def test_an_address_of_nothing_is_refused(bakery: Folder) -> None:
    """An address under which nothing stands is a fault of the card, told in its line."""
    cards = [{"say": "An iron first.", "rests_on": [one]} for one in NOWHERE]
    expected = [[f"there is no point {one!r} to rest on"] for one in NOWHERE]

    assert expected == waffles.faults(bakery, *cards)


def test_what_knows_rests_on_something(bakery: Folder) -> None:
    """Only a card that says that it knows nothing may rest on nothing."""
    knows, silent = waffles.faults(bakery, {"say": "Iron."}, {"say": "Iron.", "known": False})

    assert ["a card that knows something rests on something"] == knows
    assert [] == silent


def test_numbers_that_are_there(bakery: Folder) -> None:
    """Numbers may be rounded, years may be of the source; a step and a name are no numbers."""
    faults = waffles.faults(bakery, *({"say": say, "rests_on": ["definition-1"]} for say in OWN))

    assert {say: [] for say in OWN} == dict(zip(OWN, faults, strict=True))


def test_numbers_out_of_nowhere(bakery: Folder) -> None:
    """A number that stands in nothing a card rests on is refused, and a year is not rounded."""
    said = [{"say": say, "rests_on": ["definition-1"]} for say in STRANGE]
    more = [{"say": "Iron.", "more": [say], "rests_on": ["definition-1"]} for say in STRANGE]
    expected = [
        [f"the number {one} stands in nothing that it rests on"] for one in STRANGE.values()
    ]

    assert expected * 2 == waffles.faults(bakery, *said, *more)


def test_every_sort_of_thing_has_numbers(bakery: Folder) -> None:
    """The numbers of a detail, a page, a gist, a profile and the years of the pay are there."""
    right = [{"say": say, "rests_on": [one]} for say, one in ELSEWHERE.items()]
    wrong = [{"say": say, "rests_on": ["definition-2"]} for say in ELSEWHERE]
    faults = waffles.faults(bakery, *right, *wrong)

    assert [[]] * len(right) == faults[: len(right)]
    assert all(faults[len(right) :])


def test_figures_are_filled_in(bakery: Folder) -> None:
    """Figures stand in all that is said, those of another role behind its id."""
    (actual,) = waffles.built(
        bakery,
        {
            "say": "About {pay.US}, {pay.US.entry} to start. In {pay.US.ads} ads: {pay.US.range}.",
            "more": ["For bread {bread-engineer:pay.GB}.", "{pay.US.remote} from home."],
            "rests_on": ["pay", "bread-engineer:pay"],
        },
    )
    assert "About $70k, $50k to start." == actual.verdict
    assert ("In 1,218 ads: $60k to $80k.",) == actual.lines
    assert ("For bread £41k.", "28% from home.") == actual.more


def test_figures_that_there_are_not(bakery: Folder) -> None:
    """What is no figure of the role is refused."""
    names = (
        *("pay.FR", "pay.US.senior", "pay.GB", "pay", "pay.us", "pay.US.", ""),
        *(f"{OTHER}:pay.US", "bread-engineer:pay.US"),
    )
    faults = waffles.faults(
        bakery, *({"say": f"About {{{name}}}.", "rests_on": ["pay"]} for name in names)
    )

    assert [[f"there is no figure {{{name}}}"] for name in names] == faults


def test_a_figure_rests_on_pay(bakery: Folder) -> None:
    """Who says a figure rests on the pay of the role whose it is."""
    names = {"pay.US": "bread-engineer:pay", "bread-engineer:pay.GB": "pay"}
    wrong = [{"say": f"{{{name}}}.", "rests_on": [one]} for name, one in names.items()]
    expected = [
        [f"{{{name}}} is a figure on pay, and the card does not rest on it"] for name in names
    ]

    assert expected == waffles.faults(bakery, *wrong)


def test_too_long(bakery: Folder) -> None:
    """What is read of a card has room on a phone, and its verdict is one short sentence."""
    said = {
        "o" * 169 + ".": [],
        "o" * 170 + ".": ["its first sentence has 171 characters, at most 170 are a verdict"],
        f"Yes. O{'o' * 413}.": [],
        f"Yes. O{'o' * 414}.": ["has 421 characters with its figures, at most 420 can be read"],
        # what counts is what is read: "$50k" thirty times, and "$60k to $80k"
        f"Yes. {'{pay.US.entry} ' * 30}": [],
        f"Yes. {'{pay.US.range} ' * 34}": [
            "has 446 characters with its figures, at most 420 can be read"
        ],
    }
    faults = waffles.faults(bakery, *({"say": say, "rests_on": ["pay"]} for say in said))

    assert [*said.values()] == faults


def test_the_verdict(bakery: Folder) -> None:
    """The first sentence of a card is its verdict, and every paragraph behind it a line."""
    said: dict[str, tuple[str, tuple[str, ...]]] = {
        "Yes, you can. Bake first.": ("Yes, you can.", ("Bake first.",)),
        "It is 37.4% of ads.": ("It is 37.4% of ads.", ()),
        "No.\n\nNot yet. Nor soon.\nBut then.": ("No.", ("Not yet. Nor soon.", "But then.")),
        'He said "no." Then yes.': ('He said "no."', ("Then yes.",)),
        "Is it e.g. bread? No.": ("Is it e.g. bread?", ("No.",)),
    }
    cards = waffles.built(bakery, *({"say": say, "rests_on": ["definition-1"]} for say in said))

    assert [*said.values()] == [(card.verdict, card.lines) for card in cards]


def test_a_forbidden_word(bakery: Folder) -> None:
    """A word that no card may use is refused wherever it stands; a part of a word is none."""
    texts = (
        {"say": "Let us delve into it."},
        {"say": "delve: do."},
        {"say": "An iron.", "more": ["A DE bakes it."]},
        {"say": "It is DECENT to have delved."},
    )
    *wrong, right = waffles.faults(
        bakery, *({**text, "rests_on": ["definition-2"]} for text in texts)
    )
    expected = [
        [f"{word!r} is no word for a card (forbidden.yaml)"] for word in ("delve", "delve", "DE")
    ]

    assert (expected, []) == (wrong, right)


def test_all_faults_of_a_card_at_once(bakery: Folder) -> None:
    """Who mends a card sees all that is wrong with it: point, word, verdict, figure, number."""
    say = f"We delve {'deep ' * 40}, {{pay.FR}}, 17 times."
    (faults,) = waffles.faults(bakery, {"say": say, "rests_on": ["definition-9"]})

    assert len(faults) == 5


def test_a_missing_ask(bakery: Folder) -> None:
    """A page with cards has one for every ask; those that it lacks are named in one line."""
    asks = {*load(bakery.path).asks} - {ASK}
    bakery.write(CARDS, f'{ASK}: {{say: "An iron.", known: false}}\n')
    (problem,) = bakery.problems()

    assert problem.startswith(f"[ERROR] {CARDS}:1: no card for {', '.join(sorted(asks))}: ")


def test_an_unknown_ask(bakery: Folder) -> None:
    """A card for what nobody asks is reported, with the likely ask."""
    waffles.cards(bakery, {"tools/first-tool": waffles.SILENT})
    line = bakery.line(CARDS, "tools/first-tool:")
    what = f"there is no ask 'tools/first-tool' (did you mean {ASK!r}?)"

    assert [f"[ERROR] {CARDS}:{line}: {what}"] == bakery.problems()


def test_pairs(bakery: Folder) -> None:
    """What tells two roles apart is found whichever is named first, with whom each suits."""
    choose = {ROLE: "you like {pay.US} irons", OTHER: "you like dough"}
    rests_on = ["pay", f"{ROLE}:definition-1"]
    overview = {"say": "Irons. Or dough.", "rests_on": rests_on, "choose": choose}
    tools = {"say": "An iron.", "rests_on": [f"{OTHER}:tools/oven"]}
    waffles.pairs(bakery, {PAIR: {"overview": overview, "tools": tools}})
    found = load(bakery.path).pairs[frozenset({OTHER, ROLE})]

    assert {"overview", "tools"} == found.keys()
    assert "Irons." == found["overview"].verdict
    assert {ROLE: "you like $70k irons", OTHER: "you like dough"} == found["overview"].choose
    assert {PAY, ADS} == {*found["overview"].sources}


@pytest.mark.parametrize(
    ("pair", "section", "card", "expected"),
    [
        (f"{ROLE}+nobody", "overview", {}, "there is no role 'nobody'"),
        (PAIR, "weather", {}, "there is no section 'weather'"),
        (PAIR, "tools", {"rests_on": ["definition-9"]}, "no point 'definition-9'"),
        (PAIR, "tools", {"choose": {ROLE: "you like 7 irons"}}, "the number 7 stands in nothing"),
        (PAIR, "tools", {"choose": {ROLE: "you delve"}}, "'delve' is no word for a card"),
        (PAIR, "tools", {"choose": {ROLE: "you like {pay.FR}"}}, "there is no figure {pay.FR}"),
        (ROLE, "tools", {}, "should match pattern"),
    ],
)
def test_faults_of_pairs(
    bakery: Folder, pair: str, section: str, card: dict[str, object], expected: str
) -> None:
    """Pairs are of roles and sections that there are, and their cards are proved as others."""
    written = {"say": "An iron.", "rests_on": ["definition-1"], **card}
    waffles.pairs(bakery, {pair: {section: written}})

    assert bakery.problem(expected).startswith("[ERROR] pairs.yaml:")


def test_topic_cards(bakery: Folder) -> None:
    """A topic has cards in their order, with how each is asked for and what more there is."""
    first = {"say": "Few. So far.", "rests_on": ["gist"], "asked": ["am I safe?"]}
    more = [f"Irons: {{{ROLE}:pay.US}}."]
    second = {"say": "Ovens stay.", "rests_on": ["layoffs-1", f"{ROLE}:pay"], "more": more}
    waffles.topic(bakery, first, second)
    cards = load(bakery.path).advice[TOPIC].cards

    assert ["Few.", "Ovens stay."] == [card.verdict for card in cards]
    assert (("am I safe?",), ("Irons: $70k.",)) == (cards[0].asked, cards[1].more)
    assert {ADS, PAY} == {*cards[1].sources}


def test_a_fault_of_a_topic_card(bakery: Folder) -> None:
    """A fault in a card of a topic is told in the line of that card."""
    sound = {"say": "Few.", "rests_on": ["gist"]}
    waffles.topic(bakery, sound, {"say": "Rather 60.", "rests_on": ["gist"]})
    name = f"topics/{TOPIC}.yaml"
    line = bakery.line(name, "Rather 60.")
    what = "a card: the number 60 stands in nothing that it rests on"

    assert [f"[ERROR] {name}:{line}: {what}"] == bakery.problems()


def test_cards_of_a_job_beside_the_roles(bakery: Folder) -> None:
    """A job beside the roles may have cards for some asks, which rest on its own page."""
    waffles.job(
        bakery, {ASK: {"say": "All 6 irons, says one guide.", "rests_on": ["definition-1"]}}
    )
    ((ask, card),) = load(bakery.path).neighbours[JOB].cards.items()

    assert (ASK, "All 6 irons, says one guide.", (BOOK,)) == (ask, card.verdict, card.sources)


def test_a_fault_of_a_card_of_a_job(bakery: Folder) -> None:
    """A fault in such a card is told in its line."""
    waffles.job(bakery, {ASK: {"say": "All 7 irons.", "rests_on": ["definition-1"]}})
    line = bakery.line("neighbours.yaml", ASK)
    what = f"{ASK}: the number 7 stands in nothing that it rests on"

    assert [f"[ERROR] neighbours.yaml:{line}: {what}"] == bakery.problems()
