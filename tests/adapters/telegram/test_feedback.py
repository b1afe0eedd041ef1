"""What is counted of all talks together: thumbs, and questions that nobody could answer."""

import string
from datetime import UTC, datetime

import pytest

from bot.adapters.telegram.talk import Talk
from bot.stores.memory import MemoryStore
from tests.telegram.build import ANA, BEN, CHI, DATE, GROUP, PRIVATE, message, press, update
from tests.telegram.conversation import Conversation, Start, Told
from tests.telegram.wire import Call, Telegram

GOOD, BAD = "👍", "👎"
BENS = {**PRIVATE, "id": BEN["id"]}
AT = datetime.fromtimestamp(DATE, UTC)


def _thumbs(answer: Call) -> list[str]:
    return [
        one["text"] for one in answer.buttons if one.get("callback_data", "").startswith("v1:")
    ]


@pytest.mark.parametrize("text", ["MLE tools?", "MLE vs MLSE", "who uses docker", "MLE salary"])
async def test_thumbs(conversation: Conversation, text: str) -> None:
    """An answer from sources may be judged in private."""
    assert [GOOD, BAD] == _thumbs(await conversation.gets(text))


@pytest.mark.parametrize("text", ["/help", "hello", "thanks", "blorp gromf", "/roles", "tools?"])
async def test_nothing_to_judge(conversation: Conversation, text: str) -> None:
    """What states nothing has no thumbs."""
    assert _thumbs(await conversation.gets(text)) == []


async def test_no_thumbs_in_groups(conversation: Conversation) -> None:
    """In a group thumbs would be one person's for all."""
    assert _thumbs(await conversation.gets("/ask MLE tools", chat=GROUP)) == []


@pytest.mark.parametrize(
    ("label", "counted", "said"),
    [(GOOD, "+ ML Engineer tools", "Thank you"), (BAD, "- ML Engineer tools", "What was wrong")],
)
async def test_counted(
    conversation: Conversation, telegram: Telegram, label: str, counted: str, said: str
) -> None:
    """A thumb is counted by what was asked, thanked for or asked about, and sends nothing."""
    answer = await conversation.gets("what tools does an MLE use?")

    assert await conversation.presses(label, answer) == []
    assert {counted: 1} == await conversation.store.counts("feedback")
    (thanks,) = [call for call in telegram.calls if call.method == "answerCallbackQuery"]
    assert said in thanks.params["text"]


@pytest.mark.parametrize("reason", ["Wrong fact", "Not what I asked", "Too long"])
async def test_reason(conversation: Conversation, telegram: Telegram, reason: str) -> None:
    """Who dislikes an answer may say why, once; what leads on from it stays."""
    answer = await conversation.gets("MLE tools?")
    await conversation.presses(BAD, answer)
    shown = telegram.messages[PRIVATE["id"], answer.result["message_id"]]
    asked = {
        one["text"]: one["callback_data"]
        for row in shown["reply_markup"]["inline_keyboard"]
        for one in row
    }
    why = update(callback_query=press(asked[reason], answer.result | shown))

    assert await conversation.feed(why) == []
    await conversation.feed(update(callback_query=press(asked["Too long"], answer.result | shown)))
    counts = await conversation.store.counts("feedback")
    assert {"- ML Engineer tools": 1, f"- ML Engineer tools: {reason}": 1} == counts
    left = telegram.messages[PRIVATE["id"], answer.result["message_id"]]["reply_markup"]
    assert not [one for row in left["inline_keyboard"] for one in row if one["text"] == reason]
    assert left["inline_keyboard"][0] == answer.params["reply_markup"]["inline_keyboard"][0]


async def test_counted_by_reading(conversation: Conversation) -> None:
    """Where no short question says what was asked, it is counted by how it was read."""
    answer = await conversation.gets("how do I prepare for interviews?")
    await conversation.presses(GOOD, answer)

    assert {"+ general interviews_in_general": 1} == await conversation.store.counts("feedback")


async def test_thumbs_vanish(conversation: Conversation, telegram: Telegram) -> None:
    """Once pressed the thumbs are gone, and all other buttons stay as they were."""
    answer = await conversation.gets("MLE tools?")
    rows = answer.params["reply_markup"]["inline_keyboard"]

    await conversation.presses(GOOD, answer)

    shown = telegram.messages[PRIVATE["id"], answer.result["message_id"]]
    left = [one for one in rows[-1] if one["text"] not in {GOOD, BAD}]
    assert [*rows[:-1], left] == shown["reply_markup"]["inline_keyboard"]
    assert ["More", "Sources"] == [one["text"] for one in left]
    assert answer.result["text"] == shown["text"]


@pytest.mark.parametrize("second", [GOOD, BAD])
async def test_pressed_twice(conversation: Conversation, telegram: Telegram, second: str) -> None:
    """Of two presses the first is counted; both get an answer, so no button spins on."""
    answer = await conversation.gets("MLE tools?")
    data = {one["text"]: one["callback_data"] for one in answer.buttons}

    assert (
        await conversation.feed(
            *(update(callback_query=press(data[one], answer.result)) for one in (GOOD, second))
        )
        == []
    )
    assert {"+ ML Engineer tools": 1} == await conversation.store.counts("feedback")
    assert telegram.queries == set()


async def test_each_answer(conversation: Conversation) -> None:
    """Each answer counts: of two people, and of one who asks again."""
    for chat, sender in ((PRIVATE, ANA), (PRIVATE, ANA), (BENS, BEN)):
        answer = await conversation.gets("MLE tools?", chat=chat, sender=sender)
        await conversation.presses(GOOD, answer, sender=sender)

    assert {"+ ML Engineer tools": 3} == await conversation.store.counts("feedback")


async def test_changed_answer(conversation: Conversation) -> None:
    """An answer that a button has put in the place of another has thumbs of its own."""
    first = await conversation.gets("MLE tools?")
    await conversation.presses(GOOD, first)
    (second,) = await conversation.presses("Education", first)

    await conversation.presses(BAD, second)

    counted = await conversation.store.counts("feedback")
    assert {"+ ML Engineer tools": 1, "- ML Engineer education": 1} == counted


async def test_too_late_to_vanish(conversation: Conversation, telegram: Telegram) -> None:
    """A thumb counts even where its message cannot be changed or the press not answered."""
    answer = await conversation.gets("MLE tools?")
    refused = (400, {"ok": False, "description": "Bad Request: x"})
    telegram.faults["answerCallbackQuery"].append(refused)
    telegram.faults["editMessageReplyMarkup"].append(refused)

    assert await conversation.presses(GOOD, answer) == []
    assert {"+ ML Engineer tools": 1} == await conversation.store.counts("feedback")


async def test_thumb_is_no_turn(conversation: Conversation, told: Told) -> None:
    """A thumb changes nothing of the talk."""
    first = await conversation.gets("MLE vs MLSE tools?")
    await conversation.gets("DLE tools?")

    await conversation.presses(GOOD, first)

    assert told("DLE education") in (await conversation.gets("and education?")).open


async def test_unanswered(conversation: Conversation) -> None:
    """Questions that nobody could answer are counted by their folded words and by persons."""
    await conversation.says("Blorp the GROMF?")
    await conversation.says("blorp, the grömf!", chat=BENS, sender=BEN)
    await conversation.says("/ask blorp the gromf", chat=GROUP, sender=CHI)
    await conversation.says("/ask blorp the gromf", chat=GROUP)
    await conversation.calls_in("@Rolewise_Bot blorp the gromf", sender=BEN)

    assert {"blorp the gromf": 3} == await conversation.store.counts("unanswered")


async def test_one_person_fills_nothing(conversation: Conversation) -> None:
    """However much one person asks in vain, little of it is counted; others count as before."""
    for letter in string.ascii_lowercase:
        asks = message(f"blorp the gromf{letter * 3}", date=DATE + 60 * ord(letter))
        await conversation.feed(update(message=asks))
    await conversation.says("gromf", chat=BENS, sender=BEN)

    counted = await conversation.store.counts("unanswered")
    assert 15 <= len(counted) <= 22
    assert 1 == counted["gromf"]


async def test_taken_back(conversation: Conversation) -> None:
    """Who is forgotten has asked nothing in vain either; what others asked stays."""
    await conversation.says("blorp the gromf")
    await conversation.says("gromf")
    await conversation.says("gromf", chat=BENS, sender=BEN)
    await conversation.says("/forget")

    assert {"gromf": 1} == await conversation.store.counts("unanswered")


async def test_marks(conversation: Conversation, talk: Talk) -> None:
    """Who asked is known by a mark that differs from question to question and from bot to bot."""
    store = conversation.store
    assert isinstance(store, MemoryStore)
    for secret, question in ((b"1", "gromf"), (b"1", "blorp"), (b"2", "gromf")):
        talk.secret = secret
        await conversation.says(question)

    marks = [mark for one in store._counts["unanswered"].values() for mark in one.askers]
    assert len({*marks}) == len(marks) == 3
    assert "7" not in marks


@pytest.mark.parametrize(
    "text",
    [
        # a life's story
        "blorp " * 13,
        # what may be somebody's number, date or address
        "blorp the gromf 0151 234567",
        "gromf4 blorp",
        "blorp gromf@blorp.example",
        "blorp @ab",
        "blorp https://blorp.example/me",
        # trouble, complaints and insults
        "gromf you useless bot",
        "blorp the gromf you idiot",
        "gromf i want to die",
        "i got laid off blorp gromf",
        # names
        "is Blorpina gromf a blorp",
        "my name is blorp gromf",
        "blorp, Gromfson gromf",
        # too long a key
        f"{'blorp' * 30} gromf",
        # nothing to count
        "🤔",
        "???",
    ],
)
async def test_told_too_much(conversation: Conversation, text: str) -> None:
    """Words that may tell who asks are not counted."""
    await conversation.says(text)

    assert await conversation.store.counts("unanswered") == {}


async def test_handles(conversation: Conversation) -> None:
    """Whom a question names is not counted with it."""
    await conversation.says("/ask blorp the gromf @Ana_Example", chat=GROUP)

    assert "ana" not in str(await conversation.store.counts("unanswered"))


async def test_answered_is_not_counted(conversation: Conversation) -> None:
    """What was answered, or asked back, is no gap."""
    for text in ("MLE tools", "hello", "tools?", "/help"):
        await conversation.says(text)

    assert await conversation.store.counts("unanswered") == {}


async def test_listed(conversation: Conversation, talk: Talk) -> None:
    """The list has the most frequent first, and shows words as words; what few asked is hidden."""
    for name, askers in (("gromf", 3), ("blorp", 4), ("blorp gromf", 2)):
        for sender in range(askers):
            asks = message(
                name, sender={**ANA, "id": sender + 1}, chat={**PRIVATE, "id": sender + 1}
            )
            await conversation.feed(update(message=asks))
    for asker in "xyz":
        await conversation.store.count("unanswered", "a <b> & c", AT, asker)

    listed = await talk.listing("unanswered")

    assert listed.startswith("4 × blorp\n")  # noqa: RUF001  # as people write "times"
    assert "a &lt;b&gt; &amp; c" in listed
    assert "blorp gromf" not in listed


async def test_vote_under_an_old_message(start: Start) -> None:
    """A message too old to be read has the date 0; a vote under it counts once all the same."""
    conversation = await start()
    answer = await conversation.gets("MLE tools?")
    (data,) = [one["callback_data"] for one in answer.buttons if one["text"] == GOOD]
    gone = {"chat": PRIVATE, "message_id": answer.result["message_id"], "date": 0}

    for _ in range(2):
        await conversation.feed(update(callback_query=press(data, gone)))
        # What is kept is swept whenever something is put beside it.
        await conversation.gets("DS tools?", chat=BENS, sender=BEN)

    assert {"+ ML Engineer tools": 1} == await conversation.store.counts("feedback")


@pytest.mark.parametrize("gone", [False, True])
@pytest.mark.parametrize(
    "made_up", ["+you are all idiots", "-buy at evil.example", "+general nonsense", "w MLE tools"]
)
async def test_made_up(conversation: Conversation, gone: bool, made_up: str) -> None:
    """What no button of ours says is no vote, under whatever message it is pressed."""
    answer = await conversation.gets("MLE tools?")
    under = {**answer.result, "date": 0} if gone else answer.result

    assert await conversation.feed(update(callback_query=press(f"v1:{made_up}", under))) == []
    assert await conversation.store.counts("feedback") == {}


async def test_anothers_button(conversation: Conversation) -> None:
    """A vote counts under the answer that it is about alone, and in private."""
    answer = await conversation.gets("MLE tools?")
    (data,) = [one["callback_data"] for one in answer.buttons if one["text"] == GOOD]
    others = [
        await conversation.gets("DS tools?"),
        await conversation.gets("/ask MLE tools?", chat=GROUP),
    ]

    for other in others:
        await conversation.feed(update(callback_query=press(data, other.result)))

    assert await conversation.store.counts("feedback") == {}


@pytest.mark.parametrize(
    "text", ["how do I prepare for interviews?", "MLE vs MLSE", "who uses docker", "MLE or DS?"]
)
async def test_old_votes(conversation: Conversation, text: str) -> None:
    """What was asked, or how it was read, is known as ours where the message cannot be read."""
    answer = await conversation.gets(text)
    (data,) = [one["callback_data"] for one in answer.buttons if one["text"] == GOOD]
    gone = {"chat": PRIVATE, "message_id": answer.result["message_id"], "date": 0}

    await conversation.feed(update(callback_query=press(data, gone)))

    assert {f"+ {data[4:]}": 1} == await conversation.store.counts("feedback")
