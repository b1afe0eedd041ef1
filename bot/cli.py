"""The commands of `rolewise`.

Each imports what it needs when called, so that `rolewise ask` starts without Telegram.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from bot import shell
from bot.build import commands

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.engine.advisor import Advisor
    from bot.engine.knowledge import Knowledge
from bot.engine.page import Role


class Commands(TyperGroup):
    """The list of commands in `--help`, with descriptions wrapped rather than truncated."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        for command in self.commands.values():
            command.short_help = (command.help or "").partition("\n\n")[0]


app = typer.Typer(
    cls=Commands,
    context_settings={"max_content_width": 120},
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Advice on careers in machine learning and data, short and with sources.",
)


def main() -> None:
    """Run the command line; an error in writing output ends it with one line, not a traceback."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal with another encoding gets a substitute for what it cannot show.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        app()
    except OSError as error:
        sys.stderr.write(f"Cannot go on: {error}\n")
        raise SystemExit(1) from None


@app.command()
def chat() -> None:
    """Talk in the terminal, with follow-ups; works piped. Leave with `exit`."""
    from bot.adapters.console.talk import GREETING, talk
    from bot.engine.advisor import Advisor

    advisor = Advisor(shell.knowledge())
    try:
        if sys.stdin.isatty() and sys.stdout.isatty():
            _window(advisor)
            return
        if sys.stdin.isatty():
            typer.echo(f"{GREETING} (/help, /roles, exit)\n")
        for reply in talk(advisor, _typed(), _now):
            typer.echo(reply + "\n")
    except KeyboardInterrupt:
        typer.echo()


@app.command()
def ask(
    question: Annotated[
        list[str] | None, typer.Argument(help="The question; without it, one per line of stdin.")
    ] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object per line.")] = False,
) -> None:
    """Answer one question, or one per line of stdin; each stands alone."""
    from bot.adapters.jsonl import answers
    from bot.engine.advisor import Advisor

    if question and not "".join(question).strip():
        shell.fail("Nothing was asked. Try: rolewise ask MLE vs MLSE tools", 2)
    asked = [" ".join(question)] if question else _lines()
    if not question and sys.stdin.isatty():  # before loading: text typed meanwhile is not lost
        typer.echo("Type your question, one a line; Ctrl-D ends.", err=True)
    advisor = Advisor(shell.knowledge())
    if as_json or not sys.stdout.isatty():
        for answer in answers(advisor, asked, as_json=as_json):
            typer.echo(answer)
        return
    from bot.adapters.console.screen import Screen
    from bot.render.plain import styled

    screen = Screen()
    for answer in answers(advisor, asked, as_json=False, render=styled):
        screen.write(answer)


@app.command()
def serve() -> None:
    """Serve Telegram with the token in TELEGRAM_BOT_TOKEN."""
    from bot import service

    raise typer.Exit(service.serve(shell.settings()))


@app.command()
def health() -> None:
    """Tell whether a running `serve` is alive: exit code 0, else 1."""
    from bot.heartbeat import health

    raise typer.Exit(health(shell.settings()))


@app.command()
def show(
    role: Annotated[str | None, typer.Argument(help="A role, by any of its names.")] = None,
    section: Annotated[str | None, typer.Argument(help="One of its sections.")] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    coverage: Annotated[
        bool, typer.Option("--coverage", help="Counts of points, items and sources instead.")
    ] = False,
) -> None:
    """Print the knowledge in full."""
    import json

    from bot.render import listing
    from bot.render.json import role as as_object

    knowledge = shell.knowledge()
    if coverage:
        chosen = [_role(role, knowledge)] if role else list(knowledge.roles.values())
        shell.print_all(line for one in chosen for line in listing.coverage(one, knowledge))
        if role is None:
            shell.print_all(listing.totals(knowledge))
        return
    if role is None:
        if as_json:
            every = [as_object(one, knowledge) for one in knowledge.roles.values()]
            typer.echo(json.dumps(every, ensure_ascii=False, indent=2))
        else:
            shell.print_all(listing.roles(knowledge))
        return
    found = _role(role, knowledge)
    if section is not None and section not in found.sections:
        known = ", ".join(found.sections)
        shell.fail(f"{found.name} has no section {section!r}. There are: {known}.", 2)
    if as_json:
        whole = as_object(found, knowledge)
        if section:
            whole["sections"] = {section: whole["sections"][section]}
        typer.echo(json.dumps(whole, ensure_ascii=False, indent=2))
    else:
        shell.print_all(listing.role(found, knowledge, section))


app.command()(commands.check)
app.command(name="eval")(commands.eval_)
app.command()(commands.why)
app.command()(commands.train)


@app.command()
def unanswered() -> None:
    """List unanswered questions that at least three people have asked, the most frequent first."""
    _counted("unanswered")


@app.command()
def feedback() -> None:
    """List how often the answer to each question was liked (+) or disliked (-)."""
    _counted("feedback")


@app.command()
def bench(
    *,
    telegram: Annotated[
        bool,
        typer.Option("--telegram", help="The whole Telegram bot next to an echo bot."),
    ] = False,
) -> None:
    """Measure latency at growing sizes of the knowledge, start-up time and memory."""
    from bot import bench

    knowledge = shell.knowledge()
    if telegram:
        _bench_telegram(knowledge)
        return
    typer.echo("question to HTML reply, one core:")
    for size in bench.latencies(knowledge, (len(knowledge.roles), 20, 100, 1000)):
        typer.echo(
            f"  {size.roles:5d} roles: median {size.median:.3f} ms, p99 {size.p99:.3f} ms, "
            f"{size.per_second:,.0f} questions/s"
        )
    name, slowest = bench.worst(knowledge)
    typer.echo(f"worst of texts of 4,096 characters made to be slow: {slowest:.1f} ms ({name})")
    typer.echo(f"start-up of `rolewise ask`: {bench.start_up():.3f} s (median)")
    allocated, largest = bench.memory(knowledge)
    typer.echo(f"memory: {allocated:.1f} MiB for the advisor, {largest:.0f} MiB process peak")


@app.command(name="import-pay")
def import_pay(
    ads: Annotated[Path, typer.Argument(help="The file of job ads: CSV, or CSV.gz.")],
) -> None:
    """Compute knowledge/pay.yaml from a file of job ads."""
    from bot.files import pay

    try:
        made = pay.convert(ads, shell.folder(), _progress(ads))
    except pay.BadAds as bad:
        shell.fail(str(bad), 2)
    typer.echo(f"{'role (US, USD)':36} {'ads':>6} {'p25':>8} {'p50':>8} {'p75':>8}")
    for role, bands in made.items():
        whole = next((one for one in bands if (one.country, one.level) == ("US", "all")), None)
        figures = " ".join(f"{figure:8,}" for figure in (whole.pay[1:4] if whole else ()))
        typer.echo(f"{role:36} {whole.ads if whole else 0:6,} {figures}")


@app.command()
def schema() -> None:
    """Write the JSON Schemas that the knowledge files name."""
    from bot.files.schemas import write_schemas

    for path in write_schemas(shell.folder() / "schema"):
        typer.echo(path)


def _bench_telegram(knowledge: "Knowledge") -> None:
    from bot import bench_telegram

    sizes = (1_000, 50_000, 100_000)
    for conversations, largest in bench_telegram.memory(knowledge, sizes):
        typer.echo(f"memory after {conversations:,} conversations: {largest:.0f} MiB at most")
    typer.echo("updates a second on a wire that leads nowhere, beside a bare echo bot:")
    for speed in bench_telegram.speeds(knowledge):
        typer.echo(
            f"  {speed.name}: {speed.ours:,.0f} of {speed.echo:,.0f}, a share of {speed.share:.2f}"
        )


def _counted(name: str) -> None:
    """Print what the store has counted under a name."""
    import asyncio

    from bot import service
    from bot.render.reply import clean

    try:
        counts = asyncio.run(service.counts(shell.settings(), name))
    except service.Ended as ended:
        shell.fail(str(ended), ended.code)
    for key, times in counts.items():
        typer.echo(f"{times:6d}  {clean(key)}")
    if not counts:
        typer.echo("Nothing so far.", err=True)


def _progress(path: Path) -> "Callable[[int], None]":
    """Return a callback that shows how far a file has been read: a progress bar on a terminal."""
    import gzip

    from rich.progress import Progress

    if not (sys.stderr.isatty() and path.is_file()):
        return lambda _: None
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
        total = sum(1 for _ in file)
    progress = Progress(transient=True)
    progress.start()
    task = progress.add_task(path.name, total=total)

    def seen(row: int) -> None:
        if row % 1000 == 0 or row >= total:
            progress.update(task, completed=row)
        if row >= total:
            progress.stop()

    return seen


def _role(name: str, knowledge: "Knowledge") -> "Role":
    from rapidfuzz import process

    from bot.engine.language import text
    from bot.engine.language.lexicon import Lexicon

    if name in knowledge.roles:
        return knowledge.roles[name]
    lexicon = Lexicon(knowledge)
    for meaning in lexicon.lookup(name):
        if meaning.family in {"role", "field"}:
            return knowledge.roles[meaning.value]
    near = [
        known
        for known, _, _ in process.extract(
            text.fold(name), list(knowledge.roles), limit=3, score_cutoff=70
        )
    ]
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    shell.fail(f"There is no role {name!r}.{hint}", 2)


def _window(advisor: "Advisor") -> None:
    """Run a conversation in an interactive terminal."""
    from bot.adapters.console.screen import Screen
    from bot.adapters.console.window import Window

    Window(shell.settings().history, Screen()).talk(advisor, _now)


def _now() -> datetime:
    return datetime.now(UTC)


def _typed() -> Iterator[str]:
    """Yield lines as they are typed, with a prompt on a terminal."""
    if not sys.stdin.isatty():
        yield from _lines()
        return
    while True:
        try:
            yield input("you> ")
        except EOFError:
            typer.echo()
            return


def _lines() -> Iterator[str]:
    for line in sys.stdin.buffer:
        yield line.decode("utf-8", errors="replace")
