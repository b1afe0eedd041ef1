"""The quiz as it is asked: one question at a time, with how many are left."""

from bot.engine import quiz
from bot.engine.answer import Answer, Suggestion
from bot.engine.answers.desk import Desk, in_words, job
from bot.engine.page import Theme
from bot.engine.quiz import Given
from bot.engine.reading import Cue, Reading


def asked(reading: Reading, desk: Desk) -> Answer | None:
    """Return the next question of the quiz, or None when it is time for the result."""
    given = quiz.parse(reading.quiz) or ()
    theme = quiz.next_theme(given, desk.knowledge)
    if theme is None:
        return None
    left = len(quiz.still_open(given, desk.knowledge))
    return Answer(
        reading,
        desk.say("quiz_title"),
        desk.say("quiz_ask", first=theme.first.label, second=theme.second.label),
        text=(desk.say("quiz_lead", number=len(given) + 1, most=quiz.MOST, left=left),),
        asides=(*_open(given, reading, desk), desk.say("quiz_how")),
        suggestions=tuple(_choices(given, theme, desk)),
        data={"quiz": reading.quiz, "theme": theme.id, "left": left},
    )


def _open(given: tuple[Given, ...], reading: Reading, desk: Desk) -> tuple[str, ...]:
    """Return why this is asked, where somebody wants to know or did not answer."""
    if not reading.full:
        return ()
    if not reading.has(Cue.WHY, Cue.MORE):
        return (desk.say("quiz_wait"),)
    roles = desk.roles(quiz.still_open(given, desk.knowledge))
    return (desk.say("quiz_why", roles=in_words(job(role) for role in roles)),)


def _choices(given: tuple[Given, ...], theme: Theme, desk: Desk) -> list[Suggestion]:
    labels = {"first": theme.first.label, "second": theme.second.label}
    choices = [
        Suggestion(
            labels.get(name, desk.say(f"quiz_{name}")),
            quiz.written((*given, Given(theme.id, code))),
            wide=name in labels,
        )
        for name, code in quiz.CHOICES.items()
    ]
    back = [Suggestion(desk.say("quiz_back"), quiz.written(given[:-1]), True)] if given else []
    return choices + back
