"""The commands, as a person or another program calls them."""

import asyncio
import json
import re
import shutil
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from rapidfuzz.distance import OSA
from typer.testing import CliRunner, Result

import bot.build
from bot import bench
from bot.build.examples import held_out
from bot.cli import app
from bot.files import cache
from bot.stores.sqlite import SqliteStore
from tests.build.few import questions, talks
from tests.engine.tiny import BRE, FOLDER, PE, PSE
from tests.serving import NO_REDIS

Run = Callable[..., Result]

CONTRACT = [
    *("question", "kind", "roles", "sections", "items", "topic", "level", "place", "manner"),
    *("confidence", "unused", "verdict"),
    *("text", "html", "sources", "suggestions", "data"),
]


@pytest.fixture(name="kept", scope="module")
def _kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache for all these tests."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch, kept: Path) -> None:
    """The tiny knowledge, and a cache that nobody else has touched."""
    monkeypatch.setenv("ROLEWISE_KNOWLEDGE", str(FOLDER))
    monkeypatch.setenv("XDG_CACHE_HOME", str(kept))


@pytest.fixture(name="run")
def _run() -> Run:
    runner = CliRunner()
    return lambda *words, typed=None: runner.invoke(app, words, input=typed)


@pytest.fixture(name="own_folder")
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A copy of the tiny knowledge that may be changed."""
    folder = tmp_path / "knowledge"
    shutil.copytree(FOLDER, folder)
    monkeypatch.setenv("ROLEWISE_KNOWLEDGE", str(folder))
    return folder


@pytest.fixture(name="broken")
def _broken(own_folder: Path) -> None:
    """A folder of knowledge with two faults."""
    for name, old, new in (
        ("roles/pastry-engineer/facts.yaml", 'item: "whisk"', 'item: "wisk"'),
        ("roles/bread-engineer/facts.yaml", 'item: "oven"', 'item: "ovn"'),
    ):
        path = own_folder / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_help(run: Run) -> None:
    """Without a command the commands are shown."""
    told = run("--help").output

    for command in ("chat", "ask", "serve", "show", "check", "eval", "why", "train", "bench"):
        assert command in told


def test_ask(run: Run) -> None:
    """A question is answered in plain text."""
    result = run("ask", "PE vs PSE tools")

    assert 0 == result.exit_code
    assert "Pastry engineer: Hand tools and an oven" in result.stdout
    assert "The Daily Crumb: Pastry Engineer vs. Pastry Software Engineer (Jan" in result.stdout


def test_ask_in_several_words(run: Run) -> None:
    """A question needs no quotes."""
    assert run("ask", "PE", "tools").stdout == run("ask", "PE tools").stdout


def test_ask_json(run: Run) -> None:
    """As JSON an answer is one object with the keys that are promised."""
    (line,) = run("ask", "--json", "PE vs PSE tools").stdout.splitlines()
    told = json.loads(line)

    assert CONTRACT == list(told)
    assert ("compare", [PE, PSE], ["tools"]) == (told["kind"], told["roles"], told["sections"])
    assert "PE vs PSE tools" == told["question"]
    assert [None] * 4 == [told[name] for name in ("topic", "level", "place", "manner")]


def test_ask_json_tells_level_and_place(run: Run) -> None:
    """A level and a place that are asked for are told by their ids."""
    (line,) = run("ask", "--json", "what does a senior PE earn in Berlin?").stdout.splitlines()
    told = json.loads(line)

    assert ([PE], ["salary"], "senior", "DE") == tuple(
        told[name] for name in ("roles", "sections", "level", "place")
    )


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("I know B++, which role is right for me", {"fits"}),
        ("quiz", {"quiz", "theme", "left"}),
        ("from PE to PSE", {"start", "target", "keep", "add", "gap", "via"}),
        ("who uses B++", {"hits"}),
        ("does a PE need B++", {"verdicts"}),
        ("closest to PSE", {"role", "near"}),
        ("map", {"near"}),
        ("/map", {"near"}),
        (
            "ad: We bake with an oven and a whisk",
            {"ad"},
        ),
        ("hello", set()),
    ],
)
def test_ask_json_has_figures(run: Run, typed: str, expected: set[str]) -> None:
    """For programs the figures behind an answer stand beside its words."""
    (line,) = run("ask", "--json", typed).stdout.splitlines()

    assert expected == json.loads(line)["data"].keys()


def test_ask_from_stdin(run: Run) -> None:
    """Questions on stdin are answered one a line, each alone; empty lines are none."""
    result = run("ask", "--json", typed="PE tools\n\nand education?\n/tips pe\n")
    told = [json.loads(line) for line in result.stdout.splitlines()]

    assert ["explain", "clarify", "explain"] == [one["kind"] for one in told]
    assert ["PE tools", "and education?", "/tips pe"] == [one["question"] for one in told]


def test_ask_what_is_no_text(run: Run) -> None:
    """A line that is no UTF-8 is answered too, and so are those after it."""
    result = run("ask", "--json", typed=b"\xff\xfe PE tools\nPE\n\x00\n")
    told = [json.loads(line) for line in result.stdout.splitlines()]

    assert 0 == result.exit_code
    assert [["tools"], ["overview"], []] == [one["sections"] for one in told]


def test_ask_nothing(run: Run) -> None:
    """Without a question there is no answer, and no fault either."""
    result = run("ask", typed="")

    assert (0, "") == (result.exit_code, result.output)


def test_chat(run: Run) -> None:
    """Piped, a chat has replies and no prompts, and ends with its input."""
    result = run("chat", typed="PE vs PSE tools\nand skills?\n")

    assert 0 == result.exit_code
    tools, skills = result.stdout.split("Ask next: ")[:2]
    assert "Pastry engineer: Hand tools and an oven" in tools
    assert "Pastry software engineer: B++ before kneading" in skills
    assert "you>" not in result.stdout


def test_chat_ends_with_exit(run: Run) -> None:
    """After `exit` nothing more is answered."""
    result = run("chat", typed="PE\nexit\nPSE\n")

    assert 0 == result.exit_code
    assert 1 == result.stdout.count("Ask next: ")


def test_show(run: Run) -> None:
    """Without a role the roles are listed."""
    result = run("show")

    assert 0 == result.exit_code
    assert f"{BRE}: Bread Engineer, 3 sections, 3 points" in result.stdout


@pytest.mark.parametrize("name", [PE, "PE", "pe", "Pastry Engineer", "pastry developer", "pastry"])
def test_show_role(run: Run, name: str) -> None:
    """A role is shown by its id or any of its names."""
    result = run("show", name)

    assert 0 == result.exit_code
    assert f"Pastry Engineer ({PE})" == result.stdout.splitlines()[0]


def test_show_section(run: Run) -> None:
    """One section of a role is shown alone."""
    told = run("show", "PE", "tools").stdout

    assert "Tools (tools): Hand tools and an oven" in told
    assert "Education" not in told


def test_show_json(run: Run) -> None:
    """As JSON a role has the keys that are promised."""
    told = json.loads(run("show", "--json", "PE").stdout)
    points = [point for section in told["sections"].values() for point in section["points"]]

    assert {"id", "name", "abbreviations", "aliases", "sections"} <= set(told)
    assert all({"gist", "points"} <= set(section) for section in told["sections"].values())
    assert all({"text", "item", "weight", "sources"} <= set(point) for point in points)


def test_show_json_of_a_section(run: Run) -> None:
    """As JSON one section of a role is an object of the same shape."""
    told = json.loads(run("show", "--json", "PE", "tools").stdout)

    assert ["tools"] == list(told["sections"])
    assert PE == told["id"]


def test_show_json_of_all(run: Run) -> None:
    """As JSON all roles are a list."""
    told = json.loads(run("show", "--json").stdout)

    assert {"Bread Engineer", "Pastry Engineer"} <= {role["name"] for role in told}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["pastry-enginer"], "There is no role 'pastry-enginer'. Did you mean pastry-engineer"),
        (["xyzzy"], "There is no role 'xyzzy'."),
        # an item is no role
        (["oven"], "There is no role 'oven'."),
        (["BRE", "education"], "Bread Engineer has no section 'education'. There are: definition"),
        (["PE", "xyzzy"], "Pastry Engineer has no section 'xyzzy'."),
    ],
)
def test_show_what_is_not_there(run: Run, words: list[str], said: str) -> None:
    """What is not there is said on stderr, with what is near, and the exit code is 2."""
    result = run("show", *words)

    assert (2, "") == (result.exit_code, result.stdout)
    assert result.stderr.startswith(said)


def test_check(run: Run) -> None:
    """Sound knowledge is counted."""
    result = run("check")

    assert 0 == result.exit_code
    assert "The knowledge is sound: 4 roles, 14 items, 3 sources" in result.stdout


def test_check_names_old_figures(run: Run, own_folder: Path) -> None:
    """Official figures are named by their entry once their source is old."""
    (own_folder / "figures.yaml").write_text(
        'bakers: {occupation: "Bakers", place: "US", figures: '
        '{median: {value: "36,640 USD", period: "2019-05", source: "pe-vs-pse"}}}\n'
    )
    path = own_folder / "topics" / "layoffs.yaml"
    told = path.read_text(encoding="utf-8")
    path.write_text(re.sub('(?m)^gist: "', 'gist: "{bakers.median} ', told), encoding="utf-8")
    result = run("check")

    assert 0 == result.exit_code
    assert "[WARNING] figures.yaml: bakers.median from pe-vs-pse: " in result.stdout


def test_check_reads_the_files(run: Run, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is proved is what stands in the files, not what was kept from an earlier program."""
    run("show")
    assert list(kept.rglob("knowledge.cache"))
    monkeypatch.setattr(cache, "load", partial(pytest.fail, "the cache was asked"))

    assert 0 == run("check").exit_code


def test_check_proves_the_labelled_questions(run: Run, own_folder: Path) -> None:
    """Faults of labelled questions are told like others, and weights that are not theirs."""
    (own_folder / "questions").mkdir()
    (own_folder / "questions" / "few.yaml").write_text(
        "- {q: nurse, kind: explain, roles: [nurse]}\n"
    )
    result = run("check")

    assert 1 == result.exit_code
    assert [
        "[ERROR] questions/few.yaml:1: 'nurse': there is no role 'nurse'",
        "[ERROR] reader/weights.bin: was fitted on other labelled questions; run rolewise train",
        "[ERROR] reader/cards.bin: was fitted on other questions or wordings of cards; "
        "run rolewise train",
    ] == result.stdout.splitlines()


def test_check_without_telegrams_parser(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Telegram's parser is not installed, that is said, and the rest is checked."""
    monkeypatch.setitem(sys.modules, "tdjson", None)
    result = run("check")

    assert 0 == result.exit_code
    assert "[NOTE] tdjson is not installed" in result.stdout
    assert "The knowledge is sound" in result.stdout


@pytest.mark.usefixtures("broken")
def test_check_broken(run: Run) -> None:
    """Every fault has its line with its place, in order, and the exit code is 1."""
    result = run("check")
    lines = result.stdout.splitlines()

    assert 1 == result.exit_code
    assert sorted(lines) == lines
    for role, said in (
        ("bread-engineer", "there is no item 'ovn' (did you mean 'oven'?)"),
        ("pastry-engineer", "there is no item 'wisk' (did you mean 'whisk'?)"),
    ):
        place = f"[ERROR] roles/{role}/facts.yaml:"
        assert [line for line in lines if line.startswith(place) and said in line]
    assert all(line.startswith("[ERROR] ") for line in lines)


def test_check_tells_what_telegram_refuses(run: Run, own_folder: Path) -> None:
    """An answer that Telegram would not take is a fault of the knowledge."""
    path = own_folder / "replies.yaml"
    told = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"(?m)^smalltalk: .*$", 'smalltalk: " "', told), encoding="utf-8")
    result = run("check")

    assert 1 == result.exit_code
    assert "[ERROR] the answer to 'smalltalk': Telegram refuses it" in result.stdout


@pytest.mark.usefixtures("broken")
@pytest.mark.parametrize("words", [["ask", "PE"], ["show"], ["chat"], ["eval", "x"]])
def test_broken_knowledge_answers_nothing(run: Run, words: list[str]) -> None:
    """With broken knowledge every command says what is broken, and ends with 1."""
    result = run(*words)

    assert 1 == result.exit_code
    assert "[ERROR] roles/" in result.output


def test_no_folder(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A folder that is not there is said to be missing."""
    monkeypatch.setenv("ROLEWISE_KNOWLEDGE", str(tmp_path / "none"))
    result = run("check")

    assert 1 == result.exit_code
    assert "there is no such folder of knowledge" in result.stdout


def test_misconfigured(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A setting that is not allowed is one line on stderr, and the exit code is 2."""
    monkeypatch.setenv("ROLEWISE_CONTEXT_TTL", "soon")
    result = run("ask", "PE")

    assert (2, "") == (result.exit_code, result.stdout)
    assert "ROLEWISE_CONTEXT_TTL" in result.stderr


@pytest.fixture(name="few")
def _few(tmp_path: Path) -> Path:
    """Four labelled questions: two are read as labelled, two name a role of the knowledge."""
    path = tmp_path / "few.yaml"
    path.write_text(
        f'- {{q: "PE tools", kind: explain, roles: [{PE}], sections: [tools]}}\n'
        f'- {{q: "PSE tools", kind: explain, roles: [{PE}], sections: [tools]}}\n'
        '- {q: "help", kind: help}\n'
        '- {q: "nurse", kind: explain, roles: [nurse]}\n'
    )
    return path


def test_eval(run: Run, few: Path) -> None:
    """A file of labelled questions is scored by kind, with what was wrong."""
    result = run("eval", str(few))
    known = run("eval", "--known", str(few))

    assert 0 == result.exit_code
    assert "few.yaml: 50.0% of 4 right" in result.stdout
    assert "latency: median" in result.stdout
    assert re.search(r"explain +1 of +3 +33.3%", result.stdout)
    assert "wrong: 'PSE tools'" in result.stdout
    assert "few.yaml: 66.7% of 3 right, 1 left out" in known.stdout


def test_eval_json(run: Run, few: Path) -> None:
    """As JSON the score of each file is one object on a line of its own."""
    result = run("eval", "--json", "--known", str(few), str(few))
    first, second = (json.loads(line) for line in result.stdout.splitlines())

    assert 0 == result.exit_code
    assert ("few.yaml", 3, 2, 1) == tuple(
        first[name] for name in ("file", "total", "right", "skipped")
    )
    assert ["PSE tools"] == [wrong["says"] for wrong in first["wrong"]]
    # the latency is another every time
    assert first | {"latency_ms": None} == second | {"latency_ms": None}


def test_eval_json_of_two_questions(run: Run, tmp_path: Path) -> None:
    """What is asked beside a question that was misread is written with all that it says."""
    path = tmp_path / "two.yaml"
    path.write_text('- {q: "What is a PE? How much does a PE earn?", kind: unknown}\n')
    result = run("eval", "--json", str(path))

    (wrong,) = json.loads(result.stdout)["wrong"]
    assert 0 == result.exit_code
    assert ["salary"] == wrong["got"]["beside"][0]["sections"]


def test_eval_slips(run: Run, few: Path) -> None:
    """With slips only what names a role is asked, misspelt the same way every time."""
    few.write_text(few.read_text().replace(f"roles: [{PE}]", "roles: [nobody]"))
    first, second = (
        json.loads(run("eval", "--slips", "--json", str(few)).stdout)["wrong"] for _ in range(2)
    )

    assert ["PE tools", "PSE tools"] == [wrong["dialogue"] for wrong in first]
    for wrong in first:
        assert wrong["says"].endswith(" tools")
        assert 1 == OSA.distance(wrong["dialogue"], wrong["says"])
    assert first == second


def test_eval_slips_are_tallied(run: Run, few: Path) -> None:
    """Slips in short names are counted apart, for they may be somebody else's names."""
    few.write_text(few.read_text().replace("PSE", "Pastry Scientist"))
    told = run("eval", "--slips", str(few)).stdout

    assert re.search(r"slip in short names +\d of +1 ", told)
    assert re.search(r"slip in long names +\d of +1 ", told)


@pytest.mark.parametrize(
    "text", ["q: a\n", "- [\n", "- {q: a}\n", "- {q: 5, kind: help}\n", "- {q: a, kind: b}\n"]
)
def test_eval_of_a_bad_file(run: Run, tmp_path: Path, text: str) -> None:
    """A file without labels is named on stderr, and the exit code is 2."""
    path = tmp_path / "bad.yaml"
    path.write_text(text)
    result = run("eval", str(path))

    assert (2, "") == (result.exit_code, result.stdout)
    assert "bad.yaml" in result.stderr


def test_eval_of_no_file(run: Run, tmp_path: Path) -> None:
    """A file that is not there ends the evaluation with 2."""
    result = run("eval", str(tmp_path / "none.yaml"))

    assert 2 == result.exit_code
    assert "none.yaml" in result.stderr


def test_why(run: Run) -> None:
    """A question is told with its names, features and reading; of several, the last."""
    alone = run("why", "PE tools")
    talk = run("why", "PE vs PSE tools", "and skills?")

    assert (0, 0) == (alone.exit_code, talk.exit_code)
    assert "'pe': role pastry-engineer, as a short" in alone.stdout
    assert "read as: explain | pastry-engineer | tools" in alone.stdout
    assert "the talk:" not in alone.stdout
    assert talk.stdout.startswith("'and skills?'")
    assert "it offers pastry-engineer, pastry-software-engineer, tools" in talk.stdout


@pytest.fixture(name="labelled")
def _labelled(own_folder: Path) -> Path:
    """A folder of knowledge with a handful of labelled questions."""
    (own_folder / "questions").mkdir()
    (own_folder / "questions" / "questions.yaml").write_text(questions(), encoding="utf-8")
    (own_folder / "questions" / "talks.yaml").write_text(talks(), encoding="utf-8")
    return own_folder


def test_train(run: Run, labelled: Path) -> None:
    """Weights are fitted on the labelled questions, written, and used from then on."""
    pytest.importorskip("sklearn")
    before = run("check")
    result = run("train")
    after = run("check")

    assert (1, 0, 0) == (before.exit_code, result.exit_code, after.exit_code)
    assert "was fitted on other labelled questions" in before.stdout
    assert re.match(r"\d+ texts\n", result.stdout)
    assert f"written: {labelled / 'reader' / 'weights.bin'}" in result.stdout
    assert "The knowledge is sound" in after.stdout
    assert "B++ before kneading." in run("ask", "PSE skills").stdout


def test_train_over_weights_of_another_version(run: Run, labelled: Path) -> None:
    """Weights that can no longer be read are made anew, as their fault says."""
    pytest.importorskip("sklearn")
    (labelled / "reader").mkdir()
    (labelled / "reader" / "weights.bin").write_bytes(b"rolewise weights 0\n")
    before = run("check").stdout
    result = run("train")

    assert "is of another version; run rolewise train" in before
    assert 0 == result.exit_code
    assert 0 == run("check").exit_code


def test_train_without(run: Run, labelled: Path, tmp_path: Path) -> None:
    """Questions that stand in a file shown are never trained on."""
    pytest.importorskip("sklearn")
    shown = tmp_path / "unseen.yaml"
    asked = ("what must a PS know?", "what must a PSE know?")
    shown.write_text("".join(f'- {{q: "{text.upper()}", kind: help}}\n' for text in asked))
    whole, left = (
        int(run("train", *words).stdout.split()[0]) for words in ((), ("--without", str(shown)))
    )

    assert [False, False] == [held_out(text) for text in asked]
    assert whole - 2 == left
    assert labelled.is_dir()


@pytest.mark.parametrize("name", ["questions/more.yaml", "unseen.yaml"])
def test_train_on_a_bad_file(run: Run, labelled: Path, name: str) -> None:
    """A file that is none of labelled questions is named on stderr; nothing is written."""
    pytest.importorskip("sklearn")
    (labelled / name).write_text("- {q: a}\n")
    result = run("train", "--without", str(labelled / name))

    assert (2, "") == (result.exit_code, result.stdout)
    assert Path(name).name in result.stderr
    assert not (labelled / "reader").exists()


def test_train_on_too_few(run: Run, labelled: Path) -> None:
    """A handful of questions fits nothing; one line tells how many are needed."""
    pytest.importorskip("sklearn")
    (labelled / "questions" / "talks.yaml").unlink()
    (labelled / "questions" / "questions.yaml").write_text("- {q: PE tools, kind: help}\n")
    result = run("train")

    assert 2 == result.exit_code
    assert "texts are too few to fit anything; 50 are needed" in result.stderr
    assert not (labelled / "reader").exists()


@pytest.mark.usefixtures("labelled")
def test_train_without_its_library(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the libraries for training are not installed one line tells how to install them."""
    monkeypatch.delitem(sys.modules, "bot.build.train", raising=False)
    monkeypatch.delattr(bot.build, "train", raising=False)
    monkeypatch.setitem(sys.modules, "numpy", None)
    result = run("train")

    assert (2, "") == (result.exit_code, result.stdout)
    assert "numpy is missing. Install the extra: pip install 'rolewise[train]'" in result.stderr


def test_bench(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bench tells latency by size, start-up and memory."""
    monkeypatch.setattr(bench, "ROUNDS", 1)
    monkeypatch.setattr(bench, "STARTS", 1)
    result = run("bench")

    assert 0 == result.exit_code
    for words in ("4 roles: median", "1000 roles: median", "start-up of", "memory:"):
        assert words in result.stdout


@pytest.fixture(name="ads")
def _ads(own_folder: Path, tmp_path: Path) -> Path:
    """A file of one ad in two rows, and a folder of knowledge that it may be written to."""
    (own_folder / "titles.yaml").write_text(f'{PE}: ["Baker"]\n{PSE}: []\n', encoding="utf-8")
    ads = tmp_path / "ads.csv"
    ads.write_text(
        "work_year,experience_level,employment_type,job_title,salary,salary_currency,"
        "salary_in_usd,employee_residence,remote_ratio,company_location,company_size\n"
        "2025,MI,FT,Baker,70000,USD,70000,US,0,US,M\n2025,MI,FT,Baker,50000,USD,50000,US,0,US,M\n"
    )
    return ads


def test_import_pay(run: Run, ads: Path) -> None:
    """The bands are written into the knowledge, and the ads are counted by role."""
    result = run("import-pay", str(ads))
    lines = [line.split() for line in result.stdout.splitlines()[1:]]

    assert 0 == result.exit_code
    assert [[PE, "1"], [PSE, "0"]] == lines
    assert (ads.parent / "knowledge" / "pay.yaml").is_file()


def test_import_of_a_bad_file(run: Run, ads: Path) -> None:
    """A file that cannot be used is one line on stderr, and the exit code is 2."""
    ads.write_text("year\n2025\n")
    result = run("import-pay", str(ads))

    assert (2, "") == (result.exit_code, result.stdout)
    assert "the file has no column" in result.stderr


def test_schema(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The schemas are written beside the knowledge, and named."""
    monkeypatch.setenv("ROLEWISE_KNOWLEDGE", str(tmp_path))
    result = run("schema")

    assert 0 == result.exit_code
    assert str(tmp_path / "schema" / "role.json") in result.stdout
    assert (tmp_path / "schema" / "role.json").is_file()


def test_health_without_serve(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where no `serve` runs the bot is not healthy."""
    monkeypatch.setenv("ROLEWISE_STORE", f"sqlite:///{tmp_path / 'none.db'}")

    assert 1 == run("health").exit_code


def test_show_coverage(run: Run) -> None:
    """The coverage names every section of a role, with points, items, sources and best grade."""
    shown = run("show", "--coverage", "PE").stdout
    whole = run("show", "--coverage").stdout

    assert shown.startswith("pastry-engineer")
    assert re.search(r"tools +\d+ points +\d+ items +\d+ sources, best \w+", shown)
    assert shown in whole
    assert re.search(r"together +\d+ points: \d+\.\d% on blogs alone", whole)
    assert "together" not in shown


def test_nothing_asked(run: Run) -> None:
    """An empty question is an error that says what to type."""
    done = run("ask", " ")

    assert 2 == done.exit_code
    assert "Nothing was asked" in done.stderr


@pytest.fixture(name="counted")
def _counted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A store in which something has been counted."""
    file = tmp_path / "counts.db"
    monkeypatch.setenv("ROLEWISE_STORE", f"sqlite:///{file}")

    async def count() -> None:
        store = await SqliteStore.open(file, timedelta(days=1))
        for name, key, askers in (
            ("unanswered", "blorp", "wxyz"),
            ("unanswered", "blorp the gromf", "xyz"),
            ("unanswered", "gromf", "xy"),
            ("feedback", "- PE tools", "x"),
        ):
            for asker in askers:
                await store.count(name, key, datetime.now(UTC), asker)
        await store.close()

    asyncio.run(count())


@pytest.mark.usefixtures("counted", "own_logging")
@pytest.mark.parametrize(
    ("command", "listed"),
    [
        ("unanswered", ["     4  blorp", "     3  blorp the gromf"]),
        ("feedback", ["     1  - PE tools"]),
    ],
)
def test_counts(run: Run, command: str, listed: list[str]) -> None:
    """What was counted is listed, the most frequent first; what few have asked is not."""
    result = run(command)

    assert (0, listed) == (result.exit_code, result.stdout.splitlines())


@pytest.mark.usefixtures("own_logging")
@pytest.mark.parametrize("command", ["unanswered", "feedback"])
def test_nothing_counted(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: str
) -> None:
    """Where nothing was counted nothing is listed, and a person is told so."""
    monkeypatch.setenv("ROLEWISE_STORE", f"sqlite:///{tmp_path / 'new.db'}")
    result = run(command)

    assert (0, "") == (result.exit_code, result.stdout)
    assert "Nothing so far" in result.stderr


@pytest.mark.usefixtures("own_logging")
def test_counts_without_a_store(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A store that cannot be opened is one line on stderr."""
    (tmp_path / "file").write_text("no database", encoding="utf-8")
    monkeypatch.setenv("ROLEWISE_STORE", f"sqlite:///{tmp_path / 'file'}")
    result = run("unanswered")

    assert 2 == result.exit_code
    assert "ROLEWISE_STORE" in result.stderr


@pytest.mark.usefixtures("own_logging")
def test_counts_without_redis(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Redis that does not answer is one line on stderr."""
    monkeypatch.setenv("ROLEWISE_STORE", NO_REDIS)
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "42:made-up")
    result = run("unanswered")

    assert (2, "") == (result.exit_code, result.stdout)
    (line,) = result.stderr.splitlines()
    assert "store has not answered" in line


@pytest.mark.usefixtures("own_logging")
def test_counts_of_which_bot(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """In Redis everything is kept by bot, so without a token one line asks for it."""
    monkeypatch.setenv("ROLEWISE_STORE", NO_REDIS)
    monkeypatch.delenv("TELEGRAM_BOT_TOKEN", raising=False)
    result = run("unanswered")

    assert (2, "") == (result.exit_code, result.stdout)
    (line,) = result.stderr.splitlines()
    assert "TELEGRAM_BOT_TOKEN is not set" in line
