"""/forget: all that somebody told is gone, wherever it is and whatever was in hand."""

import asyncio
from typing import Any

import pytest

from bot.adapters.telegram.talk import Talk
from bot.engine.talk.context import Context
from bot.stores import Kept
from bot.stores.memory import MemoryStore
from tests.telegram.build import ANA, BEN, CHI, GROUP, PRIVATE, message
from tests.telegram.conversation import Conversation, Told
from tests.telegram.wire import Telegram

BENS = {"chat": GROUP, "sender": BEN}
ADVICE = "/ask I know Python and Kafka and hate meetings, which role fits me?"


def _kept(conversation: Conversation) -> dict[str, Kept]:
    store = conversation.store
    assert isinstance(store, MemoryStore)
    return {key: kept for key, (kept, _) in store._entries.items()}


async def _bens_talk(conversation: Conversation) -> Context:
    return _kept(conversation)[f"chat:{GROUP['id']}:0:{BEN['id']}"].context


@pytest.mark.parametrize("text", ["/ask MLE tools?", "/ask blorp the gromf"])
async def test_in_hand(conversation: Conversation, telegram: Telegram, text: str) -> None:
    """What was being answered when its asker was forgotten is not kept or counted afterwards."""
    flood: dict[str, Any] = {
        "ok": False,
        "description": "Slow down",
        "parameters": {"retry_after": 3},
    }
    telegram.faults["sendMessage"].append((429, flood))
    asked = asyncio.create_task(conversation.gets(text, chat=GROUP))
    await asyncio.sleep(1)
    await conversation.store.forget_owner(ANA["id"])
    await asked

    assert _kept(conversation) == {}
    assert await conversation.store.counts("unanswered") == {}


@pytest.mark.parametrize("replies", [False, True])
async def test_own_facts_stay_ones_own(conversation: Conversation, replies: bool) -> None:
    """Who joins another's talk, or replies to its answer, takes over what it was about only."""
    first = await conversation.gets(ADVICE, chat=GROUP)
    more = {"reply_to_message": first.result} if replies else {}
    await conversation.gets("/ask why?", **BENS, **more)

    ben = await _bens_talk(conversation)
    told = str(ben.told) + "".join(
        str((turn.background, turn.wants, turn.avoids, turn.excluded, turn.items))
        for turn in ben.turns
    )
    assert "python" not in told
    assert "kafka" not in told
    assert "meetings" not in told


async def test_joined(conversation: Conversation, told: Told) -> None:
    """What a talk is about is taken over by whoever joins it."""
    await conversation.gets("/ask MLE vs MLSE tools?", chat=GROUP)

    joined = await conversation.gets("/ask and education?", **BENS)
    assert told("MLE vs MLSE education") in joined.open


async def test_forgotten_in_others_talks(conversation: Conversation) -> None:
    """Turns of who is forgotten leave the talks of those who joined; theirs stay."""
    await conversation.gets("/ask MLE vs MLSE tools?", chat=GROUP)
    await conversation.gets("/ask and education?", **BENS)
    assert {ANA["id"], BEN["id"]} == (await _bens_talk(conversation)).askers

    await conversation.gets("/forget")

    every = _kept(conversation).values()
    assert every
    assert {BEN["id"]} == {owner for kept in every for owner in kept.owners}
    (left,) = (await _bens_talk(conversation)).turns
    assert left.sections == ("education",)


async def test_words_that_were_pointed_at(conversation: Conversation) -> None:
    """Whose words another has passed on to the bot may have them forgotten too."""
    anas = message("I know Kafka, which role fits me?", chat=GROUP, sender=ANA)
    await conversation.gets("@Rolewise_Bot maybe you know?", **BENS, reply_to_message=anas)
    ben = await _bens_talk(conversation)
    assert ben.told.items == ()
    assert {ANA["id"]} == ben.askers

    await conversation.gets("/forget")
    assert (await _bens_talk(conversation)).turns == ()


async def test_joined_in_hand(conversation: Conversation, talk: Talk) -> None:
    """Nor is what another was being answered in the talk of who is forgotten meanwhile."""
    await conversation.gets("/ask MLE tools?", chat=GROUP)
    since = await talk.forgets()
    shared = _kept(conversation)[f"last:{GROUP['id']}:0"].context
    await conversation.store.forget_owner(ANA["id"])

    entries = {"last:-200:0": Kept(shared, owner=BEN["id"])}
    await talk.keep(entries, talk.clock(), since)

    assert _kept(conversation) == {}


async def test_half_an_ad(conversation: Conversation, talk: Talk) -> None:
    """Nor is a message held any more that might be half of an ad."""
    await conversation.gets("/ask MLE tools?", chat=GROUP)
    assert talk.parts.held

    await conversation.gets("/forget")
    assert talk.parts.held == {}


async def test_others_stay(conversation: Conversation) -> None:
    """Nobody else is forgotten with whoever asks for it."""
    private = {"chat": {**PRIVATE, "id": CHI["id"]}, "sender": CHI}
    await conversation.gets("MLE tools?", **private)
    kept = _kept(conversation)

    await conversation.gets("MLE tools?")
    await conversation.gets("/forget")

    assert kept == _kept(conversation)
