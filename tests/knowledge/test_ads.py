"""The job ads of ads.yaml: which role each describes, and that nothing of it is kept."""

import gc
import json
import re
from functools import cache
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any
from uuid import uuid4

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.build.ads import chosen
from bot.engine import ad
from bot.engine.ad.lines import lines
from bot.engine.advisor import Advisor
from bot.engine.knowledge import Knowledge
from bot.engine.language.text import MAX_CHARS
from bot.engine.reading import Question
from bot.engine.talk.context import EMPTY
from bot.files import packaged
from bot.files.ads import FOLDER, read_ads
from bot.render.html import html
from bot.stores import dump
from tests.generated import any_text, moderate
from tests.knowledge.labelled import SETS, labelled, unseen
from tests.knowledge.packaged import advisor

HERE = Path(__file__).parent
ADS = yaml.safe_load((HERE / "ads.yaml").read_text(encoding="utf-8"))
ADVISOR = advisor()
FIRST, AMONG, SEEN, TAKEN = 0.9, 0.97, 0.92, 0.05
"""Shares of the ads that must be right at once, right among the best three, and seen as ads."""
KEPT_APART = chosen(read_ads(packaged() / FOLDER), apart=True)
"""Labelled ads and other texts that nothing was trained on."""


@cache
def _decoded(text: str) -> ad.Ad:
    return ADVISOR.decoder.decode(text)


def _right(entry: dict[str, Any], among: int) -> bool:
    best = [*_decoded(entry["text"]).shares][:among]
    return bool({entry["role"], *entry["also"]} & {*best})


def _data(text: str) -> dict[str, Any]:
    data: dict[str, Any] = dict(ADVISOR.ask(Question(f"{ad.FORCED} {text}"))[0].data)
    return dict(data["ad"])


def test_ads_kept_apart() -> None:
    """Of ads and texts that nothing was trained on, nearly all are told apart and read right."""
    ads = [one for one in KEPT_APART if one.role]
    best = [next(iter(_decoded(one.text).shares), "") for one in ads]
    first = sum(role in {one.role, *one.also} for role, one in zip(best, ads, strict=True))
    taken = [one for one in KEPT_APART if ADVISOR.decoder.looks_like_ad(one.text)]

    assert len(ads) >= 25
    assert first / len(ads) >= FIRST
    assert sum(bool(one.role) for one in taken) / len(ads) >= SEEN
    others = len(KEPT_APART) - len(ads)
    assert sum(not one.role for one in taken) / others <= TAKEN


def test_no_boilerplate_is_quoted() -> None:
    """What is quoted says what one does or must know: no offer, no praise, no title."""
    wrong = []
    for one in (one for one in KEPT_APART if one.lines):
        kinds = {line.text: one.lines.get(line.number, "other") for line in lines(one.text)}
        for quote in _data(one.text)["quotes"]:
            kind = next((k for said, k in kinds.items() if said.startswith(quote[:40])), "other")
            wrong += [quote] if kind not in {"duty", "requirement", "nice"} else []

    assert [] == wrong


@pytest.mark.parametrize(("among", "least"), [(1, FIRST), (3, AMONG)])
def test_ads_are_read_right(among: int, least: float) -> None:
    """Most ads describe the role that they were written for."""
    share = sum(_right(entry, among) for entry in ADS) / len(ADS)

    assert share >= least


def test_ads_look_like_ads() -> None:
    """Nearly every ad is taken for one without being called so."""
    share = sum(ADVISOR.decoder.looks_like_ad(entry["text"]) for entry in ADS) / len(ADS)

    assert share >= SEEN


def test_no_question_looks_like_an_ad() -> None:
    """No labelled question that is long enough to be asked of is taken for an ad."""
    taken = [
        turn.says
        for dialogues in (labelled(), *map(unseen, SETS))
        for dialogue in dialogues
        for turn in dialogue.turns
        if len(turn.says) >= ad.LEAST
        and not turn.says.startswith(ad.FORCED)
        and ADVISOR.decoder.looks_like_ad(turn.says)
    ]

    assert [] == taken


def test_shares_divide_a_whole() -> None:
    """Every role has a share of an ad, the greatest first, and together they are all of it."""
    for entry in ADS:
        shares = _decoded(entry["text"]).shares

        assert ADVISOR.knowledge.roles.keys() == shares.keys()
        assert 1 == pytest.approx(sum(shares.values()))
        assert [*shares.values()] == sorted(shares.values(), reverse=True)


def test_no_ad_is_read_with_certainty() -> None:
    """Words are no proof: even of the plainest ad other roles have a share."""
    surest = max(max(_decoded(entry["text"]).shares.values()) for entry in ADS)

    assert surest < 0.98


def test_quotes_are_of_the_ad() -> None:
    """What is quoted stands in the ad word for word, but for a mark where it is cut."""
    for entry in ADS:
        answer, _ = ADVISOR.ask(Question(f"{ad.FORCED} {entry['text']}"))
        quoted = [one.removesuffix("…") for one in re.findall("“([^”]+)”", answer.text[0])]
        told = [*quoted, *(line["line"] for line in _data(entry["text"])["lines"])]

        assert quoted, entry["text"]
        assert [] == [line for line in told if line not in entry["text"]]


def test_figures_of_an_ad() -> None:
    """The figures of an ad name items and roles that there are, and are JSON."""
    known = ADVISOR.knowledge
    for entry in ADS:
        data = _data(entry["text"])

        assert known.items.keys() >= {*data["must"], *data["nice"]} == {*data["items"]}
        assert not {*data["must"]} & {*data["nice"]}
        assert known.roles.keys() >= {line["role"] for line in data["lines"]}
        assert known.pages.keys() >= {*data["titles"]}
        assert data == json.loads(json.dumps(data))


@pytest.mark.parametrize(
    ("title", "role", "fits"),
    [
        ("Senior Data Engineer", "data-engineer", False),
        ("Data Scientist (m/f/d)", "data-scientist", True),
        ("Come and work with us!", None, None),
    ],
)
def test_titles(title: str, role: str | None, fits: bool | None) -> None:
    """The title on top of an ad is seen, and told from what the ad asks for."""
    text = next(
        entry["text"] for entry in ADS if entry["role"] == "data-scientist" and _right(entry, 1)
    )
    data = _data(f"{title}\n\n{text}")

    assert (role, fits) == (data["title"], data["title_fits"])


@pytest.mark.parametrize("text", ["", " \n"])
def test_no_ad(text: str) -> None:
    """Where nothing is pasted, the answer says how to paste it."""
    answer, _ = ADVISOR.ask(Question(f"{ad.FORCED}{text}"))

    assert ADVISOR.knowledge.replies["ad_paste"] == answer.title


@pytest.mark.parametrize("text", ["Ⅷ", "🥐🥐🥐"])
def test_nothing_to_go_by(text: str) -> None:
    """Where an ad says nothing of any role, the answer says so."""
    answer, _ = ADVISOR.ask(Question(f"{ad.FORCED}{text}"))

    assert ADVISOR.knowledge.replies["ad_nothing"] == answer.verdict
    assert not answer.shown


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Head chef. Run the kitchen, plan menus, order food.", ()),
        ("We need somebody who knows SQL", ("sql",)),
        ("Nurse for our intensive care unit. You document what you do.", ("documentation",)),
    ],
)
def test_too_little_to_go_by(text: str, named: tuple[str, ...]) -> None:
    """What names hardly anything of this work describes none of the roles, nor is it called so."""
    answer, _ = ADVISOR.ask(Question(f"{ad.FORCED}{text}"))

    assert named == _decoded(text).items
    assert not answer.shown
    assert not answer.blocks
    assert all(ADVISOR.knowledge.items[item].name in answer.verdict for item in named)


def test_a_title_alone() -> None:
    """Of a title alone the answer says that more is needed, and leads to the role."""
    answer, _ = ADVISOR.ask(Question(f"{ad.FORCED}Data Scientist wanted"))

    assert ("data-scientist",) == answer.shown
    assert "Paste all of the ad" in answer.verdict


def test_several_openings() -> None:
    """An ad with several openings names them, whether or not it tells of their work."""
    said = "Several openings! We look for data scientists, data engineers and software engineers."
    bare, _ = ADVISOR.ask(Question(f"{ad.FORCED}{said} Send your CV."))
    more, _ = ADVISOR.ask(Question(f"{ad.FORCED}{said} You build Spark pipelines in Python."))

    for answer in (bare, more):
        assert "data scientist, data engineer and software engineer" in answer.verdict
        assert ["Data Scientist", "Data Engineer", "Software Engineer"] == [
            one.label for one in answer.suggestions[:3]
        ]


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        (
            "Junior Data Engineer\nYou build Spark and Airflow pipelines. 6 years of SQL.",
            "6 years",
        ),
        (
            "Senior Data Engineer, Austin\nSalary: $70,000 a year\nYou build SQL pipelines.",
            "ads for data engineers offer more",
        ),
        ("Data Engineer\nIt is unpaid. You build Spark pipelines in SQL.", "is unpaid"),
    ],
)
def test_what_to_beware_of(text: str, flag: str) -> None:
    """What an ad itself shows to be odd is said."""
    answer, _ = ADVISOR.ask(Question(f"{ad.FORCED}{text}"))

    assert flag in " ".join(answer.text)


def test_pay_beside_ours() -> None:
    """What an ad pays is set beside what other ads of that country offer; else it is only told."""
    text = "Data Engineer\n{}\nYou build Spark and Airflow pipelines in SQL."
    sums = ("Salary: $150,000 a year, Austin", "Salary: 300,000 PLN a year", "Office in Austin")
    told = [" ".join(ADVISOR.ask(Question(f"ad: {text.format(one)}"))[0].text) for one in sums]

    assert "of US ads for data engineers offer less" in told[0]
    assert "300,000 PLN" in told[1]
    assert "ads for" not in told[1]
    assert "It doesn't say what it pays" in told[2]


def test_somebody_known_is_set_against_an_ad() -> None:
    """Whoever has told what he knows hears at once what an ad asks for beside it."""
    _, context = ADVISOR.ask(Question("I know Python and SQL, which role fits me?"))
    answer, _ = ADVISOR.ask(Question(ADS[0]["text"]), context)
    blocks = {block.label: block.lines for block in answer.blocks}

    assert "Python" in blocks[ADVISOR.knowledge.replies["ad_has"]]
    assert "Docker" in blocks[ADVISOR.knowledge.replies["ad_lacks"]]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("SQL and Airflow. No Java.", {"sql", "airflow"}),
        ("You never touch Python, Spark does it.", {"spark"}),
        ("Not only SQL but dbt.", {"sql", "dbt"}),
        ("SQL and Airflow, Spark not needed", {"sql", "airflow"}),
        ("R$ 9.000 a month, SQL, see www.python.example", {"sql"}),
        ("No experience needed, we teach you Python", {"python"}),
    ],
)
def test_what_an_ad_denies_it_does_not_name(text: str, named: set[str]) -> None:
    """What an ad says is not asked for is neither named by it nor speaks for a role."""
    assert named == {*_decoded(text).items} - {"work-experience"}


@moderate
@given(any_text, st.sampled_from([entry["text"] for entry in ADS]), st.integers(0, MAX_CHARS))
def test_any_text_is_decoded(text: str, entry: str, cut: int) -> None:
    """Whatever is sent as an ad, there is an answer that can be sent."""
    answer, context = ADVISOR.ask(Question(f"{ad.FORCED}{text[:cut]}\n{entry}"[:MAX_CHARS]))
    other, _ = ADVISOR.ask(Question(f"{ad.FORCED}{text}"), context)

    for one in (answer, other):
        reply = html(one)

        assert reply.text.strip()
        assert reply.length <= MAX_CHARS


def _strings(root: object) -> set[str]:
    """Return every string that can be reached from an object, but for the program's own code."""
    seen: dict[int, object] = {}
    left = [root]
    while left:
        one = left.pop()
        if id(one) not in seen and not isinstance(one, ModuleType | FunctionType | type):
            seen[id(one)] = one
            left += gc.get_referents(one)
    return {one for one in seen.values() if isinstance(one, str)}


def test_nothing_of_an_ad_is_kept(known: Knowledge) -> None:
    """An ad leaves no word behind, neither in the context nor in what the advisor remembers."""
    advisor = Advisor(known, remembered=100)
    mark, short = f"z{uuid4().hex}", f"z{uuid4().hex}"
    text = f"{ADS[0]['text']}\nWe like {mark}."
    _, context = advisor.ask(Question(text))
    for typed, quoted in ((f"ad: {mark}", None), (ad.FORCED, text), ("I know Python", None)):
        _, context = advisor.ask(Question(typed, quoted=quoted), context)
    advisor.ask(Question(short))
    kept = _strings(advisor)

    assert any(short in one for one in kept), "a short question is remembered"
    assert not [one for one in kept if mark in one]
    assert mark not in json.dumps(dump(context))


def test_what_an_applicant_lacks() -> None:
    """After an ad, who tells what he knows hears which of its items he has and lacks."""
    (_, context) = ADVISOR.ask(Question(ADS[0]["text"]), EMPTY)
    answer, _ = ADVISOR.ask(Question("I know Python and Docker"), context)
    data: dict[str, Any] = dict(answer.data)
    named = {*_decoded(ADS[0]["text"]).items}

    assert {"python", "docker"} == {*data["has"]}
    assert named - {"python", "docker"} == {*data["lacks"]}


def test_an_ad_is_cut_at_the_end_of_a_word() -> None:
    """A long line is quoted up to a word's end, with a mark."""
    line = "You will:\n- Build data pipelines in Python " + "with great care " * 20
    answer, _ = ADVISOR.ask(Question(f"{ad.FORCED} {line}"))
    (quote,) = re.findall("“Build[^”]+”", answer.text[0])

    assert re.fullmatch(r"“.*\w…”", quote)
    assert f"- {quote[1:-2]} " in line


def test_an_ad_stays_on_the_table() -> None:
    """What is told bit by bit adds up beside the ad, also after a question between."""
    told = [
        "ad: Data Engineer wanted: SQL, Airflow, Spark and Python. Build data pipelines.",
        "what do I lack?",
        "I know SQL",
        "I also know Python",
        "and pay?",
        "what do I lack? I know Spark too",
    ]
    context = EMPTY
    has = []
    for typed in told:
        answer, context = ADVISOR.ask(Question(typed), context)
        data: dict[str, Any] = dict(answer.data)
        has.append({*data.get("has", ["-"])})

    assert [set(), {"sql"}, {"sql", "python"}] == has[1:4]
    assert {"sql", "python", "spark"} == has[5]
    assert {"airflow", "data-pipelines"} == {*data["lacks"]}
