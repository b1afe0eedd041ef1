"""Raw HTTP that nobody sends by accident: refused or cut off, and the next is handled."""

import asyncio
import json
from collections.abc import Iterator

import pytest

from bot.adapters.telegram.listening import Server
from bot.adapters.telegram.web import SECRET_HEADER, Hook, site
from tests.serving import free_port
from tests.telegram.build import message, update
from tests.telegram.conversation import Conversation
from tests.telegram.wire import Telegram

SECRET = "a-made-up-secret"
HOST = b"Host: x\r\n"
KNOWS = f"{SECRET_HEADER}: {SECRET}\r\n".encode()
BODY = json.dumps(update(message=message("MLE tools?"))).encode()
LONG = b"a" * 70_000
CHUNKED = b"Transfer-Encoding: chunked\r\n"
METHODS = (
    b"OPTIONS",
    b"TRACE",
    b"PUT",
    b"DELETE",
    b"PATCH",
    b"HEAD",
    b"GET",
    b"get",
    b"G\xc9T",
    b"",
)
TARGETS = (
    *(
        b"*",
        b"//",
        b"//hook",
        b"/hook/",
        b"/../hook",
        b"/%68ook",
        b"/hook%00",
        b"/hook;x",
        b"/HOOK",
    ),
    *(b"http://evil.example/x", b"x", b"/h\x00ook", b"/h\xf6\xf6k", b"/" + LONG, b"", b"/x /hook"),
)
VERSIONS = (b"", b"HTTP/0.9", b"HTTP/1.2", b"HTTP/2.0", b"HTTP/9.9", b"HTP/1.1", b"HTTP/1.1 x")
SIZES = (b"-1", b"+5", b"0x10", b"1_0", b"1, 2", b"9" * 30, b"x", b"")
CODINGS = (b"gzip", b"xchunked", b"chunked, chunked", b"identity", b"chunked\r\nContent-Length: 3")
CHUNKS = (
    b"-1\r\n",
    b"f" * 40 + b"\r\n",
    b"x\r\n",
    b"1\r\nab\r\n",
    b"1;" + LONG + b"\r\na\r\n",
    b"\n",
)
HEADERS = (
    *(
        b"no colon\r\n",
        b"space : x\r\n",
        b" folded\r\n",
        b"a: b\x00c\r\n",
        b"a: b\rc\r\n",
        b": x\r\n",
    ),
    *(
        b"H\xf6: x\r\n",
        b"a: " + LONG + b"\r\n",
        b"a: b\r\n" * 10_000,
        HOST,
        b"Expect: nonsense\r\n",
    ),
)
OTHERS = (
    *(b"\x16\x03\x01\x02\x00\x01\x00", b"SSH-2.0-x\r\n", b"*1\r\n$4\r\nPING\r\n", b"EHLO x\r\n"),
    *(
        b"PROXY TCP4 1.1.1.1 2.2.2.2 1 2\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"\x00" * 9,
        LONG,
    ),
)


def _post(headers: bytes, body: bytes = BODY) -> bytes:
    return b"POST /hook HTTP/1.1\r\n" + HOST + headers + b"\r\n" + body


def _cases() -> Iterator[bytes]:
    for method in METHODS:
        yield method + b" /hook HTTP/1.1\r\n" + HOST + KNOWS + b"\r\n"
    for target in TARGETS:
        size = b"Content-Length: %d\r\n\r\n" % len(BODY)
        yield b"POST " + target + b" HTTP/1.1\r\n" + HOST + KNOWS + size + BODY
    for version in VERSIONS:
        yield b"POST /hook " + version + b"\r\n" + HOST + KNOWS + b"\r\n"
    for size in SIZES:
        yield _post(KNOWS + b"Content-Length: " + size + b"\r\n")
    for coding in CODINGS:
        yield _post(KNOWS + b"Transfer-Encoding: " + coding + b"\r\n", b"0\r\n\r\n")
    for chunk in CHUNKS:
        yield _post(KNOWS + CHUNKED, chunk + b"0\r\n\r\n")
    for header in HEADERS:
        yield _post(header + b"Content-Length: %d\r\n" % len(BODY))
    for body in (b"\xef\xbb\xbf7", b"NaN", b"\x1f\x8b\x08", BODY[:-1]):
        yield _post(KNOWS + b"Content-Length: %d\r\n" % len(body), body)
    yield b"POST /hook HTTP/1.1\r\n" + KNOWS + b"\r\n"  # without a host
    yield _post(KNOWS[:-2] + b"x\r\nContent-Length: 0\r\n", b"")
    yield _post(CHUNKED, b"0\r\n" + KNOWS + b"\r\n")  # the secret comes too late
    yield _post(b"Content-Length: 0\r\n", b"") * 100
    yield from OTHERS


async def _say(port: int, said: bytes) -> bytes:
    """Return what a new connection answers until it ends."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(said)
    heard = b""
    try:
        while more := await reader.read(1 << 16):
            heard += more
    except ConnectionError:
        pass
    finally:
        writer.transport.abort()
    return heard


def _statuses(heard: bytes) -> set[int]:
    return {int(part.split()[0]) for part in heard.split(b"HTTP/1.1 ")[1:]}


async def test_refused(
    conversation: Conversation, telegram: Telegram, caplog: pytest.LogCaptureFixture
) -> None:
    """None of it is handled or meets a fault, and whoever knows the secret is heard after it."""
    caplog.set_level("ERROR", "uvicorn")
    hook = site(conversation.application, {}, Hook("/hook", SECRET))
    server = Server(hook, "127.0.0.1", port := free_port())
    serving = asyncio.create_task(server.run_until_told())
    while not server.started:  # noqa: ASYNC110  # uvicorn tells it in no other way
        await asyncio.sleep(0.01)
    cases = [*_cases()]
    try:
        for said in cases:
            heard = _statuses(await _say(port, said))
            assert all(400 <= status < 500 for status in heard), (heard, said[:80])
        assert telegram.calls == []
        telegram.receive(json.loads(BODY))
        size = b"Content-Length: %d\r\nConnection: close\r\n" % len(BODY)
        assert {200} == _statuses(await _say(port, _post(KNOWS + size)))
    finally:
        server.should_exit = True
        await serving

    assert len(cases) > 70
    assert caplog.record_tuples == []
    assert len(telegram.sent()) == 1
