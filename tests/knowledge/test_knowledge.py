"""The packaged knowledge answers what it holds, and says what its articles say.

That it is sound, its labels too, and that Telegram takes each of its answers, `rolewise check`
proves, the last step of `make lint`.
"""

import re
from collections.abc import Iterator
from itertools import chain, combinations, pairwise, product

import pytest

from bot.engine.advisor import Advisor
from bot.engine.compare import items_of
from bot.engine.knowledge import Knowledge
from bot.engine.phrases import FAMILIES, OTHER_FILES, phrases
from bot.engine.reading import Question
from bot.render.html import OPEN, escape, html, html_pages
from bot.render.reply import GROUP, MESSAGE, SCREEN
from bot.render.typeset import typeset
from tests.knowledge.packaged import knowledge
from tests.knowledge.seen import seen
from tests.telegram import tdlib

MLE, MLSE = "machine-learning-engineer", "machine-learning-software-engineer"
MLS = "machine-learning-scientist"
DSE, DLE = "data-science-engineer", "deep-learning-engineer"

ON_MLE, ON_MLS, ON_DSE, ON_DLE = "mle-vs-mlse", "mls-vs-mlse", "dse-vs-mlse", "dle-vs-mlse"
ALL_FOUR = {ON_MLE, ON_MLS, ON_DSE, ON_DLE}

SHORT_NAMES = [role.short for role in knowledge().roles.values()]
GROUPS = [*combinations(SHORT_NAMES, 1), *pairwise(SHORT_NAMES)]
PLACES = (("", SCREEN), ("", GROUP), ("in full", MESSAGE))
"""What is typed behind a question, and the room that its answer has."""


def test_every_section_answers(advisor: Advisor) -> None:
    """Each section of each role is answered by its name, in private, in a group and in full."""
    wrong = []
    for role in advisor.knowledge.roles.values():
        for section, (more, limit) in product(role.sections, PLACES):
            typed = f"{role.short} {section} {more}"
            answer, _ = advisor.ask(Question(typed))
            reading = answer.reading
            right = ("explain", (role.id,), (section,)) == (
                reading.kind,
                reading.roles,
                reading.sections,
            )
            room = 0 < seen(html(answer, limit)) <= limit
            wrong += [] if right and room and answer.citations else [(typed, limit)]

    assert [] == wrong


def test_the_full_answer_holds_all_that_is_known(advisor: Advisor) -> None:
    """Asked in full, a section says each of its points, and makes no links of its own."""
    known = advisor.knowledge
    # of a general word its particulars are told instead
    general = {item.id for item in known.items.values() if item.covers}
    missing, linked = [], []
    for role in known.roles.values():
        for name, section in role.sections.items():
            answer, _ = advisor.ask(Question(f"{role.short} {name} in full"))
            pages = [reply.text for reply in html_pages(answer)]
            told = "\n".join(tdlib.parse(page)["text"] for page in pages).casefold()
            linked += [*chain.from_iterable(map(_linked, pages))]
            missing += [
                (role.id, name, text)
                for point in section.points
                if point.item not in general
                for text in (point.text, *(detail.text for detail in point.details))
                if typeset(text).casefold() not in told
            ]

    assert [] == missing
    assert [] == linked


def test_replies_have_no_links_of_telegrams_making(known: Knowledge) -> None:
    """No text of ours has a word that Telegram would turn into a link, unless it is to be one."""
    found = {one for text in known.replies.values() for one in _linked(escape(text))}

    assert [] == [one for one in found - OPEN if not one.startswith("/")]


def _linked(reply: str) -> Iterator[str]:
    parsed = tdlib.parse(reply)
    own = [
        range(one["offset"], one["offset"] + one["length"])
        for one in parsed["entities"]
        if one["type"]["@type"] in {"textEntityTypeCode", "textEntityTypeTextUrl"}
    ]
    for one in tdlib.entities(parsed["text"]):
        if not any(one["offset"] in place for place in own):
            yield parsed["text"][one["offset"] :][: one["length"]]


FACTS = [
    # by all four articles, in different words
    (MLSE, "finance", ALL_FOUR),
    (MLSE, "python", ALL_FOUR),
    (MLSE, "java", ALL_FOUR),
    (MLSE, "tensorflow", ALL_FOUR),
    # one article lists e-commerce, retail and marketing apart
    (MLSE, "e-commerce", {ON_MLE, ON_MLS, ON_DLE}),
    (MLSE, "retail", {ON_DSE}),
    (MLSE, "gaming", {ON_DLE}),
    (MLSE, "healthcare", {ON_MLE, ON_DSE}),
    # the article on the DLE names Docker for the DLE only
    (MLSE, "docker", {ON_MLS, ON_DSE}),
    (DLE, "docker", {ON_DLE}),
    (MLE, "docker", set()),
    (MLSE, "kubernetes", {ON_MLS, ON_DSE}),
    (DLE, "kubernetes", set()),
    (MLSE, "ansible", {ON_DSE}),
    (MLSE, "jenkins", {ON_MLS, ON_DSE, ON_DLE}),
    # once as a skill, twice as a tool
    (MLSE, "git", {ON_MLS, ON_DSE, ON_DLE}),
    (MLSE, "scala", {ON_MLS, ON_DLE}),
    (MLSE, "spark", {ON_MLS}),
    (MLSE, "scikit-learn", {ON_MLE, ON_DLE}),
    (MLSE, "keras", {ON_MLE, ON_DSE}),
    (MLSE, "aws", {ON_MLS, ON_DSE, ON_DLE}),
    (MLSE, "google-cloud", {ON_MLS, ON_DSE}),
    (MLSE, "jupyter-notebook", {ON_MLE}),
    (MLSE, "agile", {ON_MLE}),
    # a tip for both roles of its article, and nothing else
    (MLSE, "r", {ON_MLE}),
    (MLE, "c++", {ON_MLE}),
    (MLSE, "kaggle", {ON_MLE}),
    # a tip as well
    (MLSE, "phd", {ON_DLE}),
    (MLS, "phd", {ON_MLS}),
    (DLE, "phd", {ON_DLE}),
    (DSE, "phd", set()),
    (MLE, "phd", set()),
    (MLE, "java", {ON_MLE}),
    (MLS, "java", set()),
    (MLS, "seaborn", {ON_MLS}),
    (MLS, "publishing", {ON_MLS}),
    (DSE, "tensorflow", set()),
    (DSE, "hadoop", {ON_DSE}),
    (DLE, "gpu-programming", {ON_DLE}),
    (DLE, "automotive", {ON_DLE}),
]


HOLDERS = {
    "d3js": {DSE},
    "sql": {DSE},
    "tableau": {DSE},
    "scala": {MLSE},
    "opencv": {DLE},
    "seaborn": {MLS},
    "docker": {DLE, MLSE},
    "kaggle": {MLE, MLSE},
    "phd": {MLS, DLE, MLSE},
    "finance": {MLE, MLS, MLSE, DSE, DLE},
    "retail": {DSE, MLSE},
}
"""Item -> the roles for which one of the four articles names it."""


def _named(known: Knowledge, role: str, item: str) -> set[str]:
    """Return which of the four articles name an item for a role."""
    holding = known.holdings[role].get(item)
    return ALL_FOUR & set(holding.sources) if holding else set()


def test_facts(known: Knowledge) -> None:
    """A role has an item by those of the four articles that name it for this role."""
    wrong = {
        (role, item): named
        for role, item, sources in FACTS
        if not sources <= (named := _named(known, role, item)) or bool(sources) != bool(named)
    }

    assert {} == wrong


def test_holders(known: Knowledge) -> None:
    """An item is had by the roles for which one of the four articles names it, and no others."""
    actual = {
        item: {role for role in known.roles if _named(known, role, item)} for item in HOLDERS
    }

    assert HOLDERS == actual


@pytest.mark.parametrize(
    ("role", "section", "item", "there"),
    [
        # R is a tip of the article, no tool
        (MLSE, "tools", "r", False),
        (MLSE, "tools", "c++", True),
        (MLS, "education", "phd", True),
        (MLE, "education", "bachelors-degree", True),
        (DSE, "education", "information-technology", True),
        (MLSE, "education", "software-engineering", True),
        # a mention in a sentence is no subject to study
        (MLS, "industries", "academia", True),
        (MLSE, "industries", "academia", False),
        (DLE, "tools", "google-colab", True),
    ],
)
def test_places(known: Knowledge, role: str, section: str, item: str, there: bool) -> None:
    """An item stands in the section in which the four articles have it."""
    sources = items_of(known.roles[role], section, known).get(item, ())
    actual = bool(ALL_FOUR & set(sources))

    assert there is actual


@pytest.mark.parametrize(
    ("role", "section", "about"),
    [
        (MLSE, "education", "degree level"),
        (MLSE, "tools", "languages"),
        (MLSE, "responsibilities", "who develops the algorithms"),
        (MLSE, "industries", "typical industries"),
    ],
)
def test_disagreements(known: Knowledge, role: str, section: str, about: str) -> None:
    """Where the articles differ, the knowledge says so, each side with its own articles."""
    (matter,) = [
        one for one in known.roles[role].sections[section].disagreements if one.about == about
    ]
    sources = [source for side in matter.sides for source in side.sources]

    assert len(set(sources)) == len(sources)


def test_sources_speak_of_the_role(known: Knowledge) -> None:
    """What the articles are cited for is said of a role that their title names."""
    strange = {
        (role.id, source)
        for role in known.roles.values()
        for _, point in role.points()
        for source in ALL_FOUR & set(point.sources)
        if role.name not in known.sources[source].title
    }

    assert set() == strange


def test_sources_stand_in_order(known: Knowledge) -> None:
    """The sources of a point stand in the order of sources.yaml, each once."""
    order = {source: place for place, source in enumerate(known.sources)}
    listed = [
        sources
        for role in known.roles.values()
        for _, point in role.points()
        for sources in (point.sources, *(detail.sources for detail in point.details))
    ]

    assert [] == [one for one in listed if sorted(set(one), key=order.__getitem__) != list(one)]


def test_sentences_are_of_one_style(known: Knowledge) -> None:
    """A sentence begins with a capital and ends as a sentence does."""
    odd = [
        (role.id, point.text)
        for role in known.roles.values()
        for _, point in role.points()
        if not point.item and (point.text[0].islower() or point.text[-1] not in '.?!)"')
    ]

    assert [] == odd


def test_every_name_of_a_role_leads_to_it(advisor: Advisor) -> None:
    """By whatever name a role is asked for, its tools are explained."""
    astray: dict[str, object] = {}
    for role in advisor.knowledge.roles.values():
        for name in (role.name, *role.abbreviations, *role.aliases, *role.fields):
            reading, _ = advisor.read(Question(f"{name} tools"))
            read = (reading.kind, reading.roles, reading.sections)
            astray |= {name: read} if read != ("explain", (role.id,), ("tools",)) else {}

    assert {} == astray


def test_suggestions_stand_alone(advisor: Advisor) -> None:
    """Whatever is offered after an answer is understood with nothing said before."""
    offered = set()
    for group, section in product(GROUPS, ("", *advisor.knowledge.headings)):
        answer, _ = advisor.ask(Question(f"{' vs '.join(group)} {section}"))
        offered |= {answer.more, *(one.question for one in answer.suggestions)} - {""}
    read = {asked: advisor.read(Question(asked))[0].kind for asked in offered}

    assert {} == {asked: kind for asked, kind in read.items() if kind in {"unknown", "clarify"}}


def test_every_name_of_an_item_leads_to_it(advisor: Advisor) -> None:
    """By whatever name an item is looked for, the roles that name it are found."""
    names = {
        name: item.id
        for item in advisor.knowledge.items.values()
        for name in (item.name, *item.aliases)
        # "deep learning" is rather the role
        if {"item"} == {meaning.family for meaning in advisor.lexicon.lookup(name)}
    }
    astray = {
        name: reading.items
        for name, item in names.items()
        if (reading := advisor.read(Question(f"who uses {name}?"))[0]).items != (item,)
        or reading.kind != "find"
    }

    assert {} == astray


def test_every_phrase_is_found(advisor: Advisor) -> None:
    """A phrase by itself is read as what it is listed under."""
    lexicon = advisor.lexicon
    lost = [
        (meaning, phrase)
        for meaning, phrase in phrases(advisor.knowledge)
        if not any(
            meaning in span.sense.meanings for span in lexicon.spans(lexicon.translated(phrase)[0])
        )
    ]

    assert [] == lost


def test_families_are_there(known: Knowledge) -> None:
    """Each family of phrases that the engine reads has its file."""
    assert {*FAMILIES, *OTHER_FILES} == set(known.phrases)


EXAMPLES = 8
"""Questions that the help gives as examples, by itself."""


def test_the_examples_of_the_help_work(advisor: Advisor) -> None:
    """Each example that the help gives is understood, after the one before it."""
    context = advisor.ask(Question(""))[1]
    kinds = []
    told = " ".join(advisor.knowledge.replies[name] for name in ("help_does", "help_more"))
    for example in re.findall("“([^”]+)”", told)[:EXAMPLES]:
        answer, context = advisor.ask(Question(example), context)
        kinds.append(answer.reading.kind)

    assert not {"unknown", "clarify", "help", "smalltalk"} & set(kinds)
    assert len(kinds) == EXAMPLES
    assert len(set(kinds)) > EXAMPLES // 2
