"""A line as long as the one to Binder: a TCP proxy on loopback that delivers every byte a fixed time after it came.

Each direction waits by itself, so 75 ms each way make a round trip of 150 ms. The order is kept, the bandwidth is as it comes,
and Nagle's algorithm is off, so that the proxy adds the delay and nothing else. It runs as its own process:

    python delay.py PORT_TO_REACH SECONDS_EACH_WAY

and prints the port it listens on.
"""

from __future__ import annotations

import asyncio
import socket
import sys
from contextlib import suppress

CHUNK = 1 << 18


async def carry(reader, writer, delay):
    """Pass on what `reader` gives to `writer`, each piece `delay` seconds after it came."""
    loop = asyncio.get_running_loop()
    waiting: asyncio.Queue = asyncio.Queue()

    async def deliver():
        while True:
            due, piece = await waiting.get()
            await asyncio.sleep(max(0.0, due - loop.time()))
            if not piece:
                break
            writer.write(piece)
        with suppress(OSError):
            writer.write_eof()

    delivery = asyncio.create_task(deliver())
    piece = b"."
    while piece:
        try:
            piece = await reader.read(CHUNK)
        except OSError:
            piece = b""
        waiting.put_nowait((loop.time() + delay, piece))
    await delivery


async def serve(target_port, delay):
    """Listen on a free port of loopback and carry every connection to `target_port`."""

    async def connect(reader, writer):
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", target_port, limit=CHUNK)
        for end in (writer, far_writer):
            end.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        await asyncio.gather(carry(reader, far_writer, delay), carry(far_reader, writer, delay))
        for end in (writer, far_writer):
            end.close()

    server = await asyncio.start_server(connect, "127.0.0.1", 0, limit=CHUNK)
    print(server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        asyncio.run(serve(int(sys.argv[1]), float(sys.argv[2])))
