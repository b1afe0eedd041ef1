"""Follow-ups take from the talk what they leave out, and nothing else."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.advisor import Advisor
from bot.engine.context import EMPTY, Context, Turn
from bot.engine.knowledge import Knowledge
from bot.engine.reading import Question, Reading
from bot.engine.remember import REMEMBERED
from tests.engine.contexts import contexts
from tests.engine.tiny import BRE, PE, PS, PSE, tiny_knowledge, with_phrases
from tests.generated import thorough

SHORT = {PE: "PE", PS: "PS", PSE: "PSE", BRE: "BRE"}
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)

Talk = list[tuple[str, str]]


def _told(reading: Reading) -> str:
    """Return a reading in one line: "check PE, PSE: tools (whisk)"."""
    roles = ", ".join(SHORT[role] for role in reading.roles)
    sections = " ".join(reading.sections)
    items = f" ({' '.join(reading.items)})" if reading.items else ""
    what = f"{sections}{items}{' in full' if reading.full else ''}"
    return " ".join(part for part in (reading.kind, roles and f"{roles}:", what) if part)


def _hold(advisor: Advisor, talk: Talk, context: Context = EMPTY) -> Talk:
    """Return the talk as the advisor reads it."""
    held = []
    for says, _ in talk:
        reading, context = advisor.read(Question(says, NOON), context)
        held.append((says, _told(reading)))
    return held


TALKS: dict[str, Talk] = {
    "a full question inherits nothing": [
        ("PE vs PSE tools", "compare PE, PSE: tools"),
        ("what does a PS do", "explain PS: responsibilities"),
        ("what is the salary of BRE", "explain BRE: salary"),
    ],
    "a section is asked of the roles of the talk": [
        ("PE vs PSE tools", "compare PE, PSE: tools"),
        ("and education?", "compare PE, PSE: education"),
        ("outlook and salary", "compare PE, PSE: outlook salary"),
    ],
    "a bare role keeps the section": [
        ("PE tools", "explain PE: tools"),
        ("PS?", "explain PS: tools"),
        ("what about PSE", "explain PSE: tools"),
        ("same for BRE", "explain BRE: tools"),
    ],
    "'and' adds to a comparison, 'what about' replaces": [
        ("PE vs PSE tools", "compare PE, PSE: tools"),
        ("and PS", "compare PE, PSE, PS: tools"),
        ("what about BRE", "explain BRE: tools"),
    ],
    "after one role 'and' goes on to the next": [
        ("PE tools", "explain PE: tools"),
        ("and PSE?", "explain PSE: tools"),
    ],
    "after a way from one role to another 'and' leads from there to the next": [
        ("from PE to PS", "transition PE, PS: overview"),
        ("and to PSE?", "transition PE, PSE: overview"),
    ],
    "'instead' changes one side of a comparison": [
        ("PE vs PSE tools", "compare PE, PSE: tools"),
        ("PS instead", "compare PE, PS: tools"),
        ("i meant BRE", "compare PE, BRE: tools"),
    ],
    "a role is not compared with itself": [
        ("PE vs PS tools", "compare PE, PS: tools"),
        ("PE instead", "explain PE: tools"),
    ],
    "'versus' lacks its left side": [
        ("PE tools", "explain PE: tools"),
        ("vs PSE", "compare PE, PSE: tools"),
        ("compare it with PS", "compare PE, PSE, PS: tools"),
        ("better than BRE instead?", "compare PE, PSE, BRE: tools"),
    ],
    "an overview that is asked for by name is one": [
        ("PE tools", "explain PE: tools"),
        ("overview of PSE", "explain PSE: overview"),
    ],
    "two roles side by side keep the section only with a word for it": [
        ("PE tools", "explain PE: tools"),
        ("PS vs PSE", "compare PS, PSE: overview"),
        ("education", "compare PS, PSE: education"),
        ("same for PE vs BRE", "compare PE, BRE: education"),
    ],
    "roles by their place in the talk": [
        ("PE vs PSE vs PS tools", "compare PE, PSE, PS: tools"),
        ("the second one", "explain PSE: tools"),
        ("the first one", "explain PE: tools"),
        ("the third, education", "explain PS: education"),
        ("the last one", "explain PS: education"),
    ],
    "a place that the talk does not have is no role": [
        ("PE vs PSE tools", "compare PE, PSE: tools"),
        ("the third one", "clarify overview"),
    ],
    "both, all three and all of them": [
        ("PE tools", "explain PE: tools"),
        ("PSE tools", "explain PSE: tools"),
        ("both", "compare PE, PSE: tools"),
        ("PS education", "explain PS: education"),
        ("all three, tools", "compare PE, PSE, PS: tools"),
        ("all of them, salary", "compare PE, PSE, PS: salary"),
    ],
    "both looks for two, said together last": [
        ("PE vs PSE tools", "compare PE, PSE: tools"),
        ("PS education", "explain PS: education"),
        ("both", "compare PE, PSE: education"),
    ],
    "a swap turns the roles": [
        ("PE vs PSE tools", "compare PE, PSE: tools"),
        ("the other way round", "compare PSE, PE: tools"),
        ("from PE to PSE", "transition PE, PSE: overview"),
        ("and the other way round?", "transition PSE, PE: overview"),
        ("swap, education", "transition PE, PSE: education"),
    ],
    "there is where the talk is": [
        ("PSE tools", "explain PSE: tools"),
        ("how do I get there from PE", "transition PE, PSE: tips"),
    ],
    "'what about' after a move is another target": [
        ("from PE to PSE", "transition PE, PSE: overview"),
        ("what about PS", "transition PE, PS: overview"),
    ],
    "more roles than are put aside are a question of their own": [
        ("PE tools", "explain PE: tools"),
        ("PS and PSE, not PE, education", "compare PS, PSE: education"),
    ],
    "roles are left out": [
        ("PE vs PSE vs PS tools", "compare PE, PSE, PS: tools"),
        ("without PS", "compare PE, PSE: tools"),
        ("drop PE", "explain PSE: tools"),
    ],
    "a correction takes the place of what was wrong": [
        ("PE tools", "explain PE: tools"),
        ("sorry, PSE not PE", "explain PSE: tools"),
        ("PE vs PS education", "compare PE, PS: education"),
        ("BRE, not PS", "compare PE, BRE: education"),
    ],
    "what is left out must have been in the talk": [
        ("PE tools", "explain PE: tools"),
        ("without PS", "clarify overview"),
    ],
    "an item is asked of the roles of the talk": [
        ("PE vs PSE tools", "compare PE, PSE: tools"),
        ("and a whisk?", "check PE, PSE: tools (whisk)"),
        ("what about PS", "check PS: tools (whisk)"),
        ("who needs an oven", "find tools (oven)"),
        ("and a whisk", "find tools (whisk)"),
        ("does PE need it", "check PE: tools (whisk)"),
    ],
    "after a move an item is asked of the target": [
        ("from PE to PSE", "transition PE, PSE: overview"),
        ("does it need tasting", "check PSE: skills (tasting)"),
    ],
    "after a check a section is asked of the same roles": [
        ("does PE need a whisk", "check PE: tools (whisk)"),
        ("education", "explain PE: education"),
    ],
    "skills add up": [
        ("which role is right for me", "recommend overview"),
        ("kneading", "recommend overview (kneading)"),
        ("I also know B++", "recommend overview (kneading b++)"),
        ("who needs a whisk", "find tools (whisk)"),
    ],
    "the rest, and more": [
        ("PE vs PSE tools", "compare PE, PSE: tools"),
        ("tell me more", "compare PE, PSE: tools in full"),
        ("and everything else", "compare PE, PSE: overview in full"),
    ],
    "more of a check is the check": [
        ("does PE need a whisk", "check PE: tools (whisk)"),
        ("tell me more", "check PE: tools (whisk) in full"),
    ],
    "a role answers the bot's own question": [
        ("tools", "clarify tools"),
        ("PE", "explain PE: tools"),
    ],
    "roles answer the bot's own question": [
        ("education?", "clarify education"),
        ("PE and PSE", "compare PE, PSE: education"),
    ],
    "a full question is no answer to the bot's own": [
        ("tools", "clarify tools"),
        ("PE education", "explain PE: education"),
    ],
    "the head of a title waits for its field": [
        ("the scientist", "clarify overview"),
        ("pastry", "explain PS: overview"),
    ],
    "a head without a sibling in the field is the role itself": [
        ("the scientist", "clarify overview"),
        ("bread", "explain BRE: overview"),
    ],
    "a title alone is the role of the talk that bears it": [
        ("PS vs PE tools", "compare PS, PE: tools"),
        ("the engineer", "explain PE: tools"),
    ],
    "a title alone is the sibling of a role of the talk": [
        ("PE tools", "explain PE: tools"),
        ("i meant scientist", "explain PS: tools"),
    ],
    "a title that two roles of the talk bear is asked back": [
        ("PSE vs PE tools", "compare PSE, PE: tools"),
        ("the engineer", "clarify overview"),
        ("PE", "explain PE: overview"),
    ],
    "manners, help and the list of roles leave the talk alone": [
        ("PE tools", "explain PE: tools"),
        ("thanks", "smalltalk"),
        ("help", "help"),
        ("what roles do you know", "roles"),
        ("and education", "explain PE: education"),
    ],
    "after something unknown a bare section is not the talk's": [
        ("PE tools", "explain PE: tools"),
        ("nurse salary", "unknown"),
        ("and education?", "clarify education"),
        ("tools", "clarify tools"),
    ],
    "a word of return takes the talk up again": [
        ("PE tools", "explain PE: tools"),
        ("nurse salary", "unknown"),
        ("sorry, education", "explain PE: education"),
    ],
    "a known role ends the excursion": [
        ("PE tools", "explain PE: tools"),
        ("nurse salary", "unknown"),
        ("PSE outlook", "explain PSE: outlook"),
        ("and education", "explain PSE: education"),
    ],
    "without a talk nothing is carried over": [
        ("and education?", "clarify education"),
        ("the other way round", "clarify overview"),
    ],
    "with nothing said before, a pointer asks back": [
        ("both", "clarify overview"),
        ("nurse", "unknown"),
        ("the first one", "clarify overview"),
    ],
}


@pytest.mark.parametrize("talk", TALKS.values(), ids=TALKS.keys())
def test_talk(advisor: Advisor, talk: Talk) -> None:
    """A talk is followed from turn to turn, as its title says."""
    actual = _hold(advisor, talk)

    assert talk == actual


CUES = {
    "other": ("the other one",),
    "of-them": ("of them",),
    "fromthere": ("get there from",),
    "lead": ("so",),
}
FILLERS = {"more": ("else",)}
TALKS_ON: dict[str, Talk] = {
    "the first two of three": [
        ("PE vs PSE vs PS tools", "compare PE, PSE, PS: tools"),
        ("the first two", "compare PE, PSE: tools"),
    ],
    "the other one of two is the one not talked about last": [
        ("PE vs PSE tools", "compare PE, PSE: tools"),
        ("the first one", "explain PE: tools"),
        ("the other one", "explain PSE: tools"),
    ],
    "the other one is the second where both were talked about": [
        ("PE vs PSE tools", "compare PE, PSE: tools"),
        ("the other one", "explain PSE: tools"),
    ],
    "all but the first": [
        ("PE vs PSE vs PS tools", "compare PE, PSE, PS: tools"),
        ("without the first", "compare PSE, PS: tools"),
    ],
    "a title leaves out the role that bears it": [
        ("PS vs PE tools", "compare PS, PE: tools"),
        ("without the scientist", "explain PE: tools"),
    ],
    "of several checked, one is checked again": [
        ("do PE and PSE need a whisk", "check PE, PSE: tools (whisk)"),
        ("the second one", "check PSE: tools (whisk)"),
    ],
    "a move goes on with a section": [
        ("from PE to PSE", "transition PE, PSE: overview"),
        ("education", "transition PE, PSE: education"),
        ("compare them", "compare PE, PSE: overview"),
    ],
    "one end of a move is no move": [
        ("from PE to PSE tools", "transition PE, PSE: tools"),
        ("the second one", "explain PSE: tools"),
    ],
    "a move begins where the talk is not": [
        ("PSE tools", "explain PSE: tools"),
        ("how do they start from PE", "transition PE, PSE: tips"),
    ],
    "there is the role talked about": [
        ("PE tools", "explain PE: tools"),
        ("what do I get there from PSE", "transition PE, PSE: overview"),
    ],
    "from the same start to another target": [
        ("from PE to PSE tools", "transition PE, PSE: tools"),
        ("what about PE, PS", "transition PE, PS: tools"),
    ],
    "which of them pays most": [
        ("PE vs PSE education", "compare PE, PSE: education"),
        ("which one pays most", "find PE, PSE: salary"),
        ("which of them pays most", "find PE, PSE: salary"),
    ],
    "whose pay is best, of those talked about": [
        ("PE vs PSE education", "compare PE, PSE: education"),
        ("do they have the best pay", "compare PE, PSE: salary"),
    ],
    "what no source covers is not both": [
        ("PE vs PSE tools", "compare PE, PSE: tools"),
        ("PE interview, both", "unknown"),
    ],
    "which of those said one by one": [
        ("PE tools", "explain PE: tools"),
        ("PSE tools", "explain PSE: tools"),
        ("which role of them pays most", "find PE, PSE: salary"),
    ],
    "the most of what the talk was about": [
        ("PE vs PSE outlook", "compare PE, PSE: outlook"),
        ("which one is the best", "find PE, PSE: outlook"),
    ],
    "who else has what one has": [
        ("does PE need a whisk", "check PE: tools (whisk)"),
        ("who else", "find tools (whisk)"),
    ],
    "what is asked of those that were found": [
        ("who needs an oven", "find tools (oven)"),
        ("do they need a whisk", "find tools (whisk)"),
    ],
    "a full section after the bot's own question": [
        ("tools", "clarify tools"),
        ("PE and PSE compared", "compare PE, PSE: tools"),
    ],
    "an item waits for its role": [
        ("and the whisk", "find tools (whisk)"),
        ("what about PE", "check PE: tools (whisk)"),
    ],
    "what no source covers is still about the role": [
        ("PE interview", "unknown"),
        ("their salary", "explain PE: salary"),
    ],
}


@pytest.fixture(name="talkative", scope="module")
def _talkative(tiny: Knowledge) -> Advisor:
    return Advisor(with_phrases(tiny, cues=CUES, fillers=FILLERS))


@pytest.mark.parametrize("talk", TALKS_ON.values(), ids=TALKS_ON.keys())
def test_talk_with_more_words(talkative: Advisor, talk: Talk) -> None:
    """Words that point back are followed, as the title says."""
    actual = _hold(talkative, talk)

    assert talk == actual


@pytest.mark.parametrize(
    ("says", "expected"),
    [
        ("compare them", "compare PE, PS, PSE: overview"),
        ("which one pays most", "find PE, PS, PSE: salary"),
        ("the second one", "explain PS: tools"),
        ("their education", "compare PE, PS, PSE: education"),
    ],
)
def test_what_an_answer_listed_is_talked_about(
    talkative: Advisor, says: str, expected: str
) -> None:
    """The roles that an answer lists may be pointed at as if they had been named."""
    _, context = talkative.ask(Question("who needs a whisk"))
    reading, _ = talkative.read(Question(says), context)

    assert expected == _told(reading)


@pytest.mark.parametrize("says", ["the last one", "the first one", "both", "all three", "swap"])
def test_places_in_a_talk_of_one_role(advisor: Advisor, says: str) -> None:
    """In a talk of one role a place means that role or is asked back; it does not fail."""
    _, context = advisor.read(Question("PE tools"))
    reading, _ = advisor.read(Question(says), context)

    assert set(reading.roles) <= {PE}


def test_choices_are_the_roles_of_the_talk(advisor: Advisor) -> None:
    """Where a title is unclear, the choices are the roles that bear it."""
    _, context = advisor.read(Question("PE vs PSE vs PS tools"))

    reading, _ = advisor.read(Question("the engineer"), context)

    assert (PE, PSE) == reading.choices


def test_as_much_is_remembered_as_is_needed(advisor: Advisor) -> None:
    """A talk is remembered for a number of turns, the latest last."""
    context = EMPTY
    for _ in range(REMEMBERED):
        _, context = advisor.read(Question("PE tools"), context)
    _, context = advisor.read(Question("PSE tools"), context)

    assert len(context.turns) == REMEMBERED
    assert context.last == Turn("explain", (PSE,), ("tools",))


def test_the_time_of_the_latest_question_is_kept(advisor: Advisor) -> None:
    """The context has the time of the latest question that had one."""
    _, context = advisor.read(Question("PE tools", NOON))
    _, context = advisor.read(Question("thanks"), context)

    assert NOON == context.at


@pytest.mark.parametrize(
    ("later", "says", "expected"),
    [
        (timedelta(days=20), "hello, and education?", "clarify education"),
        # without a greeting even old talk goes on
        (timedelta(days=20), "and education?", "explain PE: education"),
        # a greeting the next day goes on too
        (timedelta(days=1), "hello, and education?", "explain PE: education"),
    ],
)
def test_a_greeting_after_weeks_begins_a_new_talk(
    advisor: Advisor, later: timedelta, says: str, expected: str
) -> None:
    """After a week a greeting begins anew; nothing else does."""
    _, context = advisor.read(Question("PE tools", NOON))

    reading, _ = advisor.read(Question(says, NOON + later), context)

    assert expected == _told(reading)


_ADVISOR = Advisor(tiny_knowledge())
_SAID = [says for talk in TALKS.values() for says, _ in talk]


@thorough
@given(st.lists(st.sampled_from(_SAID), max_size=6))
def test_any_talk_stays_within_the_knowledge(said: list[str]) -> None:
    """In whatever order things are said, no answer fails and no role is named twice."""
    context = EMPTY
    for says in said:
        answer, context = _ADVISOR.ask(Question(says, NOON), context)
        roles = answer.reading.roles

        assert len(set(roles)) == len(roles)
        assert answer.title


@thorough
@given(contexts, st.sampled_from(_SAID))
def test_any_context_can_be_followed(context: Context, says: str) -> None:
    """Whatever is remembered, any question can be answered after it."""
    answer, _ = _ADVISOR.ask(Question(says, NOON), context)

    assert answer.title


@pytest.mark.parametrize("typed", ["and their pay?", "the first one", "compare them"])
def test_roles_shown_that_are_gone_are_forgotten(advisor: Advisor, typed: str) -> None:
    """What an answer listed is forgotten once the knowledge no longer holds it."""
    turn = Turn("find", sections=("tools",), items=("oven",), shown=("gone", PE))
    answer, _ = advisor.ask(Question(typed), Context((turn,)))

    assert "gone" not in answer.reading.roles


@pytest.mark.parametrize("later", ["sources", "why?", "more"])
def test_what_was_excluded_is_asked_again(advisor: Advisor, later: str) -> None:
    """Who has one thing but not another is asked again with both."""
    before, context = advisor.ask(Question("who uses an oven but not a whisk?"))
    after, _ = advisor.ask(Question(later), context)

    assert (before.shown, ("whisk",)) == (after.shown, after.reading.excluded)


def test_an_exclusion_that_is_gone_is_forgotten(advisor: Advisor) -> None:
    """What was excluded is forgotten once the knowledge no longer holds it."""
    turn = Turn("find", sections=("tools",), items=("oven",), excluded=("gone",))
    reading, _ = advisor.read(Question("more"), Context((turn,)))

    assert "gone" not in reading.excluded


@pytest.mark.parametrize(
    ("said", "items", "excluded", "negated"),
    [
        # not who has it but who has not, however that is put
        (("who needs a whisk?", "and who doesn't?"), ("whisk",), (), True),
        (("who needs a whisk?", "and who doesn't?", "and who does?"), ("whisk",), (), False),
        (("which role without a whisk?", "the other way round"), ("whisk",), (), False),
        # who has the one and not the other
        (
            ("who uses an oven but not a whisk?", "the other way round"),
            ("whisk",),
            ("oven",),
            False,
        ),
        # of several roles checked, too, it is asked who else has it
        (("does a PE or a PS need a whisk?", "the other way round"), ("whisk",), (), False),
    ],
)
def test_the_opposite_of_who_has_it(
    advisor: Advisor,
    said: tuple[str, ...],
    items: tuple[str, ...],
    excluded: tuple[str, ...],
    negated: bool,
) -> None:
    """The opposite of who has an item is who has it not, and never a question without items."""
    context = EMPTY
    for typed in said:
        reading, context = advisor.read(Question(typed), context)

    assert ("find", ()) == (reading.kind, reading.roles)
    assert (items, excluded, negated) == (reading.items, reading.excluded, reading.negated)
