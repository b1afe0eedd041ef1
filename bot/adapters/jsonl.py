"""Questions one a line, answers as text or as JSON, one object a line; each stands alone."""

import json
from collections.abc import Iterable, Iterator

from bot.engine.advisor import Advisor
from bot.engine.commands import question as from_command
from bot.engine.reading import Question
from bot.render.json import answered
from bot.render.plain import plain


def answers(advisor: Advisor, questions: Iterable[str], *, as_json: bool) -> Iterator[str]:
    """Yield the answer to each question that is not an empty line."""
    for typed in questions:
        # What the shell could not read as UTF-8 could not be printed either.
        asked = typed.encode(errors="replace").decode().strip()
        if not asked:
            continue
        answer, _ = advisor.ask(Question(from_command(asked)))
        if as_json:
            yield json.dumps(answered(asked, answer), ensure_ascii=False)
        else:
            yield plain(answer).text + "\n"
