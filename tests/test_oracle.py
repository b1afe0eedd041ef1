"""Telegram's own parser says what it would not take."""

import sys
from dataclasses import replace

import pytest

from bot import oracle
from bot.oracle import Parser
from bot.render.reply import MESSAGE
from tests.engine.tiny import PE, tiny_knowledge


@pytest.fixture(name="parse", scope="module")
def _parse() -> Parser:
    parse = oracle.parser()

    assert parse is not None, "tdjson is one of the tools for the tests"
    return parse


@pytest.mark.parametrize("text", ["plain", "<b>bold</b> &amp; <i>more</i>", "x" * MESSAGE])
def test_taken(parse: Parser, text: str) -> None:
    """Sound markup of a fitting length is taken."""
    assert "" == oracle.refusal(text, parse)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("<b>bold", "Can't find end tag"),
        ("1 < 2", "Unsupported start tag"),
        ("", "the text is empty"),
        ("<b> </b>", "the text is empty"),
        ("x" * (MESSAGE + 1), "the text has 4097 characters, more than 4096"),
        ("<b>x</b> " * 101, "the text has 101 entities, more than 100"),
    ],
)
def test_refused(parse: Parser, text: str, reason: str) -> None:
    """Broken markup, nothing, too much and too many entities are refused with a reason."""
    actual = oracle.refusal(text, parse)

    assert reason in actual


def test_nothing_of_the_tiny_knowledge_is_refused(parse: Parser) -> None:
    """Knowledge with short texts and no markup is taken whole."""
    assert [] == list(oracle.refusals(tiny_knowledge(), parse))


def test_a_reply_that_is_refused_is_named(parse: Parser) -> None:
    """A reply of ours that Telegram would not take is named."""
    tiny = tiny_knowledge()
    knowledge = replace(tiny, replies={**tiny.replies, "sorry": " "})

    assert [("sorry", "the text is empty")] == list(oracle.refusals(knowledge, parse))


def test_an_answer_that_is_refused_is_named(parse: Parser) -> None:
    """An answer that Telegram would not take is named by its question."""
    tiny = tiny_knowledge()
    role = tiny.roles[PE]
    tips = replace(role.sections["tips"], gist="g" * (MESSAGE + 1))
    changed = replace(role, sections={**role.sections, "tips": tips})
    refused = list(oracle.refusals(replace(tiny, roles={**tiny.roles, PE: changed}), parse))

    assert "Pastry Engineer tips" in {asked for asked, _ in refused}
    assert all("more than 4096" in reason for _, reason in refused)


def test_without_tdjson(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where tdjson is not installed there is no parser, and no fault."""
    monkeypatch.setitem(sys.modules, "tdjson", None)

    assert oracle.parser() is None
