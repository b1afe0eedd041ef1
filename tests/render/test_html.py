"""HTML that Telegram takes and shows as it was meant."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import oracle
from bot.engine.advisor import Advisor
from bot.engine.answer import Answer, Block, Citation
from bot.engine.reading import Question, Reading
from bot.render.html import escape, html
from bot.render.plain import plain
from bot.render.reply import GROUP, MESSAGE, SCREEN
from tests.generated import answers, thorough
from tests.telegram import tdlib

Places = Callable[[str], Answer]

LIKE_LINKS = [
    *("fast.ai", "H2O.ai", "aijobs.net", "ASP.NET", "K8s.io", "plot.ly", "levels.fyi"),
    *("main.py", "README.md", "setup.sh", "arxiv.org", "kaggle.com"),
    *("huggingface.co", "daily.dev", "course.careers", "jobs.co.uk"),
]
SAID = [
    *("@lovelace", "#hiring", "$TON", "/forget", "/start@bot", "#a@channel"),
    *("tg://resolve?domain=evil", "ton://transfer/x", "ftp://evil.io"),
    *("me@evil.com", "user:word@evil.com", "(t.me/evil)", "www.evil.com:80/a?b#c", "1.2.3.4/x"),
    *("пример.рф", "münchen.de", "भारत.भारत", "例え.jp", "xn--e1afmkfd.xn--p1ai", "дом.укр"),
    *("4111111111111111", "4111 1111 1111 1111", "4111-1111-1111-1111:4111 1111 1111 1111"),
]
"""What Telegram makes alive in anybody's words."""
NO_LINKS = ["D3.js", "Node.js", ".NET", "CI/CD", "A/B", "scikit-learn", "O*NET", "Ph.D.", "C++"]

NO_HEADS = ("“We are: us”", "An end. So: it is")
"""Somebody's words, and a sentence after another one."""


def _parse(text: str) -> dict[str, Any]:
    parse = oracle.parser()

    assert parse is not None, "tdjson is one of the tools for the tests"
    return parse(text)


def _linked(parsed: dict[str, Any]) -> list[str]:
    """Return what Telegram would turn into a link, command or tag by itself."""
    own = [
        range(one["offset"], one["offset"] + one["length"])
        for one in parsed["entities"]
        if one["type"]["@type"] == "textEntityTypeCode"
    ]
    return [
        one["type"]
        for one in tdlib.entities(parsed["text"])
        if not any(
            {*range(one["offset"], one["offset"] + one["length"])} <= {*place} for place in own
        )
    ]


@thorough
@given(answers, st.sampled_from([GROUP, SCREEN, MESSAGE]))
def test_telegram_takes_it(answer: Answer, limit: int) -> None:
    """Whatever an answer says, its markup is whole, and Telegram counts what we counted."""
    reply = html(answer, limit)
    parsed = _parse(reply.text)

    assert parsed["@type"] == "formattedText"
    assert reply.length == len(parsed["text"])


@thorough
@given(answers, st.sampled_from([GROUP, SCREEN]))
def test_it_says_what_the_plain_text_says(answer: Answer, limit: int) -> None:
    """Markup aside, Telegram shows what the terminal shows; only bullets and indents differ.

    The addresses of sources that were asked for are links in Telegram.
    """
    answer = replace(answer, reading=answer.reading.with_(manner=""))
    shown = _parse(html(answer, limit).text)["text"].replace("\n• ", "\n- ")
    told = plain(answer, limit).text.replace("\n• ", "\n- ")

    assert _lines(told) == _lines(shown)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


@thorough
@given(answers, st.sampled_from([GROUP, SCREEN]))
def test_the_quote_is_folded(answer: Answer, limit: int) -> None:
    """Doubts and sources stand in one folded quote at the end, and nothing else does."""
    parsed = _parse(html(replace(answer, more=""), limit).text)
    alone = _parse(html(replace(answer, doubts=(), citations=()), limit).text)
    quotes = [one for one in parsed["entities"] if "BlockQuote" in one["type"]["@type"]]

    assert all("BlockQuote" not in one["type"]["@type"] for one in alone["entities"])
    assert len(quotes) <= 1
    for quote in quotes:
        assert "textEntityTypeExpandableBlockQuote" == quote["type"]["@type"]
        end = len(parsed["text"].encode("utf-16-le")) // 2
        assert end == quote["offset"] + quote["length"]
        if not answer.reading.full:
            assert f"{alone['text']}\n{_part(parsed, quote)}" == parsed["text"]
        assert {*_part(parsed, quote).split("\n")} <= _quotable(answer)


def _quotable(answer: Answer) -> set[str]:
    sources = (f"{one.publisher}: {one.title} ({one.date})" for one in answer.citations)
    counts = (f"and {count} more" for count in range(len(answer.citations)))
    return {*answer.doubts, *sources, *counts}


def _part(parsed: dict[str, Any], entity: dict[str, Any]) -> str:
    """Return the words of an entity; Telegram counts in UTF-16."""
    start, end = 2 * entity["offset"], 2 * (entity["offset"] + entity["length"])
    return str(parsed["text"].encode("utf-16-le")[start:end].decode("utf-16-le"))


@thorough
@given(answers, st.sampled_from([GROUP, SCREEN]))
def test_links_lead_to_sources_only(answer: Answer, limit: int) -> None:
    """A tap opens the address of a source by its publisher's name, and nothing else."""
    parsed = _parse(html(answer, limit).text)
    known = {(one.publisher, one.url) for one in answer.citations}
    links = [one for one in parsed["entities"] if "Url" in one["type"]["@type"]]

    assert {(_part(parsed, one), one["type"].get("url")) for one in links} <= known


@pytest.mark.parametrize("text", ["<b>", "a & b", "x < y > z", "&lt;", "</i>", "<a href='x'>"])
def test_escape(text: str) -> None:
    """Signs of markup are shown as signs."""
    actual = _parse(escape(text))

    assert text == actual["text"]
    assert not actual["entities"]


def _cited(publisher: str, title: str = "T", url: str | None = None) -> Answer:
    return Answer(Reading("help"), "T", citations=(Citation("s", title, publisher, "2025", url),))


PLACES: list[Places] = [
    lambda name: Answer(Reading("help"), f"On {name}"),
    lambda name: Answer(Reading("help"), "T", f"Yes, {name} it is."),
    lambda name: Answer(Reading("help"), "T", text=(f"See {name}, please",)),
    lambda name: Answer(Reading("help"), "T", blocks=(Block("", (f"{name}: good",)),)),
    lambda name: Answer(Reading("help"), "T", blocks=(Block(name, ("good",)),)),
    lambda name: Answer(Reading("help"), "T", blocks=(Block("", (name, "x"), names=True),)),
    lambda name: Answer(Reading("help"), "T", blocks=(Block(name, ("x",), names=True),)),
    lambda name: Answer(Reading("help"), "T", asides=(f"({name})",)),
    lambda name: Answer(Reading("help"), "T", doubts=(f"Only {name} says so.",)),
    _cited,
    lambda name: _cited("P", f"All about {name}"),
]
PLACE_NAMES = [
    *("title", "verdict", "text", "point", "label", "name", "names-label", "aside", "doubt"),
    *("publisher", "source"),
]


@pytest.mark.parametrize("place", PLACES, ids=PLACE_NAMES)
def test_no_links_of_telegrams_making(place: Places) -> None:
    """A name that looks like an address stays a name, wherever it stands."""
    alive = []
    for name in LIKE_LINKS + NO_LINKS + SAID:
        parsed = _parse(html(place(name)).text)
        alive += [name] if name not in parsed["text"] or _linked(parsed) else []

    assert [] == alive


PIECES = [
    *SAID,
    *(
        "@",
        "#",
        "$",
        "/",
        ".",
        "。",
        ":",
        "://",
        " ",
        "\n",
        "“",
        "”",
        "(",
        ")",
        "<",
        "</",
        "&",
        "&#47;",
    ),
    *("evil", "com", "рф", "example", "x1", "9", "-", "_", "?a=b", "!", "é", "😀", "٣", "\u00a0"),
    *("\u200b", "\u200d", "\u202e", "\u2060", "\u030a", "\u0333", "\ufeff", "\x00", "\x1b[31m"),
]


@thorough
@given(st.lists(st.sampled_from(PIECES), max_size=7).map("".join))
def test_nothing_in_the_words_of_people(said: str) -> None:
    """However such things are put together, quoted in an answer none comes alive."""
    parsed = _parse(html(Answer(Reading("unknown"), f"I know nothing of “{said}”, sorry.")).text)

    assert not _linked(parsed)


def test_own_command() -> None:
    """The one command that our texts name can be tapped, but not where somebody says it."""
    own = _parse(escape("Ask with /ask, or reply."))
    said = _parse(escape("Nothing of “come /ask me”, sorry."))

    assert ["bot_command"] == _linked(own)
    assert [] == _linked(said)


def test_the_oracle_knows_links() -> None:
    """Left alone, Telegram would make a link of such a name, so that the test above tells."""
    left = [name for name in LIKE_LINKS + SAID if not tdlib.entities(f"See {name}, please")]

    assert [] == left


def test_a_linked_publisher() -> None:
    """A publisher named like an address leads to the source, not to that address."""
    url = "https://example.org/paper"
    led = {}
    for name in LIKE_LINKS:
        parsed = _parse(html(_cited(name, url=url)).text)
        urls = [one["type"]["url"] for one in parsed["entities"] if "url" in one["type"]]
        led[name] = (urls, f"{name}: T (2025)" in parsed["text"])

    assert dict.fromkeys(LIKE_LINKS, ([url], True)) == led


@pytest.mark.parametrize(
    "url", ["https://a.org/?q=1&p=<2>", 'https://a.org/"x"', "http://a.org/it's?a=b&amp;c"]
)
def test_signs_in_an_address(url: str) -> None:
    """Signs of markup in an address do no harm, and the address stays as it is."""
    (link,) = (
        one["type"]["url"]
        for one in _parse(html(_cited("P", url=url)).text)["entities"]
        if "url" in one["type"]
    )

    assert url == link


def test_each_kind_of_line_has_its_markup() -> None:
    """Verdict, labels and names that begin a line are bold; sources are folded, and link."""
    loaf = Citation("s", "Bread & Butter", "loaf.ai", "2025", "https://loaf.ai/?a=1&b=2")
    answer = Answer(
        Reading("explain"),
        "T",
        "Yes & no.",
        ("So it is.",),
        blocks=(
            Block("", ("PE: bakes", f"{'long beginnings ' * 3}are: bold too", *NO_HEADS)),
            Block("Both", ("a", "b"), names=True),
            Block("Label", ("three",)),
        ),
        asides=("Mind",),
        doubts=("How sure? Very.",),
        citations=(loaf, Citation("s", "T", "levels.fyi", "2024")),
    )
    expected = (
        "<b>Yes &amp; no.</b>\n\nSo it is.\n• <b>PE:</b> bakes\n"
        f"• <b>{'long beginnings ' * 3}are:</b> bold too\n• “We are: us”\n• An end. So: it is\n"
        "<b>Both:</b> a, b\n\n<b>Label:</b>\n• three\n\nMind\n"
        "<blockquote expandable>How sure? Very.\n"
        '<a href="https://loaf.ai/?a=1&amp;b=2">loaf.ai</a>: Bread &amp; Butter (2025)\n'
        "<code>levels.fyi</code>: T (2024)</blockquote>"
    )
    actual = html(answer).text

    assert expected == actual


def test_undecided() -> None:
    """Where nothing is decided the title stands in bold, and no empty line follows."""
    answer = Answer(Reading("help"), "Title", text=("Ask me.",))

    assert "<b>Title</b>\nAsk me." == html(answer).text


@pytest.mark.parametrize("asked", ["PE vs PSE tools", "PE", "roles", "PE, PS, PSE, BRE in full"])
def test_answers_keep_the_limits(advisor: Advisor, asked: str) -> None:
    """An answer keeps the limit of its place beside its quote; in full, that of a message."""
    answer, _ = advisor.ask(Question(asked))

    for limit, room in ((GROUP, GROUP), (SCREEN, MESSAGE if answer.reading.full else SCREEN)):
        parsed = _parse(html(answer, limit).text)
        open_ = next(
            (
                _part(parsed, {"offset": 0, "length": one["offset"]})
                for one in parsed["entities"]
                if "BlockQuote" in one["type"]["@type"]
            ),
            parsed["text"],
        )
        assert len(open_.rstrip()) <= room
        assert len(parsed["text"]) - len(open_) <= (MESSAGE if room == MESSAGE else 500)
