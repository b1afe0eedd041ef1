"""Why a question is read as it is can be told: names, features, runners-up and the talk."""

import re

import pytest

from bot.build.why import lines
from bot.engine.advisor import Advisor
from tests.engine.tiny import tiny_knowledge


@pytest.fixture(name="advisor", scope="module")
def _advisor() -> Advisor:
    return Advisor(tiny_knowledge())


def test_names(advisor: Advisor) -> None:
    """Each name stands with what it is, how it was typed and how it is marked."""
    told = list(lines(["thanks, I know B++ and zorbing, what tools does a PSE use?"], advisor))
    start = told.index("names")

    assert "'thanks, I know B++ and zorbing, what tools does a PSE use?'" == told[0]
    assert "  'b++': item b++, own" in told[start:]
    assert "  'pse': role pastry-software-engineer, as a short" in told[start:]
    assert "  cues: and, thanks" in told[start:]
    assert "  not known: zorbing" in told[start:]


def test_a_full_name_and_a_field(advisor: Advisor) -> None:
    """A field that stands for a role is told from the role's own name."""
    told = list(lines(["pastry scientist or bread?"], advisor))

    assert "  'pastry scientist': role pastry-scientist" in told
    assert "  'bread': role bread-engineer, as a field" in told


@pytest.mark.parametrize(
    ("asked", "head", "first"),
    [
        ("PE vs PSE tools", "kind", "compare"),
        ("PE vs PSE tools", "sections", "tools"),
        ("how much does a PE earn?", "ask", "salary/pay"),
        ("am I too old to start at 45?", "topic", "age_too_late"),
    ],
)
def test_heads(advisor: Advisor, asked: str, head: str, first: str) -> None:
    """Each head has its likeliest classes, and what speaks for the first two of them."""
    told = list(lines([asked], advisor))
    at = next(at for at, line in enumerate(told) if line.startswith(f"{head}: "))
    ranked = re.findall(r"(\S+) (\d\.\d\d)", told[at])
    shares = [float(share) for _, share in ranked]

    assert first == ranked[0][0]
    assert 4 == len(ranked)
    assert sorted(shares, reverse=True) == shares
    for (name, _), line in zip(ranked[:2], told[at + 1 : at + 3], strict=True):
        assert line.startswith(f"  for {name}: ")
    weights = [float(weight) for weight in re.findall(r"\+(\d+\.\d)(?:,|$)", told[at + 1])]
    assert 1 <= len(weights) <= 8
    assert sorted(weights, reverse=True) == weights


def test_features_are_those_of_the_text(advisor: Advisor) -> None:
    """What speaks for a class are words of the question, with its names masked."""
    told = list(lines(["PE vs PSE tools"], advisor))
    at = told.index(next(line for line in told if line.startswith("  for compare: ")))

    assert re.search(r"\bROLE vs\b|\bvs ROLE\b", told[at])


def test_without_a_talk(advisor: Advisor) -> None:
    """A question by itself takes nothing from a talk, and nothing of one is told."""
    told = "\n".join(lines(["PE tools"], advisor))

    assert "the talk:" not in told
    assert not re.search("^(link|content|manner): ", told, re.MULTILINE)


def test_what_the_talk_added(advisor: Advisor) -> None:
    """Of several turns the last is told, with what the talk of the others offers."""
    told = list(lines(["PE vs PSE tools", "and skills?"], advisor))
    text = "\n".join(told)

    assert "'and skills?'" == told[0]
    assert "the talk: @talk, @kind.compare, @roles2, @section.tools" in told
    assert "  it offers pastry-engineer, pastry-software-engineer, tools" in told
    for head in ("link", "content", "manner"):
        assert re.search(f"^{head}: [a-z]+ [01][.][0-9]{{2}}", text, re.MULTILINE)
    assert "read as: compare | pastry-engineer | pastry-software-engineer | skills" in text


def test_what_is_pointed_at(advisor: Advisor) -> None:
    """A role of the talk that the text points at is told."""
    told = list(lines(["PE vs PSE tools", "the second one"], advisor))

    assert "  pointed at: pastry-software-engineer" in told


def test_the_reading_and_others(advisor: Advisor) -> None:
    """Last stands how the question is read, with how sure that is, and how else it could be."""
    asked = "what does a senior PE earn in Berlin?"
    told = list(lines([asked], advisor))
    (at,) = (at for at, line in enumerate(told) if line.startswith("read as: "))

    assert re.fullmatch(
        r"read as: explain \| pastry-engineer \| salary \| salary/\S+ \| senior \| DE \(\d\.\d+\)",
        told[at],
    )
    assert all(line.startswith("  or: ") for line in told[at + 1 :])


@pytest.mark.parametrize(
    "asked", ["", "?!", "quiz", "ad: we bake", "map", "\x00 \ud83d\udc4d", "x" * 5000]
)
def test_anything_can_be_told(advisor: Advisor, asked: str) -> None:
    """Whatever was typed, something is told of it."""
    assert [line for line in lines([asked], advisor) if line.startswith("read as: ")]
