"""Answers on pay: a figure with its reading, and no figure where there is none."""

from dataclasses import replace

import pytest

from bot.engine.answers import compose
from bot.engine.answers.sums import money
from bot.engine.knowledge import Knowledge
from bot.engine.reading import Reading
from tests.engine.answers.conftest import Tell, body, lines, offered
from tests.engine.paid import band, with_pay
from tests.engine.tiny import BRE, PE, PS, PSE


def _of(*roles: str, **more: object) -> Reading:
    kind = "explain" if len(roles) == 1 else "compare"
    return Reading(kind, roles, ("salary",)).with_(**more)


def test_a_figure_with_how_many_ads_it_rests_on(pay: Tell) -> None:
    """The median stands first with the number of ads, their country and years; then the middle."""
    answer = pay(_of(PE))

    for part in ("$70k", "1,200 job ads", "US", "2023 to 2025"):
        assert part in answer.verdict
    assert "$60k to $80k" in answer.text[0]
    assert ["ads"] == [one.id for one in answer.citations]


def test_few_ads_are_only_a_hint(pay: Tell) -> None:
    """A figure of fewer than thirty ads is a perhaps, and is doubted."""
    few, many = pay(_of(PSE)), pay(_of(PE))

    assert few.verdict.startswith("Perhaps")
    assert "only 29" in few.verdict
    assert "hint" in " ".join(few.doubts)
    assert "hint" not in " ".join(many.doubts)


def test_a_level(pay: Tell) -> None:
    """The pay of a level is that level's, and not that of all."""
    answer = pay(_of(PE, level="senior"))

    assert "$90k" in answer.verdict
    assert "senior pastry engineers" in answer.verdict


def test_a_level_with_too_few_ads(pay: Tell) -> None:
    """Of leads there are too few ads: the answer says so, and gives the figure of seniors."""
    answer = pay(_of(PE, level="lead"))

    assert "$90k" in answer.verdict
    assert "senior" in answer.verdict
    assert "$190k" not in answer.verdict + body(answer)
    assert "too few ads" in " ".join(answer.asides)


def test_a_country_with_figures(pay: Tell) -> None:
    """Where a country has figures, they answer in its currency."""
    assert "£40k" in pay(_of(PE, place="GB")).verdict


@pytest.mark.parametrize("reading", [_of(PE, place="FR"), _of(PE, PSE, place="FR")])
def test_no_figure_is_said_first(pay: Tell, reading: Reading) -> None:
    """Where a country has no figure that comes first; the figure of the US is for scale only."""
    answer = pay(reading)

    assert "no figure for France" in answer.verdict
    assert "$" not in answer.verdict
    assert "Only for scale" in answer.text[0]
    assert "don't carry over" in " ".join(answer.asides)


def test_a_sum_in_another_country_is_not_judged(pay: Tell) -> None:
    """Whether a sum is good somewhere is not told from the ads of another country."""
    answer = pay(_of(PE, place="CA", amount=65_000))

    assert "no sound figure" in answer.verdict
    assert "$65k" not in answer.verdict + body(answer)


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (40_000, "would be low"),
        (65_000, "low side"),
        (70_000, "the middle"),
        (78_000, "is good"),
        (200_000, "very good"),
    ],
)
def test_whether_a_sum_is_good(pay: Tell, amount: int, said: str) -> None:
    """A sum is judged by where it falls among the ads, and the median stands behind it."""
    answer = pay(_of(PE, amount=amount))

    assert said in answer.verdict
    assert "$70k" in body(answer)


def test_the_nearest_role_stands_in(pay: Tell) -> None:
    """A role with too few ads is answered by the nearest, and that is said before any figure."""
    answer = pay(_of(PS, level="senior"))

    assert "only 9 ads" in answer.verdict
    assert "pastry engineers" in answer.verdict
    assert "$" not in answer.verdict
    assert "$300k" not in body(answer)


def test_nothing_at_all(pay: Tell) -> None:
    """A role without ads and without a near one has no figure made up."""
    answer = pay(_of(BRE, level="mid"))

    assert "no pay figures for bread engineers" in answer.title
    assert "$" not in answer.title + answer.verdict + body(answer)
    assert "which role pays best" in offered(answer)


def test_who_is_paid_more(pay: Tell) -> None:
    """Of two roles it is said which is paid more and by how much, whichever is named first."""
    for roles in ((PE, PSE), (PSE, PE)):
        answer = pay(_of(*roles))

        assert answer.verdict.startswith("Pastry software engineers are offered more")
        assert "$30k" in answer.verdict


def test_samples_that_differ_in_level_are_told(pay: Tell) -> None:
    """Where the ads of one role are far more senior, the comparison warns of it."""
    assert "Mind the level" in " ".join(pay(_of(PE, PSE)).asides)


def test_a_role_without_figures_among_several(pay: Tell) -> None:
    """Of several roles the one without figures is named, and the others are compared."""
    answer = pay(_of(PE, PSE, BRE))

    assert "offered more" in answer.verdict
    assert "no pay figures for bread engineers" in " ".join(answer.asides).lower()


def test_who_earns_most(pay: Tell) -> None:
    """A ranking holds roles with ads enough, names those left out, and warns of levels."""
    answer = pay(Reading("find", (), ("salary",), superlative="most"))

    assert answer.verdict.startswith("Pastry engineers")
    assert "$300k" not in body(answer)
    assert "pastry scientists" in " ".join(answer.doubts)
    assert "senior" in " ".join(answer.asides)


def test_who_earns_most_in_a_country(pay: Tell) -> None:
    """Where too few ads of a country tell an order, that comes first, and ours for scale only."""
    answer = pay(Reading("find", (), ("salary",), superlative="most", place="GB"))

    assert answer.verdict.startswith("I have no figure for GB")
    assert "Only for scale, from the US: Pastry engineers" in answer.text[0]


def test_who_earns_most_of_those_that_need_something(pay: Tell) -> None:
    """A ranking by pay keeps to the roles that ask for what was named."""
    answer = pay(Reading("find", (), ("salary",), ("oven",), superlative="most"))

    assert (PE,) == answer.shown
    assert "oven" in answer.title
    assert not [line for line in lines(answer) if "scientist" in line]


def test_a_sum_by_the_month(pay: Tell) -> None:
    """What a monthly sum comes to in a year is said."""
    answer = pay(_of(PE, amount=96_000, period="month"))

    assert any("month" in line and "$96k" in line for line in answer.text)


def test_a_sum_in_other_money(pay: Tell, tiny: Knowledge) -> None:
    """Other money is not weighed against our figures."""
    answer = pay(_of(PE, amount=660_000, currency="PHP", period="month"))

    assert tiny.replies["pay_other_money"] == answer.verdict
    assert not any("offer less" in line for line in answer.text)


def test_several_countries(pay: Tell) -> None:
    """Of several countries the one with figures answers, and the others are named."""
    answer = pay(_of(PE, place="CA", places=("US", "XX")))

    assert "US" in answer.verdict
    assert any("no figure" in line for line in answer.text)


@pytest.mark.parametrize(
    ("amount", "currency", "written"),
    [
        (154_400, "USD", "$154k"),
        (120_000, "CHF", "CHF 120k"),
        (1_200_000, "GBP", "£1,200k"),
    ],
)
def test_money(amount: int, currency: str, written: str) -> None:
    """An amount is written in thousands, with its currency before it."""
    assert written == money(amount, currency)


def test_only_one_of_two_has_figures(pay: Tell) -> None:
    """Of two roles of which one has figures that one is told, and the other named as unknown."""
    answer = pay(_of(PE, BRE))

    assert "$70k" in answer.verdict
    assert "bread engineers" in " ".join(answer.asides)


def test_who_earns_most_at_a_level(tiny: Knowledge) -> None:
    """Whoever asks at a level hears the order there, and not that of all ads together."""
    every = {
        PE: (band("all", 90, 90_000), band("EN", 40, 50_000)),
        PSE: (band("all", 90, 80_000), band("EN", 40, 60_000)),
        BRE: (band("all", 90, 99_000), band("EN", 9, 99_000)),
    }
    known = replace(with_pay(tiny), pay=every)
    reading = Reading("find", (PE, PSE), ("salary",), superlative="most")
    ordered, beginners = (
        compose(one, known).shown for one in (reading, reading.with_(level="entry"))
    )
    too_few = compose(reading.with_(roles=(PE, PSE, BRE), level="entry"), known)

    assert (PE, PSE) == ordered
    assert (PSE, PE) == beginners
    assert BRE == too_few.shown[0]  # one of three has too few ads: all levels together
