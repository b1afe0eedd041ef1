"""A conversation in an interactive terminal: line editing, and next steps chosen by number.

Needs prompt-toolkit and rich, so it is loaded when such a conversation begins.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.history import InMemoryHistory

from bot.adapters.console.history import OwnHistory
from bot.adapters.console.screen import Screen
from bot.adapters.console.talk import GREETING, answers
from bot.engine.advisor import NUMBERED, Advisor
from bot.engine.answer import Answer, Suggestion
from bot.render.layout import MOST_ROWS
from bot.render.plain import styled
from bot.render.reply import SCREEN, Reply

HOW = "Next steps have numbers: type one. (/help, /roles, /privacy, exit)"
FORGET, PRIVACY = "/forget", "/privacy"
KEPT = (
    "I forget this talk when you leave. The lines you type are kept on this machine alone, in "
    "{file}; job ads and texts of several lines are not. /forget removes all of it.\n"
)
KEPT_NOTHING = "I forget this talk when you leave, and nothing of it is kept.\n"
FORGOTTEN = "Forgotten: this talk, and all lines typed before.\n"
NOT_FORGOTTEN = "This talk is forgotten, but the lines typed before cannot be removed: {error}\n"
NOT_KEPT = "What you type is not kept for next time: {error}\n"
PROMPT = "you> "
MORE, BACK = "More", "‹ Back"
PICKED = 12
"""Next questions shown when the user has to pick one."""
BESIDE = 3
"""Next questions shown under an answer; fewer, because the answer itself is to be read."""


class Window:
    """One conversation with the person at the window."""

    def __init__(self, history: Path, screen: Screen) -> None:
        """Prepare a conversation whose typed lines are kept in a file, if possible."""
        self._screen = screen
        self._file = history
        self._left = False
        self._steps: Sequence[Suggestion] = ()
        self._history, self._session = self._opened()

    def talk(self, advisor: Advisor, clock: Callable[[], datetime]) -> None:
        """Greet, then answer what is typed until the person leaves."""
        self._screen.write(f"{GREETING} {HOW}\n")
        while not self._left:
            self._left = True
            for answer in answers(advisor, self._typed(), clock):
                self._reply(answer)

    def _reply(self, answer: Answer) -> None:
        reply = styled(answer, SCREEN)
        self._steps = steps(reply)
        self._screen.write(f"{reply.text}\n")
        if self._steps:
            self._screen.number([step.label for step in self._steps])
            self._screen.write("")
        if self._history and not answer.reading.ad:
            self._history.keep()

    def _opened(self) -> tuple[OwnHistory | None, PromptSession[str]]:
        """Return the history, or None if nothing can be kept, and a prompt that uses it."""
        try:
            history = OwnHistory(self._file)
        except OSError as error:
            self._screen.write(NOT_KEPT.format(error=error))
            return None, PromptSession(PROMPT, history=InMemoryHistory())
        return history, PromptSession(PROMPT, history=history)

    def _forget(self) -> None:
        """Delete what was kept, and start with an empty conversation."""
        try:
            self._file.unlink(missing_ok=True)
            self._screen.write(FORGOTTEN)
        except OSError as error:
            self._screen.write(NOT_FORGOTTEN.format(error=error))
        self._left = False
        self._steps = ()
        self._history, self._session = self._opened()

    def _typed(self) -> Iterator[str]:
        """Yield what is typed until the person leaves or asks to be forgotten."""
        for typed in self._lines():
            said = typed.strip().casefold()
            if said == FORGET:
                self._forget()
                return
            if said == PRIVACY:
                kept = KEPT.format(file=self._file) if self._history else KEPT_NOTHING
                self._screen.write(kept)
            else:
                yield self._meant(typed)

    def _lines(self) -> Iterator[str]:
        """Yield each line; Ctrl-C drops an unfinished one; with none it leaves, like Ctrl-D."""
        while True:
            try:
                typed = self._session.prompt()
            except EOFError:
                return
            except KeyboardInterrupt:
                if not self._session.default_buffer.text:
                    return
                continue
            yield typed

    def _meant(self, typed: str) -> str:
        """Return the question of the step whose number was typed; any other text unchanged."""
        number = typed.strip(NUMBERED)
        if number.isdecimal() and len(number) < 3 and 0 < int(number) <= len(self._steps):
            return self._steps[int(number) - 1].question
        return typed


def steps(reply: Reply) -> Sequence[Suggestion]:
    """Return what may be asked next, in the order of the numbers."""
    asked = list(reply.suggestions[: PICKED if reply.rows == MOST_ROWS else BESIDE])
    if reply.more:
        asked.append(Suggestion(MORE, reply.more))
    if reply.back:
        asked.append(Suggestion(BACK, reply.back))
    if reply.sources:
        asked.append(reply.sources)
    return asked
