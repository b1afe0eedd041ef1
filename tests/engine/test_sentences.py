"""Of several sentences, clauses and marks, what is asked is told from what is only said."""

from dataclasses import replace

import pytest

from bot.engine.advisor import Advisor
from bot.engine.compose.about import MOST
from bot.engine.knowledge import Item, Knowledge
from bot.engine.reading import Question, Reading
from tests.engine.tiny import BRE, PE, PS, PSE, with_phrases

CUES = {
    "ask": ("what", "which", "how do"),
    "lead": ("so", "hello"),
    "setting": ("company", "papers"),
    "was": ("now",),
    "goal": ("later",),
    "backdrop": ("as long as",),
    "worth": ("worth",),
    "besides": ("besides", "apart from", "what ... apart"),
    "announce": ("my question is",),
    "fan": ("fan", "is my thing"),
    "have": ("i peel",),
    "not": ("bad with",),
    "possible": ("can ... be",),
}
FILLERS = {
    "more": ("at", "but", "every", "has", "hired", "into", "know", "learn", "use", "using"),
    "talk": ("what does it really do",),
}
TRAITS = {"patience": ("patience", "calm"), "creativity": ("creative",)}
SUFFIXES = {"title": ("smith", "monger")}


@pytest.fixture(name="fluent", scope="module")
def _fluent(tiny: Knowledge) -> Advisor:
    """Return an advisor that also knows the words with which people tell what goes before."""
    return Advisor(
        with_phrases(tiny, cues=CUES, fillers=FILLERS, suffixes=SUFFIXES, traits=TRAITS)
    )


def _read(advisor: Advisor, typed: str) -> Reading:
    return advisor.read(Question(typed))[0]


@pytest.mark.parametrize(
    ("typed", "roles", "sections", "items"),
    [
        # the sentence that asks decides; an item of another is background
        ("I bake with a whisk. What is the salary of a PE?", (PE,), ("salary",), ()),
        # so is a section
        ("I love the pay. What tools does a PE use?", (PE,), ("tools",), ()),
        # so are a topic, and a job outside that nobody leaves
        ("I hate my cv. What tools does a PE use?", (PE,), ("tools",), ()),
        ("My aunt was nurse. What tools does a PE use?", (PE,), ("tools",), ()),
        # strange words of the others count for nothing
        ("My friend zorbles. Which tools does a PE use?", (PE,), ("tools",), ()),
        # the role may stand in the sentence before
        ("I met a PE. What tools?", (PE,), ("tools",), ()),
        ("I like the outlook. PE please. tools?", (PE,), ("tools",), ()),
        # a word that only leads in asks nothing
        ("So. PE tools?", (PE,), ("tools",), ()),
        # an order is as good as a question mark
        ("I bake with a whisk. which tools has a PE", (PE,), ("tools",), ()),
        # a cue of the others means nothing
        ("I compare all day. What is a PE?", (PE,), ("definition",), ()),
        ("I know what is new. how do I meet a PE? the pay?", (PE,), ("salary",), ()),
        # where no sentence tells of what, all of them do
        ("PE tools. nice?", (PE,), ("tools",), ()),
        # two sections in one sentence, or in two
        ("PE tools? And the education?", (PE,), ("tools", "education"), ()),
        # of which one asks weakly
        ("what is PE? and the pay?", (PE,), ("salary", "definition"), ()),
        # a sentence of one section still asks, beside another that asks
        ("tools please. what is a PE?", (PE,), ("tools", "definition"), ()),
        # what goes on only where a clause says so is background
        ("as long as every whisk has B++, PE salary", (PE,), ("salary",), ()),
        # where somebody is
        ("PE salary at a hotel", (PE,), ("salary",), ()),
        ("pastry scientist in a bread company", (PS,), ("overview",), ()),
        ("do bread papers help a PE", (PE,), ("overview",), ()),
        ("PE salary, hotels company", (PE,), ("salary",), ()),
        # ... but where somebody works is asked
        ("is a PE hired at a hotel", (PE,), ("industries",), ("hotels",)),
        # what is put aside
        ("not the pay but the tools of PE", (PE,), ("tools",), ()),
        ("PE not PS tools", (PE,), ("tools",), ()),
        ("what tools besides a whisk does a PE use", (PE,), ("tools",), ()),
        ("does a PE need an oven, not a whisk", (PE,), ("tools",), ("oven",)),
        ("not the scientist, pastry engineer", (PE,), ("overview",), ()),
        # "does not need" asks
        ("does a PE not need a whisk", (PE,), ("tools",), ("whisk",)),
        # what is worth something, and for whom
        ("is a whisk worth it for PE", (PE,), ("tools",), ("whisk",)),
        # a field where the role was named already
        ("a pastry scientist in pastry", (PS,), ("overview",), ()),
        # a title of another field
        ("the scientist, bread", (BRE,), ("overview",), ()),
        # one phrase says it all
        ("what does it really do, PE tools", (PE,), ("tools",), ()),
        # nobody stands before a "now"
        ("now PE tools", (PE,), ("tools",), ()),
        # a title shared with the role before
        ("pastry scientists or engineers", (PS, PE), ("overview",), ()),
        ("PE, PS or PSE, tools", (PE, PS, PSE), ("tools",), ()),
        # items side by side
        ("does a PE need a whisk or an oven", (PE,), ("tools",), ("whisk", "oven")),
        # what is said before the question is announced is told
        ("I love the pay of hotels, my question is which tools has a PE", (PE,), ("tools",), ()),
        # what somebody is bad at, or can not do, is asked where nothing else is
        ("bad with a whisk, PE", (PE,), ("tools",), ("whisk",)),
        ("I use no whisk. can I be a PE", (PE,), ("tools",), ("whisk",)),
        # what people are like is asked under the skills
        ("is a PE creative", (PE,), ("skills",), ()),
        ("PE or PS for the calm", (PE, PS), ("skills",), ()),
        # people named by what they use, where a role is looked for
        ("which role for whisk nurses", (), ("tools",), ("whisk",)),
        # a title besides others is named only to be put aside
        ("which role besides scientist needs a whisk", (), ("tools",), ("whisk",)),
        # a kind of item is asked for, not the item
        ("which oven for a PE", (PE,), ("overview",), ()),
        # jobs of a field, not the one role
        ("which pastry jobs need a whisk", (), ("tools",), ("whisk",)),
        ("what roles in pastry need a whisk", (), ("tools",), ("whisk",)),
        # an everyday word that is an item too
        ("does a PE need B", (PE,), ("tools",), ("b",)),
    ],
)
def test_what_is_asked(
    fluent: Advisor,
    typed: str,
    roles: tuple[str, ...],
    sections: tuple[str, ...],
    items: tuple[str, ...],
) -> None:
    """What one sentence asks is told from what the others say."""
    reading = _read(fluent, typed)

    assert (roles, sections, items) == (reading.roles, reading.sections, reading.items)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("does a PE not need a whisk", False),
        ("who does not need a whisk", True),
        ("which role without a whisk", True),
        ("who needs a whisk", False),
    ],
)
def test_negated(fluent: Advisor, typed: str, expected: bool) -> None:
    """Roles may be looked for that do not need something."""
    reading = _read(fluent, typed)

    assert (expected, ("whisk",)) == (reading.negated, reading.items)


@pytest.fixture(name="everyday", scope="module")
def _everyday(tiny: Knowledge) -> Advisor:
    """Return an advisor for whom "go" and "pastry" are items, and other things too."""
    items = {
        "go": Item("go", "Go", "language", "recipe languages"),
        "pastry": Item("pastry", "pastry", "field", "subjects"),
        "sugar": Item("sugar", "sugar science", "field", "subjects"),
        "flour": Item("flour", "flour science", "field", "subjects"),
    }
    known = with_phrases(tiny, cues=CUES, fillers={"more": ("go", *FILLERS["more"])})
    return Advisor(replace(known, items={**known.items, **items}))


@pytest.mark.parametrize(
    ("typed", "roles", "items"),
    [
        # in few words, or after a word for having it, it is the item
        ("PE go", (PE,), ("go",)),
        ("does a PE in my job as a title need go", (PE,), ("go",)),
        ("would any PE with a good career learn go", (PE,), ("go",)),
        ("would any PE with a good career explain go", (PE,), ()),
        # before "to" or "with" it is the everyday word
        ("would a PE go with a job", (PE,), ()),
        ("PE: go to", (PE,), ("go",)),
        # a field is a role, or what another role needs
        ("PSE or pastry", (PSE, PE), ()),
        ("does a BRE need pastry", (BRE,), ("pastry",)),
    ],
)
def test_everyday_words(
    everyday: Advisor, typed: str, roles: tuple[str, ...], items: tuple[str, ...]
) -> None:
    """A word that is an item and another thing too is the item where its neighbours say so."""
    reading = _read(everyday, typed)

    assert (roles, items) == (reading.roles, reading.items)


def test_which_subject(everyday: Advisor) -> None:
    """Which of two subjects suits a role is a question of education."""
    reading = _read(everyday, "which sugar science or flour science for a PE")

    assert ("explain", (PE,), ("education",)) == (reading.kind, reading.roles, reading.sections)


@pytest.mark.parametrize(
    ("typed", "roles"),
    [
        ("PE now, PSE later", (PE, PSE)),
        ("PSE later, PE now", (PE, PSE)),
        ("I am a PE. I want to be a PSE.", (PE, PSE)),
        ("from PE into PSE", (PE, PSE)),
        ("PE -> PSE", (PE, PSE)),
    ],
)
def test_moves(fluent: Advisor, typed: str, roles: tuple[str, ...]) -> None:
    """Words before, between or behind roles say which is left and which is aimed at."""
    reading = _read(fluent, typed)

    assert ("transition", roles) == (reading.kind, reading.roles)


@pytest.mark.parametrize(
    ("typed", "trade"),
    [
        # by how the word ends
        ("locksmith salary", "locksmith"),
        ("from fishmonger to PE", "fishmonger"),
        ("is a blacksmith better than a PE", "blacksmith"),
        # by what is said of somebody
        ("my sister is a zorbler, PE salary", "zorbler"),
        ("i am a zorbler, how to become a PE", "zorbler"),
        # by the arrow behind it
        ("zorbler -> PE", "zorbler"),
        ("zorbler to PE", "zorbler"),
        # beside what is known
        ("PE vs oven", "oven"),
        ("whisk versus PE", "whisk"),
        ("nurse engineer salary", "nurse engineer"),
        ("oven engineer or PE", "oven engineer"),
    ],
)
def test_trades_outside(fluent: Advisor, typed: str, trade: str) -> None:
    """A trade that the knowledge does not cover is known for one, and named in the answer."""
    reading = _read(fluent, typed)
    answer, _ = fluent.ask(Question(typed))

    assert trade in reading.unused
    assert "outside" in reading.hints
    assert f"“{trade}”" in " ".join((answer.lead, *answer.notes))


@pytest.mark.parametrize("typed", ["smith", "locksmiths and PE", "PE smithy tools", "a zorbler"])
def test_what_only_looks_like_a_trade(fluent: Advisor, typed: str) -> None:
    """A word that only resembles a trade is left aside as any other, and nothing fails."""
    answer, _ = fluent.ask(Question(typed))

    assert answer.title


@pytest.mark.parametrize(
    ("typed", "sections"),
    [
        # from a job outside to one of ours: how to begin
        ("zorbler to PE", ("tips",)),
        ("from fishmonger to PE", ("tips",)),
        # unless something else is asked
        ("from fishmonger to PE, salary", ("salary",)),
    ],
)
def test_the_way_from_outside(fluent: Advisor, typed: str, sections: tuple[str, ...]) -> None:
    """Who comes from a trade outside the knowledge is told how to start."""
    reading = _read(fluent, typed)

    assert ("explain", (PE,), sections) == (reading.kind, reading.roles, reading.sections)


def _crowd(knowledge: Knowledge, count: int) -> Knowledge:
    """Return a knowledge of so many roles, B0, B1, ..., alike but for their names."""
    roles = {
        f"b{number}": replace(
            knowledge.roles[BRE],
            id=f"b{number}",
            name=f"Number{number} Baker",
            abbreviations=(f"BB{number}",),
            aliases=(),
            fields=(),
        )
        for number in range(count)
    }
    return replace(knowledge, roles=roles, salaries={})


@pytest.mark.parametrize("over", [0, 1, 3])
@pytest.mark.parametrize("section", ["", " tools", " salary"])
def test_only_so_many_roles_are_compared(tiny: Knowledge, over: int, section: str) -> None:
    """Of more roles than an answer holds the first are compared, and the others named."""
    known = _crowd(tiny, MOST + over)
    shorts = [role.short for role in known.roles.values()]
    answer, _ = Advisor(known).ask(Question(" vs ".join(shorts) + section))
    told = [note for note in answer.notes if note.startswith(f"I compare {MOST} roles")]

    assert tuple(known.roles) == answer.reading.roles
    assert bool(over) == bool(told)
    assert all(short in told[0] for short in shorts[MOST:])
    assert not [short for short in shorts[MOST:] if short in answer.title]


@pytest.mark.parametrize(
    ("typed", "kind", "items"),
    [
        # what is liked is told before the word for it
        ("whisk fan, which role", "recommend", ("whisk",)),
        ("whisk and oven is my thing, which role", "recommend", ("whisk", "oven")),
        # "I peel" tells, "would I peel" asks
        ("I peel, oven, which role", "recommend", ("oven",)),
        ("which role would I peel with an oven", "find", ("oven",)),
        # one sentence tells of items, another asks of none of them
        ("whisk, oven. which role is that for me", "recommend", ("whisk", "oven")),
        ("whisk, oven. what am I?", "recommend", ("whisk", "oven")),
        # ... unless it points at them, and not at the asker
        ("whisk. which role needs that?", "find", ("whisk",)),
        # who is somehow is advised, and asked for more
        ("calm, which role", "recommend", ()),
    ],
)
def test_what_is_told_of_oneself(
    fluent: Advisor, typed: str, kind: str, items: tuple[str, ...]
) -> None:
    """Whoever tells what he knows or likes is advised; whoever asks is answered."""
    reading = _read(fluent, typed)

    assert (kind, items) == (reading.kind, reading.items)


def test_the_role_left_is_no_candidate(fluent: Advisor) -> None:
    """What somebody is already is not the only role that may fit."""
    reading = _read(fluent, "I am a PE, I know B++, which role is right for me")

    assert ("recommend", ()) == (reading.kind, reading.roles)


@pytest.mark.parametrize(
    "typed", ["is a PE creative", "PE or PS for the creative", "calm, which role"]
)
def test_character(fluent: Advisor, typed: str) -> None:
    """No source lists what people are like, and the answer says so."""
    answer, _ = fluent.ask(Question(typed))
    trait = "patience" if "calm" in typed else "creativity"

    assert fluent.knowledge.replies["trait_unnamed"].format(traits=trait) in answer.notes
    assert "" == answer.receipt
