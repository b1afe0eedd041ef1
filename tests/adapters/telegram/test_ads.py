"""Job ads as people bring them in Telegram: what is decoded where, and that nothing is kept."""

import asyncio
import gc
import re
import types
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.adapters.telegram.posts import Posts
from bot.adapters.telegram.talk import Talk
from bot.engine.advisor import Advisor
from tests.telegram.build import (
    BEN,
    DATE,
    FORUM,
    GROUP,
    OTHER_BOT,
    PRIVATE,
    edited,
    in_topic,
    message,
    update,
)
from tests.telegram.conversation import Conversation, Start, Told
from tests.telegram.wire import ME, Raw, Telegram

_FILE = Path(__file__).parents[2] / "knowledge" / "ads.yaml"
ADS: list[str] = [one["text"].strip() for one in yaml.safe_load(_FILE.read_text(encoding="utf-8"))]
AD = ADS[0]
ASKS_FOR_AD = "Paste the text of a job ad"
LACK = "I know python and sql, what do I lack?"
LACKING = "things it asks for"
DECODED = re.compile(
    r"This is (mostly )?an? [\w ]+ job|A mix: nearest to an? [\w ]+|It's called [\w ]+|This ad has"
)
"""What is said first of an ad that could be read."""
LONGEST = 4096
"""Characters of the longest message that people can send."""
FLOOD = (429, {"ok": False, "description": "Slow down", "parameters": {"retry_after": 1}})
FORWARDED: Raw = {
    "forward_date": DATE,
    "forward_origin": {"type": "user", "date": DATE, "sender_user": BEN},
}


@pytest.mark.parametrize("more", [{}, FORWARDED], ids=["pasted", "forwarded"])
async def test_ad(conversation: Conversation, more: Raw) -> None:
    """A job ad in private is decoded by itself, and its applicant hears what is lacking."""
    decoded = await conversation.gets(AD, **more)
    lacking = await conversation.gets(LACK)

    assert DECODED.match(decoded.text)
    assert "machine learning engineer" in decoded.open
    assert "“" in decoded.open
    assert "I don't keep the ad." in decoded.open
    assert len(decoded.open) <= 700
    assert LACKING in lacking.open
    named, lacked = lacking.open.split("You'd add:")
    assert "Python" in named
    assert "Docker" in lacked


async def test_ad_in_a_caption(conversation: Conversation) -> None:
    """An ad may be the caption of a picture."""
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
    (decoded,) = await conversation.feed(update(message=message(caption=AD[:1024], photo=photo)))

    assert DECODED.match(decoded.text)


LONG = "\n\n".join(ADS[:4])
"""An ad of more than one message."""


@pytest.mark.parametrize("cut", [LONGEST, 2100], ids=["at the limit", "at a paragraph"])
@pytest.mark.parametrize(
    ("command", "chat"), [("", PRIVATE), ("/ad ", PRIVATE), ("/ad ", GROUP), ("/ask ad: ", GROUP)]
)
async def test_ad_in_two_messages(
    conversation: Conversation, cut: int, command: str, chat: Raw
) -> None:
    """What Telegram has split is one ad: what is said of both parts replaces the first answer."""
    text = command + LONG
    first = await conversation.gets(text[:cut], chat=chat)
    second = await conversation.says(text[cut:][:LONGEST], chat=chat, date=DATE + 1)

    assert DECODED.match(first.text)
    # Where the rest changes nothing there is nothing to show.
    assert all(call.method == "editMessageText" for call in second)
    assert all(first.result["message_id"] == call.params["message_id"] for call in second)


async def test_both_parts_at_once(conversation: Conversation, telegram: Telegram) -> None:
    """Two parts that wait in line together, behind another question, are one ad all the same."""
    telegram.faults["sendMessage"].append(FLOOD)
    said = "MLE tools?", f"{AD}\n{AD}", "- Experience with Kafka and Snowflake is a must"
    shown = await conversation.feed(*(update(message=message(text)) for text in said))

    _, decoded = [call for call in shown if call.result and call.method == "sendMessage"]
    assert DECODED.match(decoded.text)
    assert "Kafka" in (await conversation.gets(LACK, date=DATE + 60)).open


async def test_talk_goes_on_with_the_whole_ad(conversation: Conversation) -> None:
    """What is told of a split ad, and what is lacking, is of both parts."""
    await conversation.gets(f"{AD}\n{AD}")
    await conversation.says("- Experience with Kafka and Snowflake is a must", date=DATE + 1)

    lacking = await conversation.gets(LACK, date=DATE + 60)

    assert "Kafka" in lacking.open
    assert "Docker" in lacking.open


@pytest.mark.parametrize(
    ("text", "more", "later"),
    [("what do I lack?", {}, 1), ("MLE tools", {}, 60), ("/help", {}, 1), ("hello", {}, 30)],
)
async def test_no_second_part(
    conversation: Conversation, text: str, more: Raw, later: int
) -> None:
    """What is typed after an ad is a message of its own."""
    await conversation.gets(f"{AD}\n{AD}"[:2600])

    assert (await conversation.gets(text, date=DATE + later, **more)).method == "sendMessage"


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        ("what is this job really?", DECODED),
        ("look what I found", DECODED),
        ("/ad", DECODED),
        ("I know python and sql, what do I lack?", re.compile(f"You have .*{LACKING}")),
    ],
)
async def test_comment_on_a_forwarded_ad(
    conversation: Conversation, comment: str, said: re.Pattern[str]
) -> None:
    """A comment, which Telegram sends before what is forwarded, belongs to it: one answer."""
    first = await conversation.gets(comment)
    linked = f"{AD}\nhttps://jobs.example.com/123"
    (both,) = await conversation.says(linked, date=DATE + 1, **FORWARDED)

    assert first.result["message_id"] == both.params["message_id"]
    assert said.match(both.text)


async def test_parts_are_held_for_seconds(conversation: Conversation, talk: Talk) -> None:
    """Of what may go on in the next message nothing is left a moment later."""
    await conversation.gets(LONG[:LONGEST])
    assert talk.parts.held

    await asyncio.sleep(11)

    assert {} == talk.parts.held


async def test_every_ad(conversation: Conversation) -> None:
    """Every ad is decoded within the room of each place, and leads on by its buttons."""
    for number, ad in enumerate(ADS):
        at = DATE + 60 * number
        private = await conversation.gets(f"/ad {ad}", date=at)
        group = await conversation.gets(f"/ad {ad}", chat=GROUP, date=at)

        assert DECODED.match(private.text)
        assert DECODED.match(group.text)
        assert len(private.open) <= 700
        assert len(group.open) <= 500
        assert private.buttons
        assert group.buttons


async def test_button_under_an_ad(conversation: Conversation, told: Told) -> None:
    """The buttons under a decoded ad ask what is lacking, and lead to its roles."""
    decoded = await conversation.gets(AD)

    (role,) = await conversation.presses("ML Engineer", decoded)

    assert told("what is an MLE") in role.open


async def test_lacking_is_told(conversation: Conversation) -> None:
    """An ad asks its reader for what he knows, and what he tells is set against it."""
    decoded = await conversation.gets(AD)
    lacking = await conversation.gets("I know python and sql")

    assert "Tell me what you know" in decoded.open
    assert LACKING in lacking.open


@pytest.mark.parametrize("command", ["/ad", "/ad@Rolewise_Bot", "@Rolewise_Bot /ad"])
@pytest.mark.parametrize("sender", [BEN, OTHER_BOT])
async def test_replied_ad(conversation: Conversation, command: str, sender: Raw) -> None:
    """In a group the command decodes the message that it replies to, and answers the asker."""
    ad = message(AD, chat=GROUP, sender=sender)
    question = message(command, chat=GROUP, reply_to_message=ad)

    (decoded,) = await conversation.feed(update(message=ad), update(message=question))

    assert DECODED.match(decoded.text)
    assert "machine learning engineer" in decoded.open
    assert len(decoded.open) <= 500
    assert question["message_id"] == decoded.params["reply_parameters"]["message_id"]


async def test_lacking_in_a_group(conversation: Conversation) -> None:
    """In a group somebody else may reply to a decoded ad and ask what is lacking."""
    ad = message(AD, chat=GROUP, sender=BEN)
    decoded = await conversation.gets("/ad", chat=GROUP, reply_to_message=ad)

    lacking = await conversation.gets(
        LACK, chat=GROUP, sender=BEN, reply_to_message=decoded.result
    )

    assert LACKING in lacking.text
    assert len(lacking.open) <= 500


async def test_quoted_ad(conversation: Conversation) -> None:
    """Of a message quoted in part that part alone is decoded."""
    other = message(f"{AD}\nnot quoted", chat=GROUP, sender=BEN)
    quote = {"text": "You train networks with PyTorch and TensorFlow on images", "position": 0}

    decoded = await conversation.gets("/ad", chat=GROUP, reply_to_message=other, quote=quote)

    assert "TensorFlow on images" in decoded.text
    assert "SageMaker" not in decoded.text


async def test_ad_in_a_topic(conversation: Conversation) -> None:
    """In a topic the ad is what is replied to on purpose, not the opening of the topic."""
    bare, replying = (
        in_topic(5, "/ad"),
        in_topic(5, "/ad", date=DATE + 9, reply_to_message=message(AD, chat=FORUM, sender=BEN)),
    )

    (nothing,) = await conversation.feed(update(message=bare))
    (decoded,) = await conversation.feed(update(message=replying))

    assert ASKS_FOR_AD in nothing.text
    assert "machine learning engineer" in decoded.open
    assert decoded.params["message_thread_id"] == 5


async def test_ad_unasked(conversation: Conversation) -> None:
    """An ad that people of a group post is between them."""
    assert await conversation.says(AD, chat=GROUP, **FORWARDED) == []


async def test_ad_by_command(conversation: Conversation) -> None:
    """What follows the command is the ad, however short it is."""
    decoded = await conversation.gets("/ad You will build Spark and Airflow pipelines")

    assert DECODED.match(decoded.text)
    assert "“You will build Spark and Airflow pipelines”" in decoded.text


@pytest.mark.parametrize("chat", [None, GROUP])
@pytest.mark.parametrize("reply_to", [None, {"from": ME}])
async def test_no_ad(conversation: Conversation, chat: Raw | None, reply_to: Raw | None) -> None:
    """The command alone asks for an ad; an answer of the bot's own is none."""
    more: dict[str, Any] = {"chat": chat} if chat else {}
    if reply_to:
        answer = await conversation.gets("/ask MLE tools", **more)
        more["reply_to_message"] = answer.result

    assert ASKS_FOR_AD in (await conversation.gets("/ad", date=DATE + 60, **more)).text


async def test_ad_of_a_guest(conversation: Conversation) -> None:
    """Called as a guest to another's ad it decodes that one."""
    ad = message(AD, chat=GROUP, sender=BEN)

    for call in ("@Rolewise_Bot", "@Rolewise_Bot /ad"):
        decoded = await conversation.calls_in(call, reply_to_message=ad)

        assert DECODED.match(decoded.text)
        assert len(decoded.open) <= 500


async def test_ad_edited(conversation: Conversation) -> None:
    """An ad that is added to the command later takes the place of the request for one."""
    command = message("/ad")
    (asked,) = await conversation.feed(update(message=command))

    (decoded,) = await conversation.feed(update(edited_message=edited(command, f"/ad {AD}")))

    assert decoded.method == "editMessageText"
    assert asked.result["message_id"] == decoded.params["message_id"]
    assert "machine learning engineer" in decoded.open


HOSTILE = (
    "Requirements & <b>benefits</b> 🤔 apply: you will join our team; python &amp; sql, "
    "www.x.example/a?b=c <script> @somebody /start #tag\n"
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\n".join(ADS), DECODED),
        (HOSTILE * 40, DECODED),
        ("python " * 600, re.compile("That names only Python")),
        ("я🤔" * 2100, re.compile("I found no work in machine learning or data")),
    ],
)
@pytest.mark.parametrize("chat", [None, GROUP])
async def test_longest_ad(
    conversation: Conversation,
    telegram: Telegram,
    text: str,
    said: re.Pattern[str],
    chat: Raw | None,
) -> None:
    """An ad that fills a whole message is accepted, and Telegram accepts the answer to it."""
    typed = f"/ad {text}"[:LONGEST]
    assert len(typed) == LONGEST

    answer = await conversation.gets(typed, **({"chat": chat} if chat else {}))

    assert said.match(answer.text)
    assert len(answer.open) <= (500 if chat else 700)
    assert telegram.calls[-1].result
    (sent,) = [call for call in telegram.calls if call.method == "sendMessage"]
    assert sent is answer


async def test_longest_ad_pasted(conversation: Conversation) -> None:
    """Also without the command."""
    pasted = "\n".join(ADS)[:LONGEST]

    assert len(pasted) == LONGEST
    assert DECODED.match((await conversation.gets(pasted)).text)


async def _every_way(conversation: Conversation) -> None:
    """Bring the ad in every way there is, and talk about it."""
    ad = message(AD, chat=GROUP, sender=BEN)
    typed = message(f"/ad {AD}")
    decoded = [
        await conversation.gets(AD),
        *await conversation.feed(update(message=typed)),
        await conversation.gets(f"/ad {AD}", chat=GROUP),
        await conversation.gets("/ad", chat=GROUP, reply_to_message=ad),
        await conversation.gets("@Rolewise_Bot", chat=GROUP, reply_to_message=ad),
        await conversation.calls_in(f"@Rolewise_Bot {AD}"),
    ]
    assert [] == [call.text for call in decoded if not DECODED.match(call.text)]
    # An edit that leaves the same answer shows nothing.
    assert [] == await conversation.feed(update(edited_message=edited(typed, f"/ad {AD} ")))
    assert LACKING in (await conversation.gets(LACK)).text
    assert LACKING in (await conversation.gets(f"/ask {LACK}", chat=GROUP)).text


def _own_words(ad: str, advisor: Advisor) -> set[str]:
    """Return the words of an ad that are none of the knowledge's, which may well be kept."""
    known = repr([*advisor.knowledge.roles, *advisor.knowledge.items]).casefold()
    kept = {"smalltalk", "recommend", "overview", "version", "context"}
    words = {word.strip(".,;:!?()•/'").casefold() for word in ad.split()}
    return {
        word for word in words - kept if len(word) > 5 and word.isalpha() and word not in known
    }


def _bytes(folder: Path) -> str:
    """Return all that stands in the files of a folder."""
    whole = b"".join(path.read_bytes() for path in folder.iterdir())
    return whole.decode(errors="replace").casefold()


async def test_ad_is_not_stored(
    start: Start, advisor: Advisor, log: list[Any], tmp_path: Path
) -> None:
    """No word of an ad is in the file of the store or in the log, open or closed."""
    conversation = await start()
    await _every_way(conversation)
    kept = _bytes(tmp_path)
    await start()
    kept += _bytes(tmp_path)

    words = _own_words(AD, advisor)
    assert len(words) > 40
    assert "parcelwise" in words
    assert "machine-learning-engineer" in kept, "the talk itself is stored"
    assert [] == sorted(word for word in words if word in kept)
    assert [] == sorted(word for word in words if word in repr(log).casefold())
    assert {} == await (await start()).store.counts("unanswered")


def _strings(root: object) -> set[str]:
    """Return all strings that an object holds, through whatever it holds, caches included."""
    code = (types.ModuleType, types.FunctionType, types.FrameType, type)
    seen: dict[int, object] = {}
    left = [root]
    while left:
        one = left.pop()
        if id(one) not in seen and not isinstance(one, code):
            seen[id(one)] = one
            left += gc.get_referents(one)
    return {one for one in seen.values() if isinstance(one, str)}


async def test_ad_is_not_remembered(
    conversation: Conversation, talk: Talk, advisor: Advisor, told: Told
) -> None:
    """Nothing that the bot holds in memory has a line of the ad, the ready answers neither."""
    # As the service has it: with all that is remembered.
    talk.advisor = Advisor(advisor.knowledge, 1024)
    talk.posts = Posts(talk.advisor)
    await conversation.gets("what tools does an MLE use?")

    await _every_way(conversation)

    lines = {line.strip()[:30] for line in AD.split("\n") if len(line) > 30}
    held = _strings(talk)
    assert "what tools does an MLE use?" in held, "a short question is remembered"
    ready = f"<b>{told('MLE tools')}"
    assert any(text.startswith(ready) for text in held)
    assert len(lines) > 10
    assert [] == [text for text in held if any(line in text for line in lines)]


QUESTION = (
    "So my cousin Zbigniew Kowalczykowski, who grafts pomelos near Szczebrzeszyn, told me over"
    " rhubarb compote that quangling is finished, and my therapst says I am grieving it. He has"
    " never seen a gromfbox. Anyway, what tools does a data scientist use?"
)
PRIVATE_WORDS = {
    *("zbigniew", "kowalczykowski", "pomelos", "szczebrzeszyn", "quangling", "therapst"),
    "gromfbox",
}


async def test_words_of_a_long_question_are_not_remembered(
    conversation: Conversation, talk: Talk, advisor: Advisor
) -> None:
    """What is remembered of words, for the next who writes them so, is none of the words."""
    talk.advisor = Advisor(advisor.knowledge, 1024)

    await conversation.gets(QUESTION)

    held = {text.casefold() for text in _strings(talk.advisor.lexicon)}
    assert [] == sorted(word for word in PRIVATE_WORDS if any(word in text for text in held))
