"""What the bot tells of itself and of what it keeps, and what it tells its operators alone."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.adapters.telegram.place import GUEST, Place
from tests.telegram.build import (
    ADMIN,
    ANA,
    BEN,
    CHI,
    DATE,
    GROUP,
    PRIVATE,
    edited,
    in_topic,
    message,
    press,
    update,
)
from tests.telegram.conversation import Conversation, Told

AT = datetime.fromtimestamp(DATE, UTC)
ADMINS = {**PRIVATE, "id": ADMIN["id"]}
"""The operator's private chat."""
TOLD = [
    ("/privacy", "30 days"),
    ("/privacy", "For 10 seconds"),
    ("/about", "dated sources"),
    ("/forget", "removed everything"),
    ("/sources", "sources"),
    ("/PRIVACY", "30 days"),
]


@pytest.mark.parametrize(("command", "words"), TOLD)
async def test_private(conversation: Conversation, command: str, words: str) -> None:
    """In private a command about the bot is answered."""
    assert words in (await conversation.gets(command)).text


@pytest.mark.parametrize(("command", "words"), TOLD)
@pytest.mark.parametrize("name", ["", "@Rolewise_Bot", "@rolewise_bot"])
async def test_group(conversation: Conversation, command: str, words: str, name: str) -> None:
    """In a group too, as a reply to it, with the bot's name or without."""
    asked = message(command + name, chat=GROUP)

    (told,) = await conversation.feed(update(message=asked))

    assert words in told.text
    assert asked["message_id"] == told.params["reply_parameters"]["message_id"]


@pytest.mark.parametrize("command", ["/privacy", "/forget", "/about"])
async def test_of_another_bot(conversation: Conversation, command: str) -> None:
    """What another bot keeps is not this one's to tell."""
    assert await conversation.says(f"{command}@Other_Bot", chat=GROUP) == []


async def test_topic(conversation: Conversation) -> None:
    """It is told in the topic in which it was asked."""
    (told,) = await conversation.feed(update(message=in_topic(5, "/privacy@Rolewise_Bot")))

    assert told.params["message_thread_id"] == 5


@pytest.mark.parametrize("command", ["/privacy", "/about"])
async def test_no_turn(
    conversation: Conversation, command: str, log: list[Any], told: Told
) -> None:
    """It is no part of the talk: the next question goes on with what was talked about."""
    await conversation.gets("MLE vs MLSE tools?")
    await conversation.gets(command)

    assert told("MLE vs MLSE education") in (await conversation.gets("and education?")).open
    assert [line.get("reason") for line in log] == [None, command[1:], None]


@pytest.mark.parametrize("where", [PRIVATE, GROUP])
async def test_forget(conversation: Conversation, where: dict[str, Any]) -> None:
    """Wherever it is said, all that came from one person is forgotten, and nothing of others."""
    at = datetime.fromtimestamp(DATE, UTC)
    private = await conversation.gets("MLE tools?")
    asked = message("/ask MLE vs MLSE tools", chat=GROUP)
    (group,) = await conversation.feed(update(message=asked))
    await conversation.feed(update(message=in_topic(5, "@rolewise_bot MLS tools?")))
    await conversation.calls_in("@Rolewise_Bot DS tools?", chat=GROUP)
    pressed = await conversation.gets("/ask DA tools", chat=GROUP, sender=ANA)
    await conversation.presses("Pay", pressed, sender=ANA)
    bens = await conversation.gets("/ask DLE vs DSE tools", chat=GROUP, sender=BEN)
    await conversation.calls_in("@Rolewise_Bot DE tools?", chat=GROUP, sender=BEN)

    said = await conversation.gets("/forget", chat=where)

    assert "removed everything" in said.text
    of_ana = [Place(GROUP["id"], 0, ANA["id"]), Place(PRIVATE["id"], 0, ANA["id"])]
    of_ben = [Place(GROUP["id"], 0, BEN["id"]), Place(GROUP["id"], 0, BEN["id"], GUEST)]
    gone = [
        *(place.conversation for place in (*of_ana, Place(GROUP["id"], 0, ANA["id"], GUEST))),
        of_ana[0].anchor(group.result["message_id"]),
        of_ana[0].anchor(pressed.result["message_id"]),
        of_ana[0].question(asked["message_id"]),
        of_ana[1].anchor(private.result["message_id"]),
        of_ana[1].last,
        Place(-1001, 5, ANA["id"]).last,
    ]
    kept = [
        *(place.conversation for place in of_ben),
        *(place.last for place in of_ben),
        of_ben[0].anchor(bens.result["message_id"]),
    ]
    assert [await conversation.store.get(key, at) for key in gone] == [None] * len(gone)
    assert all([await conversation.store.get(key, at) for key in kept])
    assert await conversation.store.forget_owner(ANA["id"]) == 0


async def test_after_forget(conversation: Conversation, told: Told) -> None:
    """Who is forgotten begins anew, and a reply to an old answer brings nothing back."""
    first = await conversation.gets("MLE vs MLSE tools?")
    await conversation.gets("/forget")

    lone = await conversation.gets("and education?")
    reply = await conversation.gets("and education?", reply_to_message=first.result)

    assert told("and education?") in lone.open
    assert told("MLE vs MLSE education") not in reply.text


async def test_newcomer_after_forget(conversation: Conversation, told: Told) -> None:
    """Who joins a talk is not told what a forgotten person asked last."""
    await conversation.gets("/ask MLE vs MLSE tools", chat=GROUP)
    await conversation.gets("/forget", chat=GROUP)

    reply = await conversation.gets("/ask and education?", chat=GROUP, sender=CHI)

    assert told("and education?") in reply.open


async def test_not_pointed_at_after_forget(conversation: Conversation, told: Told) -> None:
    """That an answer was given to a forgotten person is forgotten too."""
    await conversation.gets("/ask MLE tools", chat=GROUP)
    await conversation.gets("/forget", chat=GROUP)

    reply = await conversation.gets("/ask MLE tools", chat=GROUP, sender=BEN)

    assert told("MLE tools") in reply.open


async def test_vote_forgotten(conversation: Conversation) -> None:
    """That somebody has judged an answer is forgotten with the rest; the count stays."""
    answer = await conversation.gets("MLE tools?")
    await conversation.presses("👍", answer)

    await conversation.gets("/forget")

    assert await conversation.store.forget("vote:") == 0
    assert {"+ ML Engineer tools": 1} == await conversation.store.counts("feedback")


@pytest.mark.parametrize("command", ["/unanswered", "/feedback"])
async def test_operators(conversation: Conversation, command: str) -> None:
    """Operators see in private what was counted."""
    for asker in "xyz":
        await conversation.store.count(command[1:], "gromf <&>", AT, asker)

    told = await conversation.gets(command, chat=ADMINS, sender=ADMIN)

    assert "gromf <&>" in told.text


async def test_nothing_counted(conversation: Conversation) -> None:
    """Where nothing was counted operators are told so."""
    told = await conversation.gets("/feedback", chat=ADMINS, sender=ADMIN)

    assert "Nothing so far" in told.text


async def test_long_list(conversation: Conversation) -> None:
    """The list shows what was counted in pages, each as long as one message may be."""
    for number in range(100):
        for asker in "xyz":
            key = f"{'gromf ' * 12}{number}"
            await conversation.store.count("unanswered", key, AT, asker)

    told = await conversation.gets("/unanswered", chat=ADMINS, sender=ADMIN)

    *lines, more = told.text.splitlines()
    assert len(lines) == 30
    assert more == "More: /unanswered 2"
    pages = [
        (await conversation.gets(f"/unanswered {page}", chat=ADMINS, sender=ADMIN)).text
        for page in (2, 3, 4, 5)
    ]
    assert [31, 31, 10, 1] == [len(page.splitlines()) for page in pages]
    assert "Nothing so far" in pages[-1]
    assert len({*lines, *(line for page in pages[:3] for line in page.splitlines()[:30])}) == 100


@pytest.mark.parametrize("command", ["/unanswered", "/feedback"])
@pytest.mark.parametrize(
    ("chat", "sender"), [(PRIVATE, ANA), (GROUP, ANA), (GROUP, ADMIN)], ids=["ana", "group", "ada"]
)
async def test_not_for_others(
    conversation: Conversation, command: str, chat: dict[str, Any], sender: dict[str, Any]
) -> None:
    """Nobody else sees it, and in a group not even an operator: there it gives nothing away."""
    await conversation.store.count(command[1:], "gromf", AT)

    shown = await conversation.says(f"{command}@Rolewise_Bot", chat=chat, sender=sender)

    assert not any("gromf" in call.text for call in shown)
    assert await conversation.says(command, chat=GROUP, sender=ADMIN) == []


async def test_no_button_for_a_notice(conversation: Conversation) -> None:
    """A pressed button is a question; nobody is forgotten by one."""
    first = await conversation.gets("MLE vs MLSE tools?")

    await conversation.feed(update(callback_query=press("q1:/forget", first.result)))

    assert await conversation.store.forget_owner(ANA["id"]) > 0


async def test_question_edited_into_forget(conversation: Conversation) -> None:
    """A question may be edited into the wish to be forgotten."""
    question = message("MLE tools?", date=DATE)
    await conversation.feed(update(message=question))

    (said,) = await conversation.feed(update(edited_message=edited(question, "/forget")))

    assert "removed everything" in said.text
    assert await conversation.store.forget_owner(ANA["id"]) == 0
