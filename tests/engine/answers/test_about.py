"""What one role is, and how several differ."""

import re
from dataclasses import replace

import pytest

from bot.engine.advisor import Advisor
from bot.engine.answer import Answer
from bot.engine.knowledge import Detail, Knowledge, Point
from bot.engine.reading import Question, Reading
from tests.engine.answers.conftest import Ask, Tell
from tests.engine.tiny import PE


def _named(answer: Answer) -> dict[str, list[str]]:
    """Return the lists of names of an answer by label, without the counts beside names."""
    return {
        block.label: [re.sub(r" \(?[A-Z]* ?\d+/\d+\)?$", "", line) for line in block.lines]
        for block in answer.blocks
        if block.names
    }


def _lines(answer: Answer) -> list[str]:
    return [line for block in answer.blocks if not block.names for line in block.lines]


def test_overview_of_one(ask: Ask) -> None:
    """A bare role is an overview: what is characteristic of it, section by section."""
    answer = ask("PE")

    assert "Pastry Engineer (PE)" in answer.title
    assert "Bakes pastry for many" == answer.lead
    assert "Tools: Hand tools and an oven" in _lines(answer)
    assert "Outlook: More pastry every year" in _lines(answer)


def test_overview_names_confusions(ask: Ask) -> None:
    """An overview says which titles a role is confused with, and that titles are no ranks."""
    answer = ask("PE")

    assert "Cake Decorator: works on the outside only" in _lines(answer)
    assert "Titles are siblings." in answer.notes


def test_overview_leaves_out_what_is_not_known(ask: Ask) -> None:
    """A section that a role does not have stands in no overview."""
    lines = _lines(ask("BRE"))

    assert "Tools: One big oven" in lines
    assert not [line for line in lines if line.startswith(("Education", "Outlook"))]


def test_section_of_one(ask: Ask) -> None:
    """A section of one role lists its items by shelf, with those that it gathers."""
    expected = {
        "Recipe languages": ["B++"],
        "Machines": ["oven"],
        "Hand tools": ["rolling pin", "whisk"],
    }
    actual = _named(ask("PE tools"))

    assert expected == actual


def test_statements_of_one(ask: Ask) -> None:
    """A section of statements gives them one a line."""
    expected = ["Kneads the dough", "Bakes on time"]
    actual = _lines(ask("what does a PE do"))

    assert expected == actual


def test_two_sections_of_one(ask: Ask) -> None:
    """Two sections stand under one title, each with its gist."""
    answer = ask("PE tools and education")

    assert "Tools and Education" in answer.title
    assert "Hand tools and an oven" in _lines(answer)
    assert "A baking diploma" in _lines(answer)


def test_counts_stand_where_sources_differ(ask: Ask) -> None:
    """A name has a count exactly where only some of a role's sources give it."""
    shown = [line for block in ask("PSE tools").blocks if block.names for line in block.lines]

    assert {"oven", "B++", "Robot Arm 1/2", "whisk 1/2"} == set(shown)


def test_counts_are_explained(ask: Ask) -> None:
    """A legend stands where there are counts, and nowhere else."""
    assert ask("PSE tools").legend
    assert not ask("PE tools").legend


def test_a_slash_in_a_name_is_no_count(tiny: Knowledge) -> None:
    """A name with a slash needs no explanation of counts."""
    whisk = replace(tiny.items["whisk"], name="Whisk I/O")
    advisor = Advisor(replace(tiny, items={**tiny.items, "whisk": whisk}))

    assert not advisor.ask(Question("PE tools"))[0].legend


def test_details_belong_to_the_full_answer(ask: Ask) -> None:
    """What a source adds to an item is in the full answer."""
    assert "Oven: at 200 degrees" in _lines(ask("PE tools in full"))


def test_shared_and_only(ask: Ask) -> None:
    """A comparison of two says what both have and what only one has."""
    expected = {
        "Both": ["B++", "oven", "whisk"],
        "Only PE": ["rolling pin"],
        "Only PSE": ["Robot Arm"],
    }
    actual = _named(ask("PE vs PSE tools"))

    assert expected == actual


def test_some_of_three(ask: Ask) -> None:
    """A comparison of three says also what two of them have."""
    expected = {
        "All 3": ["whisk"],
        "PE + PSE": ["B++", "oven"],
        "Only PE": ["rolling pin"],
        "Only PS": ["B"],
        "Only PSE": ["Robot Arm"],
    }
    actual = _named(ask("PE vs PS vs PSE tools"))

    assert expected == actual


def test_gists_make_the_difference(ask: Ask) -> None:
    """A comparison begins with one line for each role."""
    expected = ["PE: Hand tools and an oven", "PSE: Ovens and robots"]
    actual = _lines(ask("PE vs PSE tools"))

    assert expected == actual


def test_general_words_yield(ask: Ask) -> None:
    """A general word is left out where the list has what it stands for."""
    named = [item for items in _named(ask("PE vs PSE education")).values() for item in items]

    assert any(item.startswith("baking diploma") for item in named)
    assert "degree" not in named


def test_common_statements(ask: Ask) -> None:
    """Of sections of statements the common ones are said once."""
    blocks = {block.label: block.lines for block in ask("PE vs PSE responsibilities").blocks}

    assert ("Bakes on time",) == blocks["Both"]
    assert ("Kneads the dough",) == blocks["Only PE"]
    assert ("Programs the robots",) == blocks["Only PSE"]


def test_statements_without_anything_in_common(ask: Ask) -> None:
    """Statements of roles that share none stand under the roles' names."""
    blocks = {block.label: block.lines for block in ask("PE vs PS responsibilities").blocks}

    assert ("Runs experiments",) == blocks["PS"]
    assert "Both" not in blocks


def test_overview_of_several(ask: Ask) -> None:
    """Roles compared without a section are set side by side, heading by heading."""
    blocks = {block.label: block.lines for block in ask("PE vs PS").blocks}

    assert ("PE: Bakes pastry for many", "PS: Invents new pastry") == blocks[""]
    assert ("PE: Hand tools and an oven", "PS: A whisk and patience") == blocks["Tools"]
    # PS has no outlook
    assert ("PE: More pastry every year",) == blocks["Outlook"]


def test_overview_of_many_is_short(ask: Ask) -> None:
    """Of four roles only what they are is said, unless all is asked for."""
    labels = [block.label for block in ask("PE, PS, PSE, BRE").blocks]
    in_full = [block.label for block in ask("PE, PS, PSE, BRE in full").blocks]

    assert [""] == labels
    assert "Tools" in in_full


@pytest.mark.parametrize("typed", ["PSE tools", "PE vs PSE tools", "PE vs PS vs PSE tools"])
def test_disagreement(ask: Ask, typed: str) -> None:
    """Where the sources differ on a role, every answer on the matter says so."""
    notes = " ".join(ask(typed).notes)

    assert "PSE, kinds of machines: ovens only (1); or ovens and robots (1)" in notes


def test_no_disagreement_on_another_matter(ask: Ask) -> None:
    """A disagreement stays with its section and its role."""
    assert not [note for typed in ("PSE education", "PE tools") for note in ask(typed).notes]


def test_old_figure(ask: Ask) -> None:
    """A figure beside which a newer one stands is called old."""
    assert "past half its life" in " ".join(ask("PE outlook").notes)
    assert "past half its life" not in " ".join(ask("PSE outlook").notes)


def test_guides_alone_are_told(ask: Ask) -> None:
    """Where nothing better than a blog supports an answer, it says so."""
    said = "Only guides and blogs say this; take it with care."

    assert said in ask("BRE tools").notes
    assert said not in ask("PE tools").notes
    assert said not in ask("PE vs BRE tools").notes


def test_a_guide_among_better_sources_is_told(tiny: Knowledge) -> None:
    """A statement that rests on a blog alone is marked among others that do not."""
    role = tiny.roles[PE]
    section = role.sections["responsibilities"]
    points = (*section.points, Point("Sings at work", ("bread-notes",)))
    sections = {**role.sections, "responsibilities": replace(section, points=points)}
    roles = {**tiny.roles, PE: replace(role, sections=sections)}
    expected = ["Kneads the dough", "Bakes on time", "Sings at work (guides only)"]
    actual = _lines(Advisor(replace(tiny, roles=roles)).ask(Question("PE duties"))[0])

    assert expected == actual


def test_better_sources_first(tiny: Knowledge) -> None:
    """Where a section asks for it, statements stand by the grade of their sources."""
    role = tiny.roles[PE]
    section = role.sections["responsibilities"]
    points = (Point("Sings at work", ("bread-notes",)), *section.points)
    sections = {**role.sections, "responsibilities": replace(section, points=points)}
    heading = replace(tiny.headings["responsibilities"], by_grade=True)
    known = replace(
        tiny,
        roles={**tiny.roles, PE: replace(role, sections=sections)},
        headings={**tiny.headings, heading.id: heading},
    )
    lines = _lines(Advisor(known).ask(Question("PE duties"))[0])

    assert ["Kneads the dough", "Bakes on time"] == lines[:2]
    assert lines[2].startswith("Sings at work")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("BRE education", "Nothing on education for BRE."),
        ("PE salary", "No pay figures for PE."),
        ("PE vs PSE salary", "No pay figures for PE and PSE."),
        # one section known, one not
        ("PE tools and salary", "No pay figures for PE."),
    ],
)
def test_silence(ask: Ask, typed: str, said: str) -> None:
    """What no source says is said to be unsaid; nothing is made up."""
    answer = ask(typed)

    assert said in answer.notes


def test_a_title_outside_is_named(ask: Ask) -> None:
    """A title that nobody here knows is named beside what is known of the other."""
    answer = ask("PE vs nurse")

    assert "Pastry Engineer" in answer.title
    assert "“nurse”" in " ".join(answer.notes)


@pytest.mark.parametrize(
    ("typed", "tip"),
    [
        # of the kind that suits the section
        ("PE tools", "Bake at home"),
        ("PE skills", "Keep your pantry in order"),
        # one that both give
        ("PE vs PSE outlook", "Bake at home"),
        # none beside the tips themselves, and none where nothing is known
        ("PE tips", ""),
        ("PE salary", ""),
        ("BRE tools", ""),
    ],
)
def test_tip(ask: Ask, typed: str, tip: str) -> None:
    """An answer has a tip that suits what was asked, shared where there is one."""
    actual = ask(typed).tip

    assert tip == actual


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("PE tools", ["pe-vs-pse"]),
        ("PS tools", ["ps-vs-pse"]),
        ("PE vs PSE tools", ["pe-vs-pse", "ps-vs-pse"]),
        ("BRE", ["bread-notes"]),
        ("PE vs BRE", ["pe-vs-pse", "bread-notes"]),
        ("PE salary", []),
    ],
)
def test_sources(ask: Ask, typed: str, expected: list[str]) -> None:
    """An answer cites the sources of what it says, in the order of the knowledge."""
    actual = [citation.id for citation in ask(typed).citations]

    assert expected == actual


def test_one_role_is_set_against_those_it_is_taken_for(ask: Ask) -> None:
    """An answer on one role offers to compare it with a role it is confused with."""
    asked = [suggestion.question for suggestion in ask("PE tools").suggestions]

    assert "PE vs PSE tools" in asked


def test_the_full_answer_has_a_question(ask: Ask) -> None:
    """What brings the rest is a question that anybody can type."""
    expected = ["PE in full", "PE tools in full", "PE vs PSE education in full"]
    actual = [ask(typed).more for typed in ("PE", "PE tools", "PE vs PSE education")]

    assert expected == actual


def test_overview_in_full_has_every_section(tell: Tell) -> None:
    """The full overview of a role holds all its sections."""
    answer = tell(Reading("explain", (PE,), ("overview",), full=True))
    told = " ".join([*_lines(answer), *(block.label for block in answer.blocks)])

    for part in ("Kneads the dough", "at 200 degrees", "Keep your pantry in order", "Hotels"):
        assert part in told


def test_mere_names_come_before_what_is_added_to_a_few(tiny: Knowledge) -> None:
    """Where most items of a section are mere names, all are named first, details after."""
    role = tiny.roles[PE]
    sources = ("pe-vs-pse",)
    listed = [Point(tiny.items[name].name, sources, item=name) for name in ("whisk", "oven")]
    detailed = Point("B++", sources, item="b++", details=(Detail("for the recipes", sources),))
    duties = replace(role.sections["responsibilities"], points=(*listed, detailed))
    known = replace(
        tiny,
        roles={
            **tiny.roles,
            PE: replace(role, sections={**role.sections, "responsibilities": duties}),
        },
    )
    first, *rest = Advisor(known).ask(Question("PE responsibilities"))[0].blocks

    assert ("whisk", "oven", "B++") == first.lines
    assert ["B++: for the recipes"] == [line for block in rest[:1] for line in block.lines]
    assert 1 == rest[0].rank
