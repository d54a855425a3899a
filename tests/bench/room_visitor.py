"""A visitor of a served explorer without a browser: asks for the page, and speaks to the kernel as the page does."""

import asyncio
import itertools
import json
import re
import struct
import time
import uuid
from urllib.parse import urlsplit

from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

PROTOCOL = "v1.kernel.websocket.jupyter.org"
CONTROL = "jupyter.widget.control"
LONGEST = 120
"""Seconds after which a visitor gives up."""


class Visitor:
    """One visitor with one page.

    Args:
        address: of the page, with its token.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self.model = ""
        self.page_bytes = 0
        self._socket: WebSocketClientConnection | None = None
        self._reader: asyncio.Task[None] | None = None
        self._states: asyncio.Future[dict] | None = None
        self._pongs: dict[int, asyncio.Future[None]] = {}
        self._control = ""
        self._session = uuid.uuid4().hex
        self.saved = b""  # as the storage of the tab keeps it
        self.problem = ""

    async def open(self) -> tuple[float, float]:
        """Ask for the page, and connect as it does.

        Returns:
            Seconds until the page is in, and until the kernel has given all that it shows.
        """
        start = time.perf_counter()
        request = HTTPRequest(self.address, request_timeout=LONGEST, connect_timeout=LONGEST)
        answer = await AsyncHTTPClient().fetch(request)
        page = answer.body.decode()
        self.page_bytes = len(answer.body)
        page_in = time.perf_counter() - start
        kernel = re.search(r'"kernelId": "([\w-]+)"', page)
        if not kernel:
            raise RuntimeError(f"the page has no kernel: {page[:300]}")
        there = urlsplit(self.address)
        cookies = "; ".join(cookie.split(";")[0] for cookie in answer.headers.get_list("Set-Cookie"))
        self._socket = await websocket_connect(
            HTTPRequest(
                f"ws://{there.netloc}/api/kernels/{kernel[1]}/channels?session_id={self._session}",
                headers={"Cookie": cookies, "Origin": f"http://{there.netloc}"},
                connect_timeout=LONGEST,
            ),
            subprotocols=[PROTOCOL],
            max_message_size=2**28,
        )
        self._reader = asyncio.create_task(self._read())
        self._states = asyncio.get_running_loop().create_future()
        self._send("kernel_info_request", {})
        self._control = uuid.uuid4().hex
        opening = {"comm_id": self._control, "target_name": CONTROL, "data": {}}
        self._send("comm_open", opening, {"version": "1.0.0"})
        self._send("comm_msg", {"comm_id": self._control, "data": {"method": "request_states"}})
        states = await asyncio.wait_for(self._states, LONGEST)
        self.model = next(
            id for id, model in states.items() if "by_hand" in model["state"] and model["state"]["by_hand"]
        )
        self._tell({"session_found": True}, self.saved)
        self._tell({"canvas_size": [700.0, 560.0]})
        await self.ping()
        return page_in, time.perf_counter() - start

    async def edit(self, action: list[str]) -> float:
        """Press a button; seconds until the explorer has answered, with all that changes on the page."""
        start = time.perf_counter()
        self._tell({"action": action})
        await self.ping()
        return time.perf_counter() - start

    async def ping(self) -> None:
        """Wait until the kernel has done all that it was asked."""
        number = len(self._pongs)
        self._pongs[number] = asyncio.get_running_loop().create_future()
        self._tell({"ping": number})
        await asyncio.wait_for(self._pongs[number], LONGEST)

    async def leave(self) -> None:
        """Close the page."""
        socket, self._socket = self._socket, None
        if socket:
            socket.close()
        if self._reader:
            await self._reader

    def _tell(self, message: dict, *buffers: bytes) -> None:
        """Send a message to the explorer."""
        data = {"method": "custom", "content": message}
        self._send("comm_msg", {"comm_id": self.model, "data": data}, buffers=buffers)

    def _send(
        self, kind: str, content: dict, metadata: dict | None = None, buffers: tuple[bytes, ...] = ()
    ) -> None:
        if self._socket is None:  # the visitor has left
            return
        header = {
            "msg_id": uuid.uuid4().hex,
            "msg_type": kind,
            "session": self._session,
            "username": "",
            "date": "",
        }
        header["version"] = "5.2"
        parts = [
            b"shell",
            *(json.dumps(part).encode() for part in (header, {}, metadata or {}, content)),
            *buffers,
        ]
        self._socket.write_message(packed(parts), binary=True)

    async def _read(self) -> None:
        assert self._socket is not None
        socket = self._socket
        while (message := await socket.read_message()) is not None:
            if isinstance(message, bytes):
                self._take(unpacked(message))
        for waiting in [*self._pongs.values(), self._states]:
            if waiting and not waiting.done():
                waiting.set_exception(RuntimeError("the connection was closed"))

    def _take(self, parts: list[bytes]) -> None:
        header, content = json.loads(parts[1]), json.loads(parts[4])
        if header["msg_type"] == "error":
            self.problem = str(content.get("evalue"))
        if header["msg_type"] != "comm_msg":
            return
        data = content["data"]
        if content["comm_id"] == self._control and data.get("method") == "update_states":
            assert self._states is not None
            self._states.set_result(data["states"])
        elif content["comm_id"] == self.model and data.get("method") == "custom":
            self._answer(data["content"], parts[5:])

    def _answer(self, message: dict, buffers: list[bytes]) -> None:
        """What the page does on a message of the explorer."""
        if "pong" in message:
            waiting = self._pongs[message["pong"]]
            if not waiting.done():
                waiting.set_result(None)
        if message.get("changes"):
            self._tell({"session_wanted": True})
        if "session" in message:
            piece = message["session"]
            self._tell({"session_saved" if piece["last"] else "session_more": piece["number"]})


def packed(parts: list[bytes]) -> bytes:
    """A message in Jupyter's protocol for websockets: how many offsets, the offsets, the parts."""
    offsets = [8 * (len(parts) + 2)]
    for part in parts:
        offsets.append(offsets[-1] + len(part))
    return struct.pack(f"<{len(offsets) + 1}Q", len(offsets), *offsets) + b"".join(parts)


def unpacked(message: bytes) -> list[bytes]:
    """The parts of such a message: channel, header, parent header, metadata, content, and buffers."""
    (count,) = struct.unpack_from("<Q", message)
    offsets = struct.unpack_from(f"<{count}Q", message, 8)
    return [message[start:end] for start, end in itertools.pairwise(offsets)]
