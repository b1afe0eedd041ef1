"""Knowledge read anew while serving, and faults told to the operators."""

from dataclasses import replace

import pytest

from bot.adapters.telegram.limiter import GROUP, Limiter
from bot.adapters.telegram.posts import Posts
from bot.adapters.telegram.talk import Talk
from bot.engine.advisor import Advisor
from bot.engine.knowledge import Knowledge
from tests.telegram.build import ADMIN, BEN
from tests.telegram.conversation import Conversation, Told

OPERATOR = {"id": ADMIN["id"], "type": "private", "first_name": "Ada"}


def _renamed(known: Knowledge) -> Knowledge:
    """Return the knowledge as if somebody had edited it."""
    role = known.roles["data-scientist"]
    card = replace(role.cards["definition/what-it-is"], verdict="A data scientist is a sage.")
    role = replace(role, cards={**role.cards, "definition/what-it-is": card})
    return replace(known, roles={**known.roles, role.id: role}, version="edited")


async def test_reload(conversation: Conversation, talk: Talk) -> None:
    """An operator has the knowledge read anew, and from then on it is answered from."""
    talk.load = lambda: _renamed(talk.advisor.knowledge)
    assert "is a sage" not in (await conversation.gets("what is a DS")).text

    told = await conversation.gets("/reload", chat=OPERATOR, sender=ADMIN)

    assert "edited" in told.text
    assert "is a sage" in (await conversation.gets("what is a DS")).text


async def test_reload_with_problems(conversation: Conversation, talk: Talk, told: Told) -> None:
    """Knowledge with problems is not taken; the operator hears which, and the old one stays."""

    def load() -> Knowledge:
        raise ValueError("[ERROR] roles/x.yaml:3: a fault\n[ERROR] roles/x.yaml:4: <another>")

    talk.load = load
    kept = await conversation.gets("/reload", chat=OPERATOR, sender=ADMIN)

    assert "roles/x.yaml:3: a fault" in kept.text
    assert "<another>" in kept.text
    assert told("what is a DS") in (await conversation.gets("what is a DS")).open


async def test_reload_is_for_operators(conversation: Conversation, talk: Talk) -> None:
    """From anybody else it is no command."""
    read = []

    def load() -> Knowledge:
        read.append(1)
        return talk.advisor.knowledge

    talk.load = load
    await conversation.says("/reload", sender=BEN)

    assert [] == read


async def test_help_stays_fitted(conversation: Conversation, talk: Talk) -> None:
    """What the help says of groups outlives a reload."""
    fresh = talk.advisor.knowledge
    talk.advisor = Advisor(fresh)
    talk.posts = Posts(talk.advisor)
    talk.advisor.say_instead("help_more", "help_more_all")
    assert "mention me" in (await conversation.gets("help")).text
    talk.load = lambda: fresh

    assert [] == await talk.reload()
    assert "mention me" in (await conversation.gets("help")).text


async def test_nothing_to_load(talk: Talk) -> None:
    """Where there is nothing to read from, that is said."""
    assert ["there is nothing to load it from"] == await talk.reload()


async def test_operators_hear_once(conversation: Conversation, talk: Talk) -> None:
    """Of a fault the operators hear once, without anybody's words."""
    conversation.telegram.chats[ADMIN["id"]] = OPERATOR

    def fault() -> Exception:
        try:
            raise KeyError("somebody's words")
        except KeyError as error:
            return error

    bot = conversation.application.bot
    for _ in range(3):
        await talk.tell_operators(bot, fault())

    (told,) = conversation.telegram.sent()
    assert ADMIN["id"] == told.params["chat_id"]
    assert "KeyError" in told.text
    assert "somebody" not in told.text


async def test_share_of_replicas() -> None:
    """Replicas together keep to what Telegram allows one bot."""
    limiter = Limiter()
    one = limiter._bucket(GROUP)
    limiter.share(4)
    four = limiter._bucket(GROUP)

    assert four.max_rate >= 1
    assert 4 * four.max_rate / four.time_period == pytest.approx(one.max_rate / one.time_period)


@pytest.mark.parametrize("fault", [MemoryError(), ValueError("a fault\n" * 10**6)])
async def test_reload_survives(talk: Talk, fault: Exception) -> None:
    """Whatever reading it meets, the old knowledge is served, and only a little is told."""

    def load() -> Knowledge:
        raise fault

    talk.load, before = load, talk.advisor
    problems = await talk.reload()

    assert 0 < sum(map(len, problems)) < 10_000
    assert before is talk.advisor


async def test_reload_without_weights(talk: Talk) -> None:
    """Knowledge that is loaded but cannot be answered from is not taken."""
    before = talk.advisor
    talk.load = lambda: replace(before.knowledge, weights=None)

    assert ["the knowledge holds no fitted weights: rolewise train makes them"] == (
        await talk.reload()
    )
    assert before is talk.advisor


async def test_many_problems(conversation: Conversation, talk: Talk) -> None:
    """However many problems there are and however long, what is told is one message."""

    def load() -> Knowledge:
        raise ValueError("\n".join(f"{number}: {'<b> & @x ' * 16}" for number in range(100)))

    talk.load = load
    kept = await conversation.gets("/reload", chat=OPERATOR, sender=ADMIN)

    assert "17: <b> & @x" in kept.text
    assert "18: " not in kept.text
