"""What must hold between the files: references, use, collisions."""

import re

import pytest

from bot.files import proof
from tests.files.conftest import Folder

ROLE = "roles/pastry-engineer/facts.yaml"
POINT = '      - item: "whisk"\n'

# what is wrong -> file, what it says, what it is made to say, the problem and its words' line
FAULTS = {
    "unknown item": (
        ROLE,
        'item: "rolling-pin"',
        'item: "roling-pin"',
        "there is no item 'roling-pin' (did you mean 'rolling-pin'?)",
    ),
    "unknown item like no other": (
        ROLE,
        'item: "rolling-pin"',
        'item: "xyzzy"',
        "there is no item 'xyzzy'",
    ),
    "unknown mention": (
        ROLE,
        'mentions: ["kneading"]',
        'mentions: ["neading"]',
        "'neading' (did you mean 'kneading'?)",
    ),
    "unknown source": (
        ROLE,
        'sources: ["pe-vs-pse"]',
        'sources: ["pe-vs-ps"]',
        "there is no source 'pe-vs-ps' (did you mean 'pe-vs-pse'?)",
    ),
    "unknown source of a detail": (
        ROLE,
        '{text: "by hand", sources: ["pe-vs-pse"]}',
        '{text: "by hand", sources: ["xyzzy"]}',
        "there is no source 'xyzzy'",
    ),
    "unknown source of a side": (
        "roles/pastry-software-engineer/facts.yaml",
        '{text: "machines", sources: ["ps-vs-pse"]}',
        '{text: "machines", sources: ["xyzzy"]}',
        "there is no source 'xyzzy'",
    ),
    "unknown section": (
        ROLE,
        "  industries:",
        "  industris:",
        "there is no section 'industris' (did you mean 'industries'?)",
    ),
    "unknown role": (
        ROLE,
        'role: "pastry-software-engineer"',
        'role: "pastry-sofware-engineer"',
        "there is no role 'pastry-sofware-engineer' (did you mean 'pastry-software-engineer'?)",
    ),
    "unknown item that a word covers": (
        "items/degrees.yaml",
        'covers: ["diploma", "doctorate"]',
        'covers: ["diplomas", "doctorate"]',
        "there is no item 'diplomas' (did you mean 'diploma'?)",
    ),
    "unknown item that is part of another": (
        "items/skills.yaml",
        'takes_in: ["kneading"]',
        'takes_in: ["kneeding"]',
        "there is no item 'kneeding' (did you mean 'kneading'?)",
    ),
    "unknown section that a heading looks in": (
        "sections.yaml",
        'looks_in: ["skills", "tools"]',
        'looks_in: ["skils", "tools"]',
        "there is no section 'skils' (did you mean 'skills'?)",
    ),
    "unknown item in the quiz": (
        "quiz.yaml",
        'items: ["b", "whisk"]',
        'items: ["b", "wisk"]',
        "there is no item 'wisk' (did you mean 'whisk'?)",
    ),
    "phrases for an unknown section": (
        "phrases/sections.yaml",
        "outlook:",
        "outlok:",
        "there is no section 'outlok' (did you mean 'outlook'?)",
    ),
    "item twice in a section": (
        ROLE,
        'item: "rolling-pin"',
        'item: "oven"',
        "'oven' stands in this section twice, see ",
    ),
    "both item and text": (
        ROLE,
        POINT,
        f'{POINT}        text: "Beats"\n',
        "a point has either `item` or `text`",
    ),
    "neither item nor text": (
        ROLE,
        POINT,
        "      - superseded: true\n",
        "a point has either `item` or `text`",
    ),
    "details of a sentence": (
        ROLE,
        '      - text: "Bakes on time"\n',
        '      - text: "Bakes on time"\n'
        '        details: [{text: "always", sources: ["pe-vs-pse"]}]\n',
        "only a point with `item` has `details`",
    ),
    "mentions of an item": (
        ROLE,
        POINT,
        f'{POINT}        mentions: ["oven"]\n',
        "only a point with `text` has `mentions`",
    ),
    "source of a detail missing in the point": (
        ROLE,
        '{text: "at 200 degrees", sources: ["pe-vs-pse"]}',
        '{text: "at 200 degrees", sources: ["ps-vs-pse"]}',
        "the source 'ps-vs-pse' is missing in the point's own sources",
    ),
    "unused item": (
        "items/tools.yaml",
        "  whisk:",
        '  spoon:\n    name: "spoon"\n    category: "hand tools"\n  whisk:',
        "the item 'spoon' is used by no role",
    ),
    "unused source": (
        "sources.yaml",
        "bread-notes:",
        'cakes:\n  title: "Cakes"\n  publisher: "C"\n  date: "2025"\n  grade: "blog"\n'
        "bread-notes:",
        "the source 'cakes' supports nothing",
    ),
    "alias of another item": (
        "items/tools.yaml",
        'aliases: ["deck oven", "stove"]',
        'aliases: ["deck oven", "whisks"]',
        "already means the item",
    ),
    "alias of a role": (
        "items/tools.yaml",
        'aliases: ["deck oven", "stove"]',
        'aliases: ["deck oven", "pastry engineers"]',
        "'pastry engineers' already means the role 'pastry-engineer'",
    ),
    "two roles of one name": (
        ROLE,
        'abbreviations: ["PE"]',
        'abbreviations: ["PS"]',
        "already means the role",
    ),
    "a field that is another role's": (
        "roles/bread-engineer/facts.yaml",
        'fields: ["bread"]',
        'fields: ["bread", "pastry"]',
        "already means the field",
    ),
    "a phrase that is a role": (
        "phrases/levels.yaml",
        'senior: ["senior"',
        'senior: ["PSE", "senior"',
        "'PSE' already means the role 'pastry-software-engineer'",
    ),
    "a job beside the roles that is one": (
        "neighbours.yaml",
        '"chocolate maker"',
        '"pastry scientist"',
        "'pastry scientist' already means the role 'pastry-scientist'",
    ),
    "two jobs beside the roles of one name": (
        "neighbours.yaml",
        'name: "Confectioner"',
        'name: "Chocolate Maker"',
        "'Chocolate Maker' already means the neighbour 'chocolatier'",
    ),
    "a job beside the roles that is near to none": (
        "neighbours.yaml",
        'nearest: ["pastry-engineer", "pastry-scientist"]',
        'nearest: ["pastry-enginer"]',
        "there is no role 'pastry-enginer' (did you mean 'pastry-engineer'?)",
    ),
    "asks of an unknown section": (
        "asks.yaml",
        "  tools:",
        "  toools:",
        "there is no section 'toools' (did you mean 'tools'?)",
    ),
    "nothing that says how to start": (
        "asks.yaml",
        ", answers: start}",
        "}",
        "no ask says `answers: start`, and one must",
    ),
    "two asks that say what a job is": (
        "asks.yaml",
        "answers: difference",
        "answers: what",
        "`answers: what` stands at 'definition/what-it-is' already",
    ),
    "two sections offered in one place": (
        "sections.yaml",
        "offered: 7",
        "offered: 3",
        "`offered: 3` stands at 'tools' already",
    ),
    "a section of which nobody knows what it tells": (
        "sections.yaml",
        'about: "market"',
        'about: "weather"',
        "outlook.about: input should be 'work', 'entry'",
    ),
    "two axes that weigh for beginners": (
        "axes.yaml",
        'weighs: "degree"',
        'weighs: "entry"',
        "`weighs: entry` stands at 'entry_difficulty' already",
    ),
    "no axis that weighs for people without a degree": (
        "axes.yaml",
        'weighs: "degree"',
        'best: "most"',
        "no axis says `weighs: degree`, and one must",
    ),
    "a score on an axis that is not there": (
        ROLE,
        "profile:\n  coding:",
        "profile:\n  codding:",
        "there is no axis 'codding' (did you mean 'coding'?)",
    ),
    "two topics by the trades of people": (
        "topics/layoffs.yaml",
        "points:",
        'by: "trade"\npoints:',
        "`by: trade` stands at 'topics/career_change.yaml' already",
    ),
    "an ask that answers what nothing turns to": (
        "asks.yaml",
        "answers: start",
        "answers: begin",
        "answers: input should be 'what', 'difference'",
    ),
    "an unknown cue": (
        "phrases/cues.yaml",
        "bye: [",
        "byebye: [",
        "there is no cue 'byebye'",
    ),
    "an unknown mark": (
        "phrases/marks.yaml",
        "wanted: [",
        "wantd: [",
        "there is no mark 'wantd' (did you mean 'wanted'?)",
    ),
    "an unknown level": (
        "phrases/levels.yaml",
        "senior: [",
        "seniour: [",
        "there is no level 'seniour' (did you mean 'senior'?)",
    ),
    "a phrase for two sections": (
        "phrases/sections.yaml",
        'tools: ["tools"',
        'tools: ["abilities", "tools"',
        "already means the section 'skills'",
    ),
    "the same phrase twice": (
        "phrases/sections.yaml",
        'tools: ["tools"',
        'tools: ["tools", "tool"',
        "'tool' is read as 'tools', which stands here already",
    ),
    "an alias that is the name": (
        "items/tools.yaml",
        'aliases: ["deck oven", "stove"]',
        'aliases: ["Oven!", "stove"]',
        "'Oven!' is read as 'oven', which stands here already",
    ),
    "a phrase without letters": (
        "items/tools.yaml",
        'aliases: ["deck oven", "stove"]',
        'aliases: ["deck oven", "?!"]',
        "'?!' has no letters and can never be found",
    ),
    # the phrase means an item before it means two sections
    "a phrase for two sections and an item": (
        "phrases/sections.yaml",
        'tools: ["tools"',
        'tools: ["degree", "tools"',
        "'degree' already means the section 'education'",
    ),
    # what is asked is written out before it is looked up
    "a phrase that is another's once written out": (
        "phrases/sections.yaml",
        '"need to know"]\neducation: ["education"',
        '"need to know", "whats next"]\neducation: ["what is next", "education"',
        "already means",
    ),
    # the phrase is a section before it is a cue twice
    "the same cue twice, after a section": (
        "phrases/cues.yaml",
        'bye: ["bye", "goodbye"]',
        'bye: ["bye", "goodbye", "book", "books"]',
        "'books' is read as 'book', which stands here already",
    ),
    "an alias of blanks": (
        "roles/pastry-scientist/facts.yaml",
        "aliases: []",
        'aliases: [" "]',
        "' ' has no letters and can never be found",
    ),
    "an unknown reply": (
        "replies.yaml",
        "shared: ",
        "shered: ",
        "there is no reply 'shered' (did you mean 'shared'?)",
    ),
    "a missing reply": ("replies.yaml", 'shared: "Both"\n', "", "shared"),
    "a place in a reply that nobody fills": (
        "replies.yaml",
        'only: "More for {role}"',
        'only: "More for {roll}"',
        "roll",
    ),
    # which would take all memory when it is filled in
    "a form of a place in a reply": (
        "replies.yaml",
        'only: "More for {role}"',
        'only: "More for {role:>999999999999}"',
        "no form",
    ),
    "a turn of a place in a reply": (
        "replies.yaml",
        'only: "More for {role}"',
        'only: "More for {role!r}"',
        "no form",
    ),
    "what is inside a place of a reply": (
        "replies.yaml",
        'only: "More for {role}"',
        'only: "More for {role.__class__}"',
        "role.__class__",
    ),
    "a brace that is left open": (
        "replies.yaml",
        'only: "More for {role}"',
        'only: "More for {role"',
        "only",
    ),
    "a figure of nobody that rests on a blog": (
        "roles/bread-engineer/facts.yaml",
        'text: "Bakes bread for a town"',
        'text: "Bakes 300 loaves a day"',
        "its figure rests on blogs alone: say whose it is, as in 'one guide'",
    ),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_fault(folder: Folder, fault: tuple[str, str, str, str]) -> None:
    """A fault between files is reported in the file and line where it can be mended."""
    path, old, new, expected = fault
    folder.change(path, old, new)

    assert re.match(r"\[ERROR\] [^:]+:\d+:", folder.problem(expected))


@pytest.mark.parametrize(
    ("path", "old", "new", "words"),
    [
        (ROLE, 'item: "rolling-pin"', 'item: "roling-pin"', "roling-pin"),
        ("items/tools.yaml", '"stove"', '"pastry engineer"', "pastry engineer"),
        ("phrases/sections.yaml", 'tools: ["tools"', 'tools: ["abilities"', "tools:"),
    ],
)
def test_the_line_is_that_of_the_fault(
    folder: Folder, path: str, old: str, new: str, words: str
) -> None:
    """The line reported is the one that has to be changed."""
    folder.change(path, old, new)
    place = f"[ERROR] {path}:{folder.line(path, words)}: "

    assert [one for one in folder.problems() if one.startswith(place)]


def test_unknown_family_of_phrases(folder: Folder) -> None:
    """A file of phrases that the engine does not read is reported, with the likely name."""
    folder.write("phrases/cue.yaml", 'a: ["b"]\n')
    expected = ["[ERROR] phrases/cue.yaml:1: the engine knows no family of phrases 'cue'"]
    actual = [one.split(" (")[0] for one in folder.problems()]

    assert expected == actual


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        # an item and a section
        ("phrases/sections.yaml", '["education"', '["doctorate", "education"'),
        # a role and what ties a question to a talk
        ("phrases/cues.yaml", 'bye: ["bye"', 'bye: ["bre", "bye"'),
        # two cues at once, two marks at once
        ("phrases/cues.yaml", 'bye: ["bye"', 'bye: ["hello", "bye"'),
        ("phrases/marks.yaml", 'to: ["to"', 'to: ["from", "to"'),
    ],
)
def test_a_word_may_mean_two_things(folder: Folder, path: str, old: str, new: str) -> None:
    """Words of every day and names are families of their own, and small words are many things."""
    folder.change(path, old, new)

    assert [] == folder.problems()


@pytest.mark.parametrize("family", ["cues", "marks"])
def test_missing_phrases(folder: Folder, family: str) -> None:
    """Phrases without which no question is read are missed."""
    folder.remove(f"phrases/{family}.yaml")

    assert [
        f"[ERROR] sections.yaml:2: phrases/{family}.yaml is missing: nothing would be understood"
    ] == folder.problems()


def test_all_faults_at_once_and_in_order(folder: Folder) -> None:
    """Faults of several checks are reported at once, by file and line."""
    folder.change(ROLE, 'item: "rolling-pin"', 'item: "xyzzy"')
    folder.change(ROLE, 'mentions: ["kneading"]', 'mentions: ["xyzzy"]')
    folder.change("sections.yaml", '"skills", "tools"]', '"xyzzy", "tools"]')
    folder.change("items/tools.yaml", '"stove"', '"pastry engineer"')
    problems = folder.problems()
    places = [problem.split(":")[0].removeprefix("[ERROR] ") for problem in problems]

    assert {ROLE, "sections.yaml", "items/tools.yaml"} == set(places)
    assert sorted(places) == places
    # the rolling pin is used by no role any more
    assert len(problems) == 5


def test_every_check_is_called() -> None:
    """A check that stands in the module is one of those that run."""
    checks = {
        name
        for name, value in vars(proof).items()
        if callable(value) and not name.startswith("_") and value.__module__ == proof.__name__
    }

    assert checks - {"prove"} <= {check.__name__ for check in proof.CHECKS}
