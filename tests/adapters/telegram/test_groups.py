"""Groups, supergroups and topics: silent unless addressed."""

from typing import Any

import pytest

from tests.telegram import build
from tests.telegram.build import (
    ANA,
    BEN,
    CHI,
    FORUM,
    GROUP,
    PRIVATE,
    edited,
    in_topic,
    message,
    update,
)
from tests.telegram.conversation import Conversation, Told
from tests.telegram.wire import ME, Raw


@pytest.mark.parametrize(
    "text",
    [
        "/ask MLE vs MLSE tools?",
        "/ask@Rolewise_Bot MLE vs MLSE tools?",
        "/compare@rolewise_bot MLE MLSE tools",
        "@Rolewise_Bot MLE vs MLSE tools?",
        # A mention counts anywhere, in any case, and behind signs of two UTF-16 units.
        "MLE vs MLSE 🤔🤔 tools? @rolewise_bot 😀",
        "so @ROLEWISE_BOT, MLE vs MLSE tools?",
    ],
)
async def test_addressed(conversation: Conversation, text: str, told: Told) -> None:
    """A command or a mention gets an answer, short, and shown as a reply to its question."""
    question = message(text, chat=GROUP)

    (reply,) = await conversation.feed(update(message=question))

    assert told("MLE vs MLSE tools") in reply.open
    assert len(reply.open) <= 500
    assert len(reply.text) <= 800
    assert question["message_id"] == reply.params["reply_parameters"]["message_id"]
    assert reply.params["reply_parameters"]["allow_sending_without_reply"]


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        (
            "does a statistician need Docker?",
            "Docker",
        ),
        (
            "interviews for a data entry clerk?",
            "I have nothing solid on interviews for a data entry clerk",
        ),
    ],
)
@pytest.mark.parametrize("chat", [PRIVATE, GROUP])
async def test_what_is_missing_is_told(
    conversation: Conversation, text: str, missing: str, chat: Raw
) -> None:
    """What only stands in for the page that was asked for says so, however little room there is.

    Nobody may take what is said of one job for what holds of another.
    """
    reply = await conversation.gets(f"@Rolewise_Bot {text}", chat=chat)

    assert missing in reply.open.split("\n")[0]


@pytest.mark.parametrize(
    "fields",
    [
        {"text": "MLE vs MLSE tools?"},
        {"text": "/ask@Other_Bot MLE vs MLSE tools?"},
        # Even with a mention: the command says whom it is for.
        {"text": "/ask@Other_Bot MLE tools? cc @Rolewise_Bot"},
        {"text": "@Other_Bot MLE tools?"},
        # A person whose handle begins like the bot's.
        {"text": "@Rolewise_Bot_Fan you here?"},
        {"text": "mail rolewise@rolewise_bot.example"},
        {"text": "/weather Berlin"},
        {"text": "look /ask MLE tools"},
        {"photo": [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]},
        {"text": "@Rolewise_Bot MLE tools?", "from": build.OTHER_BOT},
        {"text": "@Rolewise_Bot MLE tools?", "via_bot": ME},
        {"text": "@Rolewise_Bot MLE tools?", "is_automatic_forward": True},
        {"new_chat_title": "Careers!"},
    ],
)
async def test_silent(conversation: Conversation, fields: dict[str, Any]) -> None:
    """What is not addressed to the bot gets no answer and leaves no trace."""
    unasked = message(fields.pop("text", None), chat=GROUP, **fields)

    assert await conversation.feed(update(message=unasked)) == []
    assert conversation.telegram.calls == []
    assert await conversation.store.forget("") == 0


async def test_text_mention(conversation: Conversation, told: Told) -> None:
    """A mention without a handle, chosen from the member list, counts like one with it."""
    question = message("Rolewise MLE tools?", chat=GROUP)
    question["entities"] = [{"type": "text_mention", "offset": 0, "length": 8, "user": ME}]

    (reply,) = await conversation.feed(update(message=question))

    assert told("MLE tools") in reply.open


async def test_mention_in_caption(conversation: Conversation, told: Told) -> None:
    """A mention in a caption counts like one in a text."""
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
    question = message(chat=GROUP, photo=photo, caption="@rolewise_bot MLE tools?")

    (reply,) = await conversation.feed(update(message=question))

    assert told("MLE tools") in reply.open


async def test_bare_mention(conversation: Conversation) -> None:
    """A mention and nothing else is a call for help."""
    await conversation.gets("@Rolewise_Bot MLE tools?", chat=GROUP)

    reply = await conversation.gets("@Rolewise_Bot", chat=GROUP)

    assert "Ask in your own words" in reply.text


async def test_anonymous_admin(conversation: Conversation, told: Told) -> None:
    """An anonymous admin is a person, though Telegram lends a bot's name."""
    reply = await conversation.gets(
        "@Rolewise_Bot MLE tools?", chat=GROUP, sender=build.ANONYMOUS_ADMIN, sender_chat=GROUP
    )

    assert told("MLE tools") in reply.open


async def test_own_talk(conversation: Conversation, told: Told) -> None:
    """A mention goes on with the asker's own talk, whoever asked in between."""
    await conversation.gets("@Rolewise_Bot MLE vs MLSE tools?", chat=GROUP, sender=ANA)
    await conversation.gets("@Rolewise_Bot DLE tools?", chat=GROUP, sender=BEN)

    reply = await conversation.gets("@Rolewise_Bot and education?", chat=GROUP, sender=ANA)

    assert told("MLE vs MLSE education") in reply.open


async def test_told_of_oneself(conversation: Conversation) -> None:
    """What somebody told of himself weighs in his own questions, and in nobody else's."""
    await conversation.gets(
        "@Rolewise_Bot I know R and statistics and hate meetings, which job fits me?", chat=GROUP
    )
    choice = "@Rolewise_Bot DS or DE, which one should I choose?"

    bens = await conversation.gets(choice, chat=GROUP, sender=BEN)
    anas = await conversation.gets(choice, chat=GROUP, sender=ANA)

    assert "You bring statistics" in anas.open
    assert "data scientist" in bens.open
    assert "You bring" not in bens.open


async def test_newcomer(conversation: Conversation, told: Told) -> None:
    """Who has asked nothing yet joins the last talk."""
    await conversation.gets("@Rolewise_Bot MLE vs MLSE tools?", chat=GROUP, sender=ANA)

    reply = await conversation.gets("@Rolewise_Bot and education?", chat=GROUP, sender=CHI)

    assert told("MLE vs MLSE education") in reply.open


async def test_reply_needs_no_mention(conversation: Conversation, told: Told) -> None:
    """A reply to an answer takes up that answer's talk, whoever replies."""
    first = await conversation.gets("@Rolewise_Bot MLE vs MLSE tools?", chat=GROUP, sender=ANA)
    await conversation.gets("@Rolewise_Bot DLE tools?", chat=GROUP, sender=BEN)

    reply = await conversation.gets(
        "and education?", chat=GROUP, sender=BEN, reply_to_message=first.result
    )

    assert told("MLE vs MLSE education") in reply.open


@pytest.mark.parametrize(
    "text",
    [
        *("😂😂", "+1", "I disagree", "told you so, @ben_example", "ok", "no", "lol"),
        *("lol my boss does that too", "thanks Ben!", "haha true", "same here"),
        *("I think Python is better", "nobody uses R anymore", "my team uses Docker too"),
        *("agreed, Docker is a must", "we hired two last year", "you should learn SQL first"),
        *("what a joke", "who cares", "wow", "nice one", "@ben_example see the tools?"),
        "das sehe ich anders",
    ],
)
async def test_talk_among_people(conversation: Conversation, text: str) -> None:
    """A reply to an answer that asks nothing is between people, and is not kept."""
    first = await conversation.gets("/ask MLE vs MLSE tools", chat=GROUP)
    reply = message(text, chat=GROUP, sender=BEN, reply_to_message=first.result)

    assert await conversation.feed(update(message=reply)) == []


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("and for DS?", "DS tools"),
        ("education", "MLE vs MLSE education"),
        ("what about pay", "MLE vs MLSE salary"),
        ("the second one", "MLSE tools"),
        ("and for data analysts, which tools?", "DA tools"),
        ("thanks, and education?", "MLE vs MLSE education"),
    ],
)
async def test_reply_that_asks(
    conversation: Conversation, told: Told, text: str, question: str
) -> None:
    """A reply that asks on is answered, with a question mark or without."""
    first = await conversation.gets("/ask MLE vs MLSE tools", chat=GROUP)
    reply = await conversation.gets(text, chat=GROUP, sender=BEN, reply_to_message=first.result)

    assert told(question) in reply.open


async def test_answer_to_a_question_of_ours(conversation: Conversation, told: Told) -> None:
    """Where the bot has asked back, what replies to that is its answer."""
    asked = await conversation.gets("/compare", chat=GROUP)
    one = await conversation.gets("DS", chat=GROUP, reply_to_message=asked.result)
    both = await conversation.gets("DA", chat=GROUP, reply_to_message=one.result)

    assert told("DS vs DA") in both.open


async def test_reply_to_a_person(conversation: Conversation) -> None:
    """A reply to a person is between people."""
    other = message("hello", chat=GROUP, sender=BEN)

    assert await conversation.says("MLE tools?", chat=GROUP, reply_to_message=other) == []


@pytest.mark.parametrize("text", ["@Rolewise_Bot maybe you know?", "/ask"])
async def test_passed_on(conversation: Conversation, text: str, told: Told) -> None:
    """Who calls the bot to another's question gets that answered, without the handles in it."""
    other = message("@Other_Bot what tools does an MLE use?", chat=GROUP, sender=ANA)

    reply = await conversation.gets(text, chat=GROUP, sender=BEN, reply_to_message=other)

    assert told("MLE tools") in reply.open
    assert "other" not in reply.text.split("\n")[0].lower()
    assert other["message_id"] == reply.params["reply_parameters"]["message_id"]


async def test_own_question_beside_another(conversation: Conversation) -> None:
    """Who asks something else under another's message is answered, not the other one."""
    other = message("what tools does an MLE use?", chat=GROUP, sender=ANA)
    own = message("@Rolewise_Bot and a DSE?", chat=GROUP, sender=BEN, reply_to_message=other)

    (reply,) = await conversation.feed(update(message=own))

    questions = [one["callback_data"] for one in reply.buttons if "callback_data" in one]
    assert questions
    assert all(one.startswith("q1:Data Science Eng.") for one in questions)
    assert own["message_id"] == reply.params["reply_parameters"]["message_id"]


async def test_quoted_part(conversation: Conversation, told: Told) -> None:
    """Of a message quoted in part only that part is asked."""
    other = message("I am an MLS. What tools does an MLE use?", chat=GROUP, sender=ANA)
    quote = {"text": "What tools does an MLE use?", "position": 13}

    reply = await conversation.gets(
        "@Rolewise_Bot?", chat=GROUP, sender=BEN, reply_to_message=other, quote=quote
    )

    assert told("MLE tools") in reply.open


async def test_topic(conversation: Conversation) -> None:
    """An answer stays in the topic of its question."""
    (reply,) = await conversation.feed(update(message=in_topic(5, "@rolewise_bot MLE tools?")))

    assert reply.params["message_thread_id"] == 5


async def test_topics_apart(conversation: Conversation, told: Told) -> None:
    """Each topic has talks of its own, also of the same person."""
    await conversation.feed(update(message=in_topic(5, "@rolewise_bot MLE vs MLSE tools?")))
    await conversation.feed(update(message=in_topic(6, "@rolewise_bot DLE tools?")))

    (reply,) = await conversation.feed(update(message=in_topic(5, "@rolewise_bot education?")))

    assert told("MLE vs MLSE education") in reply.open


@pytest.mark.parametrize("opener", [BEN, ME])
async def test_topic_opening(conversation: Conversation, opener: dict[str, Any]) -> None:
    """That each message of a topic replies to its opening makes it no reply to the bot."""
    unasked = in_topic(5, "MLE tools?", opener=opener)
    # Older topics come with no word on what their first message was.
    bare = in_topic(6, "MLE tools?", opener=opener)
    del bare["reply_to_message"]["forum_topic_created"]

    assert await conversation.feed(update(message=unasked), update(message=bare)) == []


async def test_general_topic(conversation: Conversation) -> None:
    """The General topic has no thread id, and none may be sent there."""
    reply = await conversation.gets("@Rolewise_Bot MLE tools?", chat=FORUM)

    assert "message_thread_id" not in reply.params


async def test_chain_of_replies(conversation: Conversation) -> None:
    """The thread id of a chain of replies in a plain group names no topic."""
    reply = await conversation.gets("@Rolewise_Bot MLE tools?", chat=GROUP, message_thread_id=77)

    assert "message_thread_id" not in reply.params


async def test_private_talk_stays_private(conversation: Conversation, told: Told) -> None:
    """Nothing from a private chat reaches a group."""
    await conversation.gets("MLE vs MLSE tools?", sender=ANA)

    reply = await conversation.gets("@Rolewise_Bot and education?", chat=GROUP, sender=ANA)

    assert told("and education?") in reply.open
    assert told("MLE vs MLSE education") not in reply.text


async def test_mention_added_later(conversation: Conversation) -> None:
    """A message that an edit addresses to the bot is answered."""
    first = message("what tools do MLEs use", chat=GROUP)
    assert await conversation.feed(update(message=first)) == []

    asked = edited(first, "@Rolewise_Bot what tools do MLEs use")
    (reply,) = await conversation.feed(update(edited_message=asked))

    assert reply.method == "sendMessage"


async def test_question_edited(conversation: Conversation, told: Told) -> None:
    """An edited question in a group changes its answer, and a reply to that goes on from it."""
    question = message("@Rolewise_Bot mle vs mls tools", chat=GROUP)
    await conversation.feed(update(message=question))
    again = edited(question, "@Rolewise_Bot mle vs mlse tools")
    (changed,) = await conversation.feed(update(edited_message=again))

    reply = await conversation.gets("education?", chat=GROUP, reply_to_message=changed.result)

    assert changed.method == "editMessageText"
    assert told("MLE vs MLSE education") in reply.open


async def test_edited_small_talk(conversation: Conversation) -> None:
    """People may edit what was never for the bot."""
    talk = message("anyone want coffee", chat=GROUP)

    assert (
        await conversation.feed(
            update(message=talk), update(edited_message=edited(talk, "coffee or tea"))
        )
        == []
    )


async def test_question_gone(conversation: Conversation, told: Told) -> None:
    """An answer is sent even if its question was deleted meanwhile."""
    question = message("@Rolewise_Bot MLE tools?", chat=GROUP)
    conversation.telegram.deleted.add((GROUP["id"], question["message_id"]))

    (reply,) = await conversation.feed(update(message=question))

    assert told("MLE tools") in reply.open


@pytest.mark.parametrize(
    ("asked", "full"),
    [
        ("MLE vs MLSE tools", "MLE vs MLSE tools in full"),
        ("MLE", "MLE definition in full"),
        # Signs that a link cannot carry as they are.
        ("who uses C++?", "who uses C++ in full"),
    ],
)
async def test_more_in_private(conversation: Conversation, asked: str, full: str) -> None:
    """What has no room in a group is a link to where it has: there it is asked in full."""
    short = await conversation.gets(f"/ask {asked}", chat=GROUP)
    (url,) = [one["url"] for one in short.buttons if one["text"] == "More in private"]
    assert url.startswith("https://t.me/Rolewise_Bot?start=")

    linked = await conversation.says(f"/start {url.partition('=')[2]}", sender=BEN)
    asked_for = await conversation.says(full)

    assert [one.text for one in asked_for] == [one.text for one in linked]
    assert sum(len(one.text) for one in linked) > len(short.text)


async def test_more_in_place_in_private(conversation: Conversation) -> None:
    """In private there is room, so an answer grows where it stands."""
    short = await conversation.gets("MLE vs MLSE tools")

    (whole,) = await conversation.presses("More", short)

    assert short.result["message_id"] == whole.params["message_id"]
    assert len(whole.text) > len(short.text)
