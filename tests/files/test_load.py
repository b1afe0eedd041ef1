"""A folder is read whole; each fault in a file has its line."""

import re
from pathlib import Path

import pytest

from bot.engine.page import Detail, Disagreement, Side
from bot.files import Broken, knowledge, load, packaged
from tests.engine.tiny import BRE, FOLDER, PE, PS, PSE
from tests.files.conftest import Folder

ROLE = "roles/pastry-engineer/facts.yaml"


def test_the_tiny_knowledge_is_sound(folder: Folder) -> None:
    """The copy that the tests break is sound before."""
    assert [] == folder.problems()


def test_all_of_a_folder_is_there() -> None:
    """Roles, items, sources, headings, phrases and replies are loaded."""
    knowledge = load(FOLDER)

    assert {PE, PS, PSE, BRE} == set(knowledge.roles)
    assert {"oven", "b++", "hotels"} <= set(knowledge.items)
    assert ["pe-vs-pse", "ps-vs-pse", "bread-notes"] == list(knowledge.sources)
    assert ["definition", "responsibilities", "skills"] == list(knowledge.headings)[:3]
    assert {"cues", "marks", "sections"} <= set(knowledge.phrases)
    assert "Both" == knowledge.replies["shared"]


def test_what_people_ask_is_there() -> None:
    """What is asked of a role has its section in its id, what is asked of none has not."""
    knowledge = load(FOLDER)

    assert "what it pays, by level and place too" == knowledge.asks["salary/pay"].means
    assert "layoffs and job safety" == knowledge.topics["layoffs"]


def test_jobs_beside_the_roles(folder: Folder) -> None:
    """A neighbour is loaded with its names and the roles nearest to it; there need be none."""
    actual = load(FOLDER).neighbours["chocolatier"]
    folder.remove("neighbours.yaml")

    assert ("Chocolatier", ("chocolate maker",)) == (actual.name, actual.aliases)
    assert (("chocolate",), (PE, PS)) == (actual.fields, actual.nearest)
    assert {} == load(folder.path).neighbours


def test_values() -> None:
    """What stands in a file stands in the values."""
    role = load(FOLDER).roles[PSE]

    points = role.sections["skills"].points

    assert ("Pastry SWE",) == role.aliases
    assert ("B++", "b++") == (points[0].text, points[0].item)
    assert ("pe-vs-pse", "ps-vs-pse") == points[0].sources
    assert (
        Disagreement(
            "kinds of machines",
            (Side("ovens only", ("pe-vs-pse",)), Side("ovens and robots", ("ps-vs-pse",))),
        ),
    ) == role.sections["tools"].disagreements


def test_details() -> None:
    """What a source adds to an item is kept with it."""
    oven = load(FOLDER).roles[PE].sections["tools"].points[0]

    assert (Detail("at 200 degrees", ("pe-vs-pse",)),) == oven.details


def test_order_is_that_of_the_headings(folder: Folder) -> None:
    """The sections of a role stand in the order of sections.yaml, wherever the file has them."""
    text = (folder.path / ROLE).read_text(encoding="utf-8")
    head, tips = text.split("  tips:")
    top, rest = head.split("sections:\n")
    folder.write(ROLE, f"{top}sections:\n  tips:{tips}{rest}")
    knowledge = load(folder.path)

    expected = ["definition", "responsibilities", "skills", "education", "tools"]
    actual = list(knowledge.roles[PE].sections)

    assert [*expected, "industries", "outlook", "tips"] == actual


def test_roles_stand_by_name() -> None:
    """Roles are listed by their names."""
    names = [role.name for role in load(FOLDER).roles.values()]

    assert sorted(names) == names


def test_version_follows_the_content(folder: Folder) -> None:
    """The version is the same for the same content and another for another."""
    before, again = load(folder.path).version, load(FOLDER).version
    folder.change(ROLE, "Bakes pastry for many", "Bakes pastry for all")

    assert before == again
    assert before != load(folder.path).version


FAULTS = {
    "unknown key": (
        ROLE,
        "abbreviations:",
        "abreviations:",
        "the key 'abreviations' is not known here (did you mean 'abbreviations'?)",
    ),
    "unknown key deep down": (
        ROLE,
        '      - item: "b++"\n',
        '      - item: "b++"\n        source: []\n',
        "the key 'source' is not known here (did you mean 'sources'?)",
    ),
    "unknown key like no other": (
        ROLE,
        "name:",
        "zzz: 1\nname:",
        "the key 'zzz' is not known here",
    ),
    "missing key": (ROLE, 'name: "Pastry Engineer"\n', "", "name: this key is missing"),
    "missing key deep down": (
        ROLE,
        '    gist: "Hotels"\n',
        "",
        "sections.industries.gist: this key is missing",
    ),
    "duplicate key": (
        ROLE,
        "aliases:",
        'name: "Pastry Cook"\naliases:',
        "the key 'name' stands here twice, first in line 2",
    ),
    "gist too long": (
        ROLE,
        "Hand tools and an oven",
        "o" * 91,
        "sections.tools.gist: string should have at most 90 characters",
    ),
    "text too long": (
        ROLE,
        "Bakes on time",
        "o" * 201,
        "sections.responsibilities.points.1.text: string should have at most 200 characters",
    ),
    "detail too long": (
        ROLE,
        "at 200 degrees",
        "o" * 91,
        "sections.tools.points.0.details.0.text: string should have at most 90 characters",
    ),
    "empty text": (
        ROLE,
        '"Bakes on time"',
        '""',
        "sections.responsibilities.points.1.text: string should have at least 1 character",
    ),
    "no points": (
        ROLE,
        '    points:\n      - text: "Bakes pastry by the thousand"\n'
        '        sources: ["pe-vs-pse"]\n',
        "    points: []\n",
        "sections.definition.points: list should have at least 1 item",
    ),
    "no sources": (
        ROLE,
        '        mentions: ["oven"]\n        sources: ["pe-vs-pse"]',
        '        mentions: ["oven"]\n        sources: []',
        "tips.points.0.sources: list should have at least 1 item",
    ),
    "one side only": (
        "roles/pastry-software-engineer/facts.yaml",
        '          - {text: "machines", sources: ["ps-vs-pse"]}\n',
        "",
        "sections.definition.disagreements.0.sides: list should have at least 2 items",
    ),
    "no string": (ROLE, '"Cake Decorator"', "12", "title: input should be a valid string"),
    "no list": (ROLE, '["PE"]', '"PE"', "abbreviations: input should be a valid list"),
    "no mapping": (
        "items/tools.yaml",
        "items:",
        "items: []\nothers:",
        "items: input should be",
    ),
    "no roles near a job": (
        "neighbours.yaml",
        'nearest: ["pastry-engineer", "pastry-scientist"]',
        "nearest: []",
        "chocolatier.nearest: list should have at least 1 item",
    ),
    "an ask without a meaning": (
        "asks.yaml",
        "which-tools: which tools, languages, frameworks and platforms they use",
        'which-tools: ""',
        "roles.tools.which-tools.means: string should have at least 1 character",
    ),
    "asks but no topics": (
        "asks.yaml",
        "topics:",
        "topcis:",
        "the key 'topcis' is not known here (did you mean 'topics'?)",
    ),
    "unknown kind": ("items/tools.yaml", '"tool"', '"gadget"', "kind: input should be 'language'"),
    "unknown grade": ("sources.yaml", '"blog"', '"gossip"', "grade: input should be 'official'"),
    "id in capitals": ("items/tools.yaml", "  oven:", "  Oven:", "string should match pattern"),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_fault(folder: Folder, fault: tuple[str, str, str, str]) -> None:
    """A fault of one file is reported with its line and what is wrong."""
    path, old, new, expected = fault
    folder.change(path, old, new)

    assert re.match(rf"\[ERROR\] {path}:\d+:", folder.problem(expected))


def test_the_line_is_that_of_the_fault(folder: Folder) -> None:
    """The line reported is the one where the fault stands."""
    folder.change(ROLE, 'gist: "Hotels"', "gist: 12")
    line = folder.line(ROLE, "gist: 12")
    expected = [f"[ERROR] {ROLE}:{line}: sections.industries.gist: input should be a valid string"]
    actual = folder.problems()

    assert expected == actual


@pytest.mark.parametrize("name", ["sections.yaml", "sources.yaml", "replies.yaml", "asks.yaml"])
def test_missing_file(folder: Folder, name: str) -> None:
    """A file without which there is no knowledge is missed."""
    folder.remove(name)

    assert f"[ERROR] {name}: is missing" in folder.problems()


@pytest.mark.parametrize(
    "name",
    [
        "notes.yaml",
        # the right name in the wrong place
        "roles/sources.d/pastry-engineer.yaml",
        "items.yaml",
        "recipes/cake.yaml",
    ],
)
def test_unknown_file(folder: Folder, name: str) -> None:
    """A file that means nothing is reported rather than passed over."""
    (folder.path / name).parent.mkdir(exist_ok=True)
    folder.write(name, "a: 1\n")

    assert f"[ERROR] {name}: is no file that the knowledge knows" in folder.problems()


def test_a_misspelled_ending_is_not_passed_over(folder: Folder) -> None:
    """A role in a .yml file is reported rather than silently missing."""
    folder.write("roles/cake-decorator.yml", 'name: "Cake Decorator"\n')

    assert folder.problems()


def test_labelled_questions_are_no_knowledge(folder: Folder) -> None:
    """Questions to train on are left aside, whatever stands in them; no answer needs them."""
    before = load(folder.path)
    (folder.path / "questions" / "talks").mkdir(parents=True)
    folder.write("questions/talks/few.yaml", "- [\n")

    assert before == load(folder.path)
    assert before.version == load(folder.path).version


def test_unreadable_file(folder: Folder) -> None:
    """A file that is no YAML is reported with its line."""
    folder.write(ROLE, "name: [\n")

    assert folder.problems()[0].startswith(f"[ERROR] {ROLE}:2: is no valid YAML")


def test_empty_file(folder: Folder) -> None:
    """An empty file is reported as such."""
    folder.write(ROLE, "")

    assert f"[ERROR] {ROLE}: is empty" in folder.problems()


def test_a_list_where_a_mapping_belongs(folder: Folder) -> None:
    """A file that holds another kind of value is reported, not met with an exception."""
    folder.write(ROLE, "- name\n")
    (problem,) = folder.problems()

    assert problem.startswith(f"[ERROR] {ROLE}:1: ")


def test_no_folder(tmp_path: Path) -> None:
    """A folder that is not there is a problem."""
    with pytest.raises(Broken) as caught:
        load(tmp_path / "none")

    assert ["there is no such folder of knowledge"] == [one.what for one in caught.value.problems]


def test_empty_folder(tmp_path: Path) -> None:
    """An empty folder misses all that must be there."""
    expected = ["asks.yaml", "replies.yaml", "sections.yaml", "sources.yaml"]
    with pytest.raises(Broken) as caught:
        load(tmp_path)

    assert expected == [one.path for one in caught.value.problems]


def test_all_faults_at_once_and_in_order(folder: Folder) -> None:
    """All faults of all files are reported at once, by file and line."""
    folder.change(ROLE, "name:", "nme:")
    folder.change(ROLE, 'gist: "Hotels"', "gist: 12")
    folder.change("items/tools.yaml", 'name: "whisk"', 'nam: "whisk"')
    folder.remove("replies.yaml")
    with pytest.raises(Broken) as caught:
        load(folder.path)
    problems = caught.value.problems

    assert sorted(problems) == problems
    assert {ROLE, "items/tools.yaml", "replies.yaml"} == {problem.path for problem in problems}
    assert len(problems) == 6
    assert "6 problems" in str(caught.value)


def test_packaged() -> None:
    """The knowledge that travels with the program is found."""
    assert (packaged() / "roles").is_dir()


@pytest.mark.parametrize("name", ["reader/everyday.txt", "languages/klingon.txt"])
@pytest.mark.parametrize("content", [b"\xff\xfe", b"a = b\n" * 1_400_000], ids=["bytes", "size"])
def test_words_that_are_none(folder: Folder, name: str, content: bytes) -> None:
    """Lists of words that are no text, or too large, are told like other problems."""
    (folder.path / name).write_bytes(content)

    assert f"[ERROR] {name}: cannot be read" in folder.problem(name)


def test_weights_from_elsewhere(folder: Folder, tmp_path: Path) -> None:
    """What the folder holds for the reader is read from the folder alone."""
    (tmp_path / "everyday.txt").write_text("the\n")
    (folder.path / "reader" / "everyday.txt").symlink_to(tmp_path / "everyday.txt")

    assert "leads out of the folder" in folder.problem("everyday.txt")


def test_all_files_together(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of which each is small enough may be too much together."""
    monkeypatch.setattr(knowledge, "MOST_BYTES", 10_000)

    assert "its files have more than 10,000 bytes" in folder.problem("bytes")
