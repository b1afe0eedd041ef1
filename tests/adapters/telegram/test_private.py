"""Private chats."""

import re
from typing import Any

import pytest

from bot.engine.advisor import Advisor
from bot.stores import sqlite
from tests.telegram import tdlib
from tests.telegram.build import ANA, BEN, GROUP, PRIVATE, edited, message, press, update
from tests.telegram.conversation import Conversation, Start, Told
from tests.telegram.wire import Raw


async def test_follow_up(conversation: Conversation, told: Told) -> None:
    """A follow-up is asked of the roles just talked about, in a chat as in life."""
    first = await conversation.gets("MLE vs MLSE tools?")
    second = await conversation.gets("and education?")

    assert told("MLE vs MLSE tools") in first.open
    assert told("MLE vs MLSE education") in second.open


async def test_one_screen_without_quote(conversation: Conversation) -> None:
    """An answer in private fits one screen, its sources folded, and quotes nothing."""
    reply = await conversation.gets("MLE vs MLSE tools?")

    assert len(reply.open) <= 700
    assert "How sure?" in reply.text.removeprefix(reply.open)
    assert "reply_parameters" not in reply.params


async def test_buttons(conversation: Conversation) -> None:
    """An answer offers its next questions in one row of buttons, more and thumbs in another."""
    reply = await conversation.gets("MLE vs MLSE tools?")
    asked, more = reply.params["reply_markup"]["inline_keyboard"]

    assert 2 <= len(asked) <= 3
    assert ["More", "Sources", "👍", "👎"] == [one["text"] for one in more]
    assert not [one for one in asked if one["text"] == "More"]


async def test_verdict_first(conversation: Conversation, told: Told) -> None:
    """The answer comes first, in bold and in one line; what it rests on comes after."""
    reply = await conversation.gets("MLE vs MLSE tools?")

    assert told("MLE vs MLSE tools") == reply.text.split("\n")[0]
    assert reply.params["text"].startswith("<b>")


async def test_sources_open(conversation: Conversation, advisor: Advisor) -> None:
    """The folded sources lead to the addresses that the knowledge has, and nowhere else."""
    known = {one.url for one in advisor.knowledge.sources.values()}

    for asked in ("MLE tools?", "MLE vs MLSE", "who uses docker", "MLE salary", "DS in full"):
        *_, reply = await conversation.says(asked)
        links = [
            one["type"]["url"]
            for one in tdlib.parse(reply.params["text"])["entities"]
            if one["type"]["@type"] == "textEntityTypeTextUrl"
        ]
        assert links
        assert {*links} <= known


async def test_chats_apart(conversation: Conversation, told: Told) -> None:
    """What one person asks in private is no context for another."""
    await conversation.gets("MLE vs MLSE tools?")
    other = {**PRIVATE, "id": BEN["id"]}

    reply = await conversation.gets("and education?", chat=other, sender=BEN)

    assert told("and education?") in reply.open
    assert told("MLE vs MLSE education") not in reply.text


async def test_caption(conversation: Conversation, told: Told) -> None:
    """The caption of a picture is a question like any text."""
    photo = message(caption="MLE tools?", photo=[_PHOTO])

    (reply,) = await conversation.feed(update(message=photo))

    assert told("MLE tools") in reply.open


@pytest.mark.parametrize(
    "content",
    [
        {"photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]},
        {"location": {"longitude": 0.0, "latitude": 0.0}},
        {"dice": {"emoji": "🎲", "value": 3}},
    ],
)
async def test_no_text(conversation: Conversation, content: Raw) -> None:
    """What is not text gets one kind line."""
    (reply,) = await conversation.feed(update(message=message(**content)))

    assert "text" in reply.text


_FILES: list[Raw] = [
    {"photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]},
    {"document": {"file_id": "a", "file_unique_id": "b", "file_name": "CV.pdf"}},
    {"voice": {"file_id": "a", "file_unique_id": "b", "duration": 3}},
]


@pytest.mark.parametrize("content", _FILES)
@pytest.mark.parametrize(
    "caption",
    [
        *("This is my CV. Which role fits me?", "/ad", "what is this job really?", "thoughts?"),
        *("Is this a data engineer job?", "Passt das zu mir?", "my resume", "hi"),
    ],
)
async def test_caption_that_points(conversation: Conversation, content: Raw, caption: str) -> None:
    """Of what cannot be read one line says what to do; nothing is answered as if it was read."""
    (reply,) = await conversation.feed(update(message=message(caption=caption, **content)))

    assert "Paste the text" in reply.text
    assert reply.buttons == []


@pytest.mark.parametrize("chat", [PRIVATE, GROUP])
@pytest.mark.parametrize(
    "text",
    [
        "https://jobs.example.com/123",
        "which job is this? https://jobs.example.com/123?a=b",
        "does this fit me: www.example.com/jobs",
        "jobs.example.com/data-engineer-123",
    ],
)
async def test_link(conversation: Conversation, text: str, chat: Raw) -> None:
    """A link is not opened, and its words are no question."""
    asked = text if chat is PRIVATE else f"/ask {text}"
    reply = await conversation.gets(asked, chat=chat)

    assert "can't open links" in reply.text


@pytest.mark.parametrize(
    "text", ["what does a data engineer do? I read https://example.com/de", "who uses fast.ai"]
)
async def test_question_beside_a_link(conversation: Conversation, text: str) -> None:
    """What says by itself what it is about is answered; a name with a full stop is no link."""
    assert "can't open links" not in (await conversation.gets(text)).text


async def test_command_on_a_picture(conversation: Conversation) -> None:
    """In a group a command that replies to a picture hears what to do, as a reply."""
    picture = message(chat=GROUP, sender=BEN, photo=[_PHOTO])
    reply = await conversation.gets("/ad", chat=GROUP, reply_to_message=picture)

    assert "Paste the text" in reply.text
    assert reply.params["reply_parameters"]


@pytest.mark.parametrize(
    "content",
    [
        {"checklist": {"title": "Plan", "tasks": [{"id": 1, "text": "learn SQL"}]}},
        {"rich_message": {"blocks": []}},
    ],
)
async def test_other_content(conversation: Conversation, content: Raw) -> None:
    """What is seen by people and not read here is told to be text only, old kind or new."""
    assert "text only" in (await conversation.gets(None, **content)).text


async def test_album(conversation: Conversation, told: Told) -> None:
    """An album is one message to people, so it gets one line, or one answer to its caption."""
    parts = [message(photo=[_PHOTO], media_group_id="album") for _ in range(3)]
    captioned = [
        message(photo=[_PHOTO], media_group_id="other", caption="MLE tools?"),
        message(photo=[_PHOTO], media_group_id="other"),
    ]

    pointing = [
        message(photo=[_PHOTO], media_group_id="cv", caption="my CV"),
        message(photo=[_PHOTO], media_group_id="cv"),
    ]

    assert len(await conversation.feed(*(update(message=part) for part in parts))) == 1
    assert len(await conversation.feed(*(update(message=part) for part in pointing))) == 1
    (reply,) = await conversation.feed(*(update(message=part) for part in captioned))
    assert told("MLE tools") in reply.open


async def test_album_with_two_captions(conversation: Conversation, told: Told) -> None:
    """Of several captions in one album the first is the question."""
    parts = [
        message(photo=[_PHOTO], media_group_id="a", caption="MLE tools?"),
        message(photo=[_PHOTO], media_group_id="a", caption="MLS tools?"),
    ]

    (reply,) = await conversation.feed(*(update(message=part) for part in parts))

    assert told("MLE tools") in reply.open


async def test_service_message(conversation: Conversation) -> None:
    """A service message is no question."""
    pinned = message(pinned_message=message("hello"))

    assert await conversation.feed(update(message=pinned)) == []


async def test_edited_question(conversation: Conversation, told: Told) -> None:
    """An edited question changes its answer, and follow-ups go on from the new one."""
    await conversation.gets("MLE vs MLS education?")
    question = message("and tools?")
    (answer,) = await conversation.feed(update(message=question))

    (changed,) = await conversation.feed(
        update(edited_message=edited(question, "and industries?"))
    )

    assert changed.method == "editMessageText"
    assert answer.result["message_id"] == changed.params["message_id"]
    assert told("MLE vs MLS industries") in changed.open


async def test_edited_to_the_same(conversation: Conversation) -> None:
    """An edit that asks the same leaves the answer as it is, without an error."""
    question = message("MLE tools?")
    await conversation.feed(update(message=question))

    assert await conversation.feed(update(edited_message=edited(question, "MLE tools??"))) == []
    assert conversation.telegram.calls[-1].method == "editMessageText"


async def test_edited_after_its_answer_was_deleted(conversation: Conversation) -> None:
    """An edited question whose answer is gone is answered anew."""
    question = message("MLE tools?")
    (answer,) = await conversation.feed(update(message=question))
    del conversation.telegram.messages[PRIVATE["id"], answer.result["message_id"]]

    (again,) = await conversation.feed(update(edited_message=edited(question, "MLS tools?")))

    assert again.method == "sendMessage"


async def test_reply_to_an_old_answer(conversation: Conversation, told: Told) -> None:
    """A reply takes up the talk of the answer that it replies to."""
    first = await conversation.gets("MLE vs MLSE tools?")
    await conversation.gets("DLE salary?")

    reply = await conversation.gets("and education?", reply_to_message=first.result)

    assert told("MLE vs MLSE education") in reply.open


async def test_forgotten_after_a_month(conversation: Conversation, told: Told) -> None:
    """A conversation expires; a reply to an answer does not."""
    first = await conversation.gets("MLE vs MLSE tools?")
    later = first.result["date"] + 31 * 24 * 3600

    lone = await conversation.gets("and education?", date=later)
    reply = await conversation.gets(
        "and education?", date=later, reply_to_message=first.result, sender=ANA
    )

    assert told("and education?") in lone.open
    assert told("MLE vs MLSE education") in reply.open


async def test_kept_by_another_version(
    start: Start, monkeypatch: pytest.MonkeyPatch, log: list[Any], told: Told
) -> None:
    """What another version kept of a talk is forgotten, and the talk goes on from there."""
    with monkeypatch.context() as other:
        other.setattr(sqlite, "dump", lambda _: {"version": 2, "turns": []})
        await (await start()).gets("MLE tools?")
    conversation = await start()

    assert told("and education?") in (await conversation.gets("and education?")).open
    await conversation.gets("MLE tools?")
    assert told("MLE education") in (await conversation.gets("and education?")).open
    assert not {"failed", "store_failed"} & {line["event"] for line in log}


_PHOTO = {"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}


async def test_in_full(conversation: Conversation) -> None:
    """An answer in full comes as one message after the other; the last has the buttons."""
    replies = await conversation.says("DS in full")

    assert len(replies) > 1
    assert [bool(reply.buttons) for reply in replies] == [False] * (len(replies) - 1) + [True]
    assert not re.search(r"and \d+ more", replies[0].text)


async def test_in_full_and_edited(conversation: Conversation) -> None:
    """Of an edited question every message of the answer is changed, taken back or added."""
    question = message("DS in full")
    first, *rest = await conversation.feed(update(message=question))
    shown = conversation.telegram.messages
    pages = [(PRIVATE["id"], page.result["message_id"]) for page in rest]

    await conversation.feed(update(edited_message=edited(question, "MLE in full")))
    assert "Data Scientist" not in "".join(shown[page]["text"] for page in pages if page in shown)
    assert pages[0] in shown

    await conversation.feed(update(edited_message=edited(question, "MLE tools?")))
    assert [] == [page for page in pages if page in shown]
    assert (PRIVATE["id"], first.result["message_id"]) in shown

    back = await conversation.feed(update(edited_message=edited(question, "DS in full")))
    assert ["editMessageText", "sendMessage"] == [call.method for call in back[:2]]


async def test_in_full_below(conversation: Conversation) -> None:
    """Where the first message is gone, the others go too: the answer is given anew, in order."""
    question = message("DS in full")
    first, *rest = await conversation.feed(update(message=question))
    shown = conversation.telegram.messages
    del shown[PRIVATE["id"], first.result["message_id"]]

    again = await conversation.feed(update(edited_message=edited(question, "DS in full")))

    assert {"sendMessage"} == {call.method for call in again}
    assert not any((PRIVATE["id"], page.result["message_id"]) in shown for page in rest)


async def test_pages_of_a_press(conversation: Conversation) -> None:
    """What a button under a further message has opened goes with the answer too."""
    question = message("DS in full")
    *_, last = await conversation.feed(update(message=question))
    shown = conversation.telegram.messages
    opened = await conversation.feed(update(callback_query=press("q1:MLE in full", last.result)))
    pages = [(PRIVATE["id"], page.result["message_id"]) for page in opened]
    assert len(pages) > 1

    await conversation.feed(update(edited_message=edited(question, "MLSE tools?")))

    assert [] == [page for page in pages if page in shown]


async def test_second_page_refused(conversation: Conversation) -> None:
    """What has arrived of an answer is changed with its question, though the rest was refused."""
    question = message("DS in full")
    conversation.telegram.faults["sendMessage"] += [None, (400, {"ok": False, "description": "x"})]
    first, *_ = await conversation.feed(update(message=question))

    (changed,) = await conversation.feed(update(edited_message=edited(question, "DE tools?")))

    assert "editMessageText" == changed.method
    assert first.result["message_id"] == changed.params["message_id"]


async def test_reply_to_a_further_message(conversation: Conversation, told: Told) -> None:
    """Every message of an answer can be replied to."""
    *_, last = await conversation.says("DS in full")
    await conversation.gets("MLE tools?")

    reply = await conversation.gets("and education?", reply_to_message=last.result)

    assert told("DS education") in reply.open


async def test_in_full_in_a_group(conversation: Conversation) -> None:
    """In a group the room is everybody's: an answer in full keeps to it, and links the rest."""
    (reply,) = await conversation.says("/ask DS in full", chat=GROUP)

    assert len(reply.open) <= 500
    assert any("url" in button for button in reply.buttons)


@pytest.mark.parametrize("text", ["gromf \ud800 blorp", "/ask@rolewise_bot \udfff mle", "\ud83d"])
@pytest.mark.parametrize("chat", [PRIVATE, GROUP])
async def test_half_a_character(conversation: Conversation, chat: Raw, text: str) -> None:
    """A half of a character, with or without entities beside it, is answered like any sign."""
    raw = message("x", chat=chat) | {"text": f"/ask {text} @rolewise_bot"}
    raw["entities"] = [
        {"type": "bot_command", "offset": 0, "length": 4},
        {"type": "mention", "offset": 6 + len(text), "length": 13},
    ]

    assert 1 == len(await conversation.feed(update(message=raw)))
