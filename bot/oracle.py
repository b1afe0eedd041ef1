"""Telegram's own text parser, offline: would Telegram take this text?

It comes from the `tdjson` package; the tests and `rolewise check` use it, the bot does not.
"""

import json
from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any

from bot.engine.advisor import Advisor
from bot.engine.answers.desk import question
from bot.engine.knowledge import SECTION_OVERVIEW, Knowledge
from bot.engine.reading import Question
from bot.render.html import escape, html
from bot.render.reply import GROUP, MESSAGE, SCREEN

ENTITIES = 100
"""Formatting entities that Telegram keeps per message; it silently drops the rest."""

Parser = Callable[[str], dict[str, Any]]


def parser() -> Parser | None:
    """Return a function from HTML to Telegram's formatted text or error, None without tdjson."""
    try:
        import tdjson
    except ImportError:
        return None

    def execute(**request: Any) -> dict[str, Any]:
        return dict(json.loads(tdjson.td_execute(json.dumps(request).encode()) or b"{}"))

    execute(**{"@type": "setLogVerbosityLevel", "new_verbosity_level": 0})
    mode = {"@type": "textParseModeHTML"}
    return lambda text: execute(**{"@type": "parseTextEntities", "text": text, "parse_mode": mode})


def refusal(text: str, parse: Parser) -> str:
    """Return why Telegram would not take this HTML as it stands, or ""."""
    parsed = parse(text)
    if parsed["@type"] != "formattedText":
        return str(parsed["message"])
    if not parsed["text"].strip():
        return "the text is empty"
    if len(parsed["text"]) > MESSAGE:
        return f"the text has {len(parsed['text'])} characters, more than {MESSAGE}"
    if len(parsed["entities"]) > ENTITIES:
        return f"the text has {len(parsed['entities'])} entities, more than {ENTITIES}"
    return ""


def refusals(knowledge: Knowledge, parse: Parser) -> Iterator[tuple[str, str]]:
    """Yield question and reason for every answer that Telegram would refuse.

    It asks for all sections of all roles and pairs of roles: short, for groups, and in full.
    """
    advisor = Advisor(knowledge)
    roles = list(knowledge.roles.values())
    groups = [*([role] for role in roles), *(list(pair) for pair in combinations(roles, 2))]
    for group in groups:
        held = {section for role in group for section in role.sections}
        for section in (SECTION_OVERVIEW, *held):
            for tail, limit in (("", SCREEN), ("", GROUP), ("in full", MESSAGE)):
                asked = question(group, section, tail)
                answer, _ = advisor.ask(Question(asked))
                if reason := refusal(html(answer, limit).text, parse):
                    yield asked, reason
    for name, text in knowledge.replies.items():
        if reason := refusal(escape(text), parse):
            yield name, reason
