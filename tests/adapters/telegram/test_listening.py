"""The port holds out against those who connect and say nothing, little, or nonsense."""

import asyncio
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from bot.adapters.telegram.listening import MOST_CONNECTIONS, WHOLE_WITHIN, Server
from tests.serving import free_port
from tests.telegram.clock import now

Line = tuple[StreamReader, StreamWriter]
ASK = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
POST = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n"


class Port:
    """A port of this machine that is listened on."""

    def __init__(self, host: str) -> None:
        self.server = Server(self._answer, host, free_port())
        self.open: list[StreamWriter] = []
        self.let_go = asyncio.Event()
        self.let_go.set()

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.let_go.wait()
        while (await receive()).get("more_body"):
            pass
        await PlainTextResponse("here")(scope, receive, send)

    async def line(self, says: bytes = b"") -> Line:
        """Return a new connection on which something has been said."""
        reader, writer = await asyncio.open_connection(
            self.server.config.host, self.server.config.port
        )
        self.open.append(writer)
        writer.write(says)
        await asyncio.sleep(0.01)
        return reader, writer


@asynccontextmanager
async def _listening(host: str = "127.0.0.1") -> AsyncIterator[Port]:
    port = Port(host)
    serving = asyncio.create_task(port.server.run_until_told())
    while not port.server.started:  # noqa: ASYNC110  # uvicorn tells it in no other way
        await asyncio.sleep(0.01)
    try:
        yield port
    finally:
        for writer in port.open:
            writer.transport.abort()
        port.server.should_exit = True
        await serving


async def _all(reader: StreamReader) -> bytes:
    """Return what is said until the connection ends."""
    try:
        return await reader.read()
    except ConnectionError:
        return b""


@pytest.mark.parametrize("says", [b"", b"GET / HTTP/1.1\r\nHost:", POST, POST + b"x"])
async def test_unfinished(says: bytes) -> None:
    """Who does not finish a request is cut off, whatever was said of it."""
    async with _listening() as port:
        reader, _ = await port.line(says)
        begun = now()

        assert b"" == await _all(reader)
        assert now() - begun == pytest.approx(WHOLE_WITHIN, abs=0.1)


@pytest.mark.parametrize("says", [b"GET / HTTP/1.1\r\n", POST])
async def test_slow(says: bytes) -> None:
    """To say a letter now and then gains no time."""
    async with _listening() as port:
        reader, writer = await port.line(says)
        begun, ended = now(), asyncio.ensure_future(_all(reader))
        while not ended.done():
            writer.write(b"x")
            await asyncio.sleep(1)

        assert WHOLE_WITHIN - 0.1 <= now() - begun <= WHOLE_WITHIN + 1.1


async def test_in_hand() -> None:
    """A request that is whole has as long for its answer as that takes, and the next is new."""
    async with _listening() as port:
        port.let_go.clear()
        reader, writer = await port.line(ASK)
        await asyncio.sleep(10 * WHOLE_WITHIN)
        port.let_go.set()
        assert (await reader.readuntil(b"here")).startswith(b"HTTP/1.1 200")

        writer.write(ASK)
        assert (await reader.readuntil(b"here")).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("says", [b"", b"GET", POST, ASK])
async def test_crowd(says: bytes) -> None:
    """However many hold a connection without a request in hand, the next one is answered."""
    async with _listening() as port:
        crowd = [await port.line(says) for _ in range(2 * MOST_CONNECTIONS)]
        reader, _ = await port.line(ASK)

        assert (await reader.readuntil(b"here")).startswith(b"HTTP/1.1 200")
        assert len(port.server.server_state.connections) <= MOST_CONNECTIONS
        assert (await _all(crowd[0][0])).endswith(b"here") == (says == ASK)


async def test_crowd_in_hand() -> None:
    """Requests in hand make room for nobody; who comes then is refused."""
    async with _listening() as port:
        port.let_go.clear()
        crowd = [await port.line(ASK) for _ in range(MOST_CONNECTIONS)]
        late, _ = await port.line(ASK)
        port.let_go.set()

        assert b"" == await _all(late)
        for reader, _ in crowd:
            assert (await reader.readuntil(b"here")).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize(
    "says", [b"\x16\x03\x01\x02", b"no HTTP\r\n\r\n", b"\r\n" * 9 + b":\r\n\r\n"]
)
async def test_nonsense(says: bytes) -> None:
    """What is no HTTP is refused."""
    async with _listening() as port:
        reader, _ = await port.line(says)

        assert (await _all(reader)).startswith(b"HTTP/1.1 400")


async def test_no_web_socket() -> None:
    """An upgrade is not taken up: the request is answered as it is."""
    upgrade = b"GET / HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n"
    async with _listening() as port:
        reader, _ = await port.line(upgrade)

        assert (await reader.readuntil(b"here")).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("host", ["::1", "::", "0.0.0.0"])  # noqa: S104
async def test_hosts(host: str) -> None:
    """Addresses of both kinds are listened on; the one that means all means both."""
    async with _listening(host) as port:
        port.server.config.host = "127.0.0.1" if host != "::1" else host
        reader, _ = await port.line(ASK)

        assert (await reader.readuntil(b"here")).startswith(b"HTTP/1.1 200")
