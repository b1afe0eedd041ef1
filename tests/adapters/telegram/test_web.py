"""The web side: the webhook, and what an operator's machines ask for."""

import asyncio
import json
import random
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from httpx import ASGITransport, AsyncClient, Response
from prometheus_client.parser import text_string_to_metric_families
from telegram.error import NetworkError

from bot.adapters.telegram.web import (
    LARGEST,
    READY_FOR,
    READY_WITHIN,
    SECRET_HEADER,
    Check,
    Hook,
    site,
)
from bot.adapters.telegram.wiring import Bot
from tests.generated import hard
from tests.telegram.build import (
    BEN,
    DATE,
    GROUP,
    PRIVATE,
    guest,
    inline_query,
    membership,
    message,
    press,
    update,
)
from tests.telegram.clock import now
from tests.telegram.conversation import Conversation, Told
from tests.telegram.wire import ME, Raw, Telegram

SECRET = "a-made-up-secret"
HOOK = Hook("/hook", SECRET)
VOTE = "v1:+ML Engineer tools"
_BORNE = {"reply_markup": {"inline_keyboard": [[{"text": "+", "callback_data": VOTE}]]}}
FLOOD = (429, {"ok": False, "description": "Slow down", "parameters": {"retry_after": 3}})


def _client(application: Bot, hook: Hook | None = HOOK, **checks: Check) -> AsyncClient:
    return AsyncClient(
        transport=ASGITransport(site(application, checks, hook)), base_url="http://x"
    )


@pytest.fixture(name="web")
async def _web(conversation: Conversation) -> AsyncIterator[AsyncClient]:
    async with _client(conversation.application) as client:
        yield client


async def _deliver(web: AsyncClient, telegram: Telegram, raw: Raw) -> Response:
    """Deliver an update as Telegram does."""
    telegram.receive(raw)
    return await web.post("/hook", json=raw, headers={SECRET_HEADER: SECRET})


async def _refused(web: AsyncClient, body: bytes, secret: str = SECRET) -> int:
    response = await web.post("/hook", content=body, headers={SECRET_HEADER: secret})
    assert response.content == b""
    return response.status_code


async def test_delivered(web: AsyncClient, telegram: Telegram) -> None:
    """An update is acknowledged when its answer is out, and not before."""
    telegram.faults["sendMessage"].append(FLOOD)
    begun = now()

    response = await _deliver(web, telegram, update(message=message("MLE tools?")))

    assert (response.status_code, response.content) == (200, b"")
    assert now() - begun == pytest.approx(3)
    (answer,) = telegram.sent()
    assert "Machine Learning Engineer" in answer.text


@pytest.mark.parametrize("secret", ["", "made-up", f"{SECRET}x", "ключ"])
async def test_wrong_secret(
    web: AsyncClient, telegram: Telegram, log: list[Any], secret: str
) -> None:
    """Who does not know the secret is refused, and nothing is done or told."""
    body = json.dumps(update(message=message("MLE tools?"))).encode()
    before = (await _figures(web))["rolewise_refused_total", ""]

    response = await web.post(
        "/hook", content=body, headers={SECRET_HEADER.encode(): secret.encode()}
    )

    assert (response.status_code, response.content) == (403, b"")
    assert (telegram.calls, log) == ([], [])
    assert before + 1 == (await _figures(web))["rolewise_refused_total", ""]


async def test_no_secret(web: AsyncClient, telegram: Telegram) -> None:
    """A missing secret is a wrong one, whatever is delivered."""
    assert (await web.post("/hook", content=b"no json")).status_code == 403
    assert telegram.calls == []


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"no json", b"\xff\xfe", b"[]", b"7", b"null", b"{}"),
        *(b'{"update_id": "x"}', b'{"update_id": -1}', b'{"update_id": true}'),
        *(b"[" * 100_000, b'{"a":' * 100_000),
    ],
    ids=lambda body: body[:20].decode(errors="replace"),
)
async def test_no_update(web: AsyncClient, log: list[Any], body: bytes) -> None:
    """What is no update is refused, and that is one line in the log."""
    assert await _refused(web, body) == 400
    assert [line["event"] for line in log] == ["unreadable"]


async def test_unreadable_update(web: AsyncClient, telegram: Telegram, log: list[Any]) -> None:
    """An update that the library cannot read is passed over and logged; the next is answered."""
    raw = update(message={"message_id": 1})

    assert await _refused(web, json.dumps(raw).encode()) == 200
    assert [(line["event"], line["update_id"]) for line in log] == [
        ("unreadable", raw["update_id"])
    ]
    assert (
        await _deliver(web, telegram, update(message=message("MLE tools?")))
    ).status_code == 200
    assert len(telegram.sent()) == 1


@pytest.mark.parametrize("depth", [10, 500, 5_000])
async def test_deep_update(web: AsyncClient, log: list[Any], depth: int) -> None:
    """Messages that reply to messages without end are no fault: they are acknowledged."""
    said = message("MLE tools?", chat=GROUP)
    head, tail = json.dumps(said)[:-1] + ', "reply_to_message": ', json.dumps(said)
    body = f'{{"update_id": 7, "message": {head * depth}{tail}{"}" * depth}}}'

    assert await _refused(web, body[:LARGEST].encode()) in ([200] if depth < 1000 else [200, 400])
    assert [line["event"] for line in log] in (["ignored"], ["unreadable"])


ODD: tuple[Any, ...] = (None, -1, 2**70, "\ud800", [], {"id": []})
"""Values that are not what anybody expects."""


def _mutated(value: Any) -> Iterator[Any]:
    """Yield a JSON value with an odd one in each place in turn."""
    if isinstance(value, dict):
        for name in value:
            yield from ({**value, name: odd} for odd in ODD)
            yield {key: kept for key, kept in value.items() if key != name}
            yield from ({**value, name: other} for other in _mutated(value[name]))


def _odd(raw: Raw) -> Iterator[Raw]:
    """Yield an update with an odd value in each place, and some with two: 13,000 in all."""
    chance = random.Random(7)  # noqa: S311  # no secret hangs on it
    once = [*_mutated(raw)]
    yield from once
    for one in chance.choices(once, k=hard(0, 1_350)):
        if twice := [*_mutated(one)]:
            yield chance.choice(twice)


def _updates() -> dict[str, Raw]:
    said = message("/ask MLE tools @Rolewise_Bot", chat=GROUP, reply_to_message=message("x"))
    return {
        "message": {"message": said},
        "edited": {"edited_message": {**message("MLE tools"), "edit_date": DATE}},
        "picture": {"message": message(dice={"emoji": "x", "value": 1}, media_group_id="1")},
        "guest": {"guest_message": guest("MLE tools")},
        "press": {"callback_query": press("q1:MLE tools", {**message("x"), "from": ME})},
        "vote": {"callback_query": press(VOTE, {**message("x"), **_BORNE, "from": ME})},
        "inline": {"inline_query": inline_query("mle tools")},
        "member": {"my_chat_member": membership("left", "member")},
        "migration": {"message": message(chat=GROUP, migrate_to_chat_id=-1009)},
    }


@pytest.mark.parametrize("kind", _updates())
async def test_odd(web: AsyncClient, telegram: Telegram, log: list[Any], kind: str) -> None:
    """Whatever an update holds it is acknowledged and has its line; the next one is answered."""
    for odd in _odd(_updates()[kind]):
        log.clear()
        body = json.dumps({**odd, "update_id": update()["update_id"]}).encode()

        assert await _refused(web, body) == 200
        assert log, odd

    telegram.breaches.clear()  # what is asked oddly is answered oddly
    asked = update(message=message("DSE tools?", chat={**PRIVATE, "id": 5}, sender=BEN))
    await _deliver(web, telegram, asked)
    assert telegram.sent()[-1].params["chat_id"] == 5


async def test_large(web: AsyncClient, telegram: Telegram) -> None:
    """A body that no update of Telegram's has is not read to its end."""
    raw = json.dumps(update(message=message("MLE tools?"))).encode()
    telegram.receive(json.loads(raw))

    assert await _refused(web, raw.ljust(LARGEST + 1)) == 413
    assert telegram.calls == []
    assert await _refused(web, raw.ljust(LARGEST)) == 200


async def test_elsewhere(web: AsyncClient, conversation: Conversation) -> None:
    """There is nothing but what is written down, and the webhook takes deliveries only."""
    headers = {SECRET_HEADER: SECRET}

    assert (await web.get("/hook", headers=headers)).status_code == 405
    assert (await web.get("/")).status_code == 404
    assert (await web.post("/hook/x", headers=headers)).status_code == 404
    assert (await web.post("/metrics")).status_code == 405
    async with _client(conversation.application, None) as without:
        assert (await without.post("/hook", headers=headers)).status_code == 404


@pytest.mark.parametrize("path", ["/{x}", "/a%20b", "/hook/", "/(.*)", "/b%C3%BCro"])
async def test_path_as_it_is_written(conversation: Conversation, path: str) -> None:
    """The path is that of the address, letter by letter; none that is like it leads there."""
    headers = {SECRET_HEADER: SECRET}
    application = conversation.application

    async def status(asked: str) -> int:
        scope = {"type": "http", "method": "POST", "raw_path": asked.encode(), "path": asked}
        scope |= {
            "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()]
        }
        sent: list[Any] = []

        async def send(told: Any) -> None:
            sent.append(told)

        async def receive() -> Any:
            return {"type": "http.request", "body": b"{}", "more_body": False}

        await site(application, {}, Hook(path, SECRET))(scope, receive, send)
        return int(sent[0]["status"])

    assert 400 == await status(path)
    for other in (f"{path}/", path.rstrip("/"), "/anything", "/a b", path.upper()):
        assert (404 if other != path else 400) == await status(other)


async def test_no_redirect(web: AsyncClient) -> None:
    """Nobody is sent to a host that the request names."""
    for path in ("/hook/", "/healthz/"):
        response = await web.request("POST", path, headers={"Host": "evil.com"})
        assert (404, None) == (response.status_code, response.headers.get("location"))


async def test_delivered_twice(web: AsyncClient, telegram: Telegram, log: list[Any]) -> None:
    """An update that comes again, even while its answer is on the way, is answered once."""
    raw = update(message=message("MLE tools?"))
    telegram.faults["sendMessage"].append(FLOOD)

    at_once = await asyncio.gather(*(_deliver(web, telegram, raw) for _ in range(2)))
    later = await _deliver(web, telegram, raw)

    assert [response.status_code for response in (*at_once, later)] == [200, 200, 200]
    assert len(telegram.sent()) == 1
    assert [line.get("reason", line["event"]) for line in log] == [
        "answered",
        "duplicate",
        "duplicate",
    ]


async def test_order(web: AsyncClient, telegram: Telegram, told: Told) -> None:
    """What one person says in a chat is answered in the order of its arrival."""
    telegram.faults["sendMessage"].append(FLOOD)
    asked = [update(message=message(text)) for text in ("MLE tools?", "and education?")]

    await asyncio.gather(*(_deliver(web, telegram, raw) for raw in asked))

    first, second = telegram.sent()
    assert told("MLE tools") in first.open
    assert told("MLE education") in second.open


async def test_fault(stumbling: Conversation, telegram: Telegram, log: list[Any]) -> None:
    """An update that meets a fault of ours is acknowledged too: it would meet it again."""
    async with _client(stumbling.application) as client:
        raw = update(message=message("stumble"))
        assert (await _deliver(client, telegram, raw)).status_code == 200

    assert [(line["event"], line["update_id"]) for line in log] == [("failed", raw["update_id"])]


async def test_alive(web: AsyncClient) -> None:
    """A process that answers at all is alive."""
    response = await web.get("/healthz")

    assert (response.status_code, response.text) == (200, "alive\n")


async def _readiness(application: Bot, **checks: Check) -> tuple[int, dict[str, str]]:
    async with _client(application, HOOK, **checks) as client:
        response = await client.get("/readyz")
    return response.status_code, response.json()


async def _broken() -> None:
    raise OSError("secrets of the disk")


async def test_ready(conversation: Conversation, telegram: Telegram) -> None:
    """Ready is who has every part; else the answer names those that fail, and no more of them."""
    application = conversation.application
    telegram_, store = application.bot.get_me, conversation.store.ping

    assert await _readiness(application, telegram=telegram_, store=store) == (
        200,
        {"telegram": "ok", "store": "ok"},
    )
    assert await _readiness(application, telegram=telegram_, store=_broken) == (
        503,
        {"telegram": "ok", "store": "OSError"},
    )
    telegram.faults["getMe"].append(NetworkError("no route to https://x/bot42:x"))
    assert await _readiness(application, telegram=telegram_, store=store) == (
        503,
        {"telegram": "NetworkError", "store": "ok"},
    )


async def test_ready_in_time(conversation: Conversation) -> None:
    """However many parts hang, the answer comes in time and names them."""
    hangs = asyncio.Event().wait
    begun = now()

    told = await _readiness(conversation.application, telegram=hangs, store=hangs)

    assert told == (503, {"telegram": "TimeoutError", "store": "TimeoutError"})
    assert now() - begun == pytest.approx(READY_WITHIN)


async def test_ready_is_not_asked_anew(conversation: Conversation, telegram: Telegram) -> None:
    """However often and at once one asks, Telegram is asked once in a while."""
    application = conversation.application
    async with _client(application, HOOK, telegram=application.bot.get_me) as client:
        asked = [client.get("/readyz") for _ in range(20)]
        assert {200} == {one.status_code for one in await asyncio.gather(*asked)}
        assert 1 == len(telegram.calls)
        telegram.faults["getMe"].append(NetworkError("gone"))
        await asyncio.sleep(READY_FOR)
        assert 503 == (await client.get("/readyz")).status_code


async def _figures(web: AsyncClient) -> dict[tuple[str, str], float]:
    """Return the figures by name and the values of their labels, as those are named."""
    response = await web.get("/metrics")
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/plain; version=0.0.4")
    return {
        (sample.name, " ".join(one for _, one in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(response.text)
        for sample in family.samples
    }


async def test_figures(web: AsyncClient, conversation: Conversation, telegram: Telegram) -> None:
    """The figures tell what was asked where and how it ended."""
    before = await _figures(web)

    first = await conversation.gets("MLE vs MLSE tools?")
    await conversation.gets("/ask blorp gromf", chat=GROUP)
    await conversation.feed(update(callback_query=press("q1:MLS tools", first.result)))
    await conversation.feed(update(inline_query=inline_query("mle tools")))
    await conversation.says("hello all", chat=GROUP)
    telegram.faults["sendMessage"].append(NetworkError("x"))
    await conversation.says("MLE pay?")

    after = await _figures(web)
    more = {name: value - before.get(name, 0) for name, value in after.items()}
    assert more["rolewise_answered_total", "compare private"] == 1
    assert more["rolewise_answered_total", "unknown group"] == 1
    assert more["rolewise_answered_total", "explain callback"] == 1
    assert more["rolewise_ignored_total", "not_addressed"] == 1
    assert more["rolewise_telegram_errors_total", "NetworkError"] == 1
    assert more["rolewise_update_seconds_count", "private"] == 1
    assert more["rolewise_update_seconds_bucket", "+Inf private"] == 1
    assert more["rolewise_engine_seconds_count", ""] >= 4
    assert sum(n for (name, _), n in more.items() if name == "rolewise_failed_total") == 0


async def test_figures_tell_of_nobody(web: AsyncClient, conversation: Conversation) -> None:
    """No figure bears anybody's words, name or number."""
    await conversation.says("blorp, dear Rolewise?")
    await conversation.says("/ask blorp", chat=GROUP)

    page = (await web.get("/metrics")).text

    assert [word for word in ("blorp", "dear", "Ana", "-200", "42:x") if word in page] == []
