"""One question per line; answers as text or as JSON, one object per line; no follow-ups.

A line that is a JSON string is decoded, so that a text of several lines, such as a job ad,
is one question.
"""

import json
from collections.abc import Callable, Iterable, Iterator

from bot.engine.advisor import Advisor
from bot.engine.answer import Answer
from bot.engine.commands import question as from_command
from bot.engine.reading import Question
from bot.render.json import answered
from bot.render.plain import plain
from bot.render.reply import Reply


def answers(
    advisor: Advisor,
    questions: Iterable[str],
    *,
    as_json: bool,
    render: Callable[[Answer], Reply] = plain,
) -> Iterator[str]:
    """Yield the answer to each non-empty line, as JSON or rendered."""
    for typed in questions:
        # Bytes that are not UTF-8 arrive as surrogates, which could not be printed either.
        asked = _decoded(typed.encode(errors="replace").decode().strip())
        if not asked:
            continue
        answer, _ = advisor.ask(Question(from_command(asked)))
        if as_json:
            yield json.dumps(answered(asked, answer), ensure_ascii=False)
        else:
            yield render(answer).text + "\n"


def _decoded(line: str) -> str:
    if line.startswith('"'):
        try:
            # An unpaired surrogate is not text.
            return str(json.loads(line)).encode(errors="replace").decode().strip()
        except ValueError:  # a question that begins with a quotation
            return line
    return line
