"""The typography of an answer: en dashes in ranges, rounded amounts, quotes without effect.

Text in “ ” may be a user's own words: they are not changed, except that Telegram must not turn
them into a mention, command, tag or address.
"""

import re
from dataclasses import replace

from bot.engine.answer import Answer

JOINER = "\u2060"
"""Invisible (word joiner); Telegram makes no link of a name that contains it."""
EN_DASH = "\u2013"
ROUND = 10_000
"""Amounts from this one on are rounded to thousands."""

_QUOTED = re.compile(r"(“[^”]*”)")
_EFFECT = re.compile(r"(?<!\w)[/#](?=\w)|@(?=\w)|\$(?=[a-zA-Z])")
_YEARS = re.compile(r"(?<![\w-])((?:19|20)\d\d)-((?:19|20)\d\d|1[3-9]|[2-9]\d)(?![\w-])")
"""Years "2024-34"; "2025-08" is a month."""
_RANGE = re.compile(r"(?<![\w.,-])(\d{1,3})-(\d{1,3})(?![\w.-]*\d)")
BETWEEN = rf"\1{EN_DASH}\2"
_SUM = re.compile(r"([$£€])(\d{1,3}(?:,\d{3})+)(?![\d,]*\d)")


def typeset(text: str) -> str:
    """Return a text as it is shown."""
    if not any(sign in text for sign in "-“$£€"):
        return text
    parts = _QUOTED.split(text)
    return "".join(_inert(one) if at % 2 else _printed(one) for at, one in enumerate(parts))


def set_(answer: Answer) -> Answer:
    """Return an answer with all its texts as they are shown."""
    return replace(
        answer,
        title=typeset(answer.title),
        verdict=typeset(answer.verdict),
        text=tuple(map(typeset, answer.text)),
        blocks=tuple(
            replace(one, label=typeset(one.label), lines=tuple(map(typeset, one.lines)))
            for one in answer.blocks
        ),
        asides=tuple(map(typeset, answer.asides)),
        doubts=tuple(map(typeset, answer.doubts)),
        citations=tuple(
            replace(one, title=typeset(one.title), date=typeset(one.date))
            for one in answer.citations
        ),
    )


def _inert(quoted: str) -> str:
    return _EFFECT.sub(lambda match: f"{match[0]}{JOINER}", quoted)


def _printed(text: str) -> str:
    text = _RANGE.sub(BETWEEN, _YEARS.sub(BETWEEN, text.replace(" - ", f" {EN_DASH} ")))
    return _SUM.sub(_rounded, text)


def _rounded(match: re.Match[str]) -> str:
    value = int(match[2].replace(",", ""))
    return f"{match[1]}{round(value / 1000):,}k" if value >= ROUND else match[0]
