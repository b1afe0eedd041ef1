"""The commands for developers: `check`, `eval`, `why`, `train`.

Each imports what it needs when it is called.
"""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot import shell

if TYPE_CHECKING:
    from bot.engine.knowledge import Knowledge
    from bot.files.questions import Dialogue

OLDEST = 5
"""How many old figures `check` names one by one."""


def check() -> None:
    """Verify the knowledge; print every fault with its place, and exit with 1 if there is one."""
    from bot import oracle
    from bot.files import ages, labels

    knowledge = shell.knowledge(anew=True)
    faults = list(labels.problems(shell.folder(), knowledge))
    for fault in faults:
        typer.echo(str(fault))
    if faults:
        raise typer.Exit(1)
    parse = oracle.parser()
    if parse is None:
        typer.echo("[NOTE] tdjson is not installed: texts were not put to Telegram's parser.")
    else:
        refused = list(oracle.refusals(knowledge, parse))
        for asked, reason in refused:
            typer.echo(f"[ERROR] the answer to {asked!r}: Telegram refuses it: {reason}")
        if refused:
            raise typer.Exit(1)
    for age, place in sorted(ages.old_official(knowledge, date.today()), reverse=True):
        typer.echo(f"[WARNING] {place}: {age} months old; look them up again.")
    old = sorted(ages.old_figures(knowledge, date.today()), reverse=True)
    for age, place, _ in old[:OLDEST]:
        typer.echo(f"[WARNING] {place}: its figures are {age} months old; look them up again.")
    if old[OLDEST:]:
        typer.echo(f"[WARNING] {len(old[OLDEST:])} more have figures over {ages.OLD} months old.")
    typer.echo(
        f"The knowledge is sound: {len(knowledge.roles)} roles, {len(knowledge.items)} items, "
        f"{len(knowledge.sources)} sources (version {knowledge.version})."
    )


def eval_(
    files: Annotated[list[Path], typer.Argument(help="Labelled questions or dialogues.")],
    *,
    known: Annotated[
        bool, typer.Option("--known", help="Only entries on roles that the knowledge has.")
    ] = False,
    slips: Annotated[
        bool, typer.Option("--slips", help="Only entries that name a role, each misspelled once.")
    ] = False,
    held_out: Annotated[
        bool, typer.Option("--held-out", help="Only the tenth that is never trained on.")
    ] = False,
    rounds: Annotated[
        int, typer.Option("--rounds", min=1, help="Ask this often; latency is each turn's best.")
    ] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object per file.")] = False,
) -> None:
    """Score labelled questions and dialogues."""
    from bot import heap
    from bot.build import examples
    from bot.engine.advisor import Advisor
    from bot.evaluation import evaluate, report, typos

    advisor = Advisor(shell.knowledge())
    advisor.warm_up()
    heap.settle()  # as the service does, so that latency is that of a running bot
    for path in files:
        dialogues = _dialogues(path)
        if held_out:
            dialogues = [one for one in dialogues if examples.held_out(one.turns[0].says)]
        if slips:
            dialogues = typos.slip(dialogues, advisor.knowledge)
        score = evaluate(dialogues, advisor, known=known, rounds=rounds)
        if as_json:
            typer.echo(
                json.dumps(report.values(path.name, score), ensure_ascii=False, default=sorted)
            )
        else:
            shell.print_all(report.lines(path.name, score))


def _dialogues(path: Path) -> "list[Dialogue]":
    """Return the dialogues of a file or a folder; exit with 2 if one cannot be read."""
    from bot.files.questions import Unreadable, read_questions

    try:
        every = sorted(path.rglob("*.yaml")) if path.is_dir() else [path]
        return [one for file in every for one in read_questions(file)]
    except Unreadable as error:
        shell.fail(str(error), 2)


def why(
    turns: Annotated[
        list[str],
        typer.Argument(help="Questions; the last is explained as a follow-up on the others."),
    ],
) -> None:
    """Explain why a question is read as it is: names, features, rivals, what the talk added."""
    from bot.build.why import lines
    from bot.engine.advisor import Advisor

    shell.print_all(lines(turns, Advisor(shell.knowledge())))


def train(
    without: Annotated[
        list[Path] | None,
        typer.Option("--without", help="A file of questions to leave out of training."),
    ] = None,
    *,
    words: Annotated[
        bool, typer.Option("--words", help="Regenerate the lists of common words first.")
    ] = False,
    only_ads: Annotated[
        bool, typer.Option("--ads", help="Only the models for job ads, with their scores; quick.")
    ] = False,
) -> None:
    """Fit the models to the labelled questions and ads; needs the extra `train`."""
    from bot.files.questions import Unreadable

    try:
        from bot.build import examples, train
    except ModuleNotFoundError as missing:
        what = f"{missing.name} is missing. Install the extra: pip install 'rolewise[train]'"
        shell.fail(what, 2)
    folder = shell.folder()
    if words:
        from bot.build import words as lists

        for path in lists.write(folder):
            typer.echo(f"written: {path}")
    try:
        dialogues = examples.questions(folder, without or ())
        known = shell.knowledge(anew=True, fitted=False)
        if not only_ads:
            _train_questions(folder, dialogues, known)
            _train_cards(folder, dialogues, known)
        _train_ads(folder, dialogues, known, crossed=only_ads)
    except (Unreadable, train.TooFew) as error:
        shell.fail(str(error), 2)


def _train_questions(folder: Path, dialogues: "list[Dialogue]", known: "Knowledge") -> None:
    """Fit and write the model that reads questions."""
    from bot.build import train
    from bot.files import labels, reader

    fitted = train.fit(dialogues, known, labels.digest(folder), typer.echo)
    typer.echo(f"written: {reader.write(folder, fitted)}")


def _train_cards(folder: Path, dialogues: "list[Dialogue]", known: "Knowledge") -> None:
    """Fit and write the model that chooses a card, if any are labelled; print its score."""
    from bot.build import cards
    from bot.files import labels, reader

    fitted = cards.fit(dialogues, known, labels.cards_digest(folder, known))
    if fitted:
        hits, of = cards.right(dialogues, replace(known, cards=fitted))
        typer.echo(f"kept apart: given the topic, the right card for {hits} of {of} questions")
        typer.echo(f"written: {reader.write(folder, fitted)}")


def _train_ads(
    folder: Path, dialogues: "list[Dialogue]", known: "Knowledge", *, crossed: bool
) -> None:
    """Fit and write the models that read job ads, if any are labelled; print their scores."""
    from bot.build import ads
    from bot.files import ads as labelled
    from bot.files import reader

    texts = labelled.read_ads(folder / labelled.FOLDER)
    others = ads.long_texts(turn.says for one in dialogues for turn in one.turns)
    chosen = ads.chosen(texts)
    if crossed:
        typer.echo(f"cross-validated: {ads.told(ads.crossed(chosen, others, known))}")
    if chosen:
        read = ads.fit(chosen, others, known, labelled.digest(folder))
        apart = ads.figures(ads.chosen(texts, apart=True), replace(known, ads=read))
        typer.echo(f"kept apart: {ads.told([apart])}")
        typer.echo(f"written: {reader.write(folder, read)}")
