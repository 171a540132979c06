"""Running ahead along a held slider, so that the page has the answer before it asks.

The frames belong to one whole state: everything but the held slider is as it was when the slider was taken. As soon as anything else
moves, what was run ahead is dropped. Between two frames the kernel's loop is free, so a real question never waits for more than one.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace

BATCH_SECONDS = 0.006
"""Frames are sent together as long as they take no longer than this to make."""
BATCH_BYTES = 200_000


class Ahead:
    """The run-ahead of one panel.

    Parameters
    ----------
    make_frame : callable
        ``make_frame(state, layout, version, base) -> (head, bytes, frame)`` or None when the figure itself would change.
    send : callable
        ``send(message, buffers)``.
    """

    def __init__(self, make_frame, send):
        self._make_frame = make_frame
        self._send = send
        self._task = None

    def begin(self, state, control, values, address) -> None:
        """Start along `control`, over `values` in the order given; `address` says which view and ray asked."""
        self.stop()
        self._rest = {name: value for name, value in state.values if name != control}
        self._state, self._control = state, control
        work = self._batches(state, control, values, address)
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # no loop: a script or a test; do it at once
            for _ in work:
                pass
            return
        self._task = loop.create_task(_spread(work))

    def keep_only(self, state) -> None:
        """Stop unless `state` lies on the slider that is being run ahead."""
        if self._task is None or self._task.done():
            return
        rest = {name: value for name, value in state.values if name != self._control}
        same = (state.scene, state.rival, state.seed) == (self._state.scene, self._state.rival, self._state.seed)
        if not same or rest != self._rest:
            self.stop()

    def stop(self) -> None:
        """Drop what is left to do."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _batches(self, state, control, values, address):
        layout = address["layout"]
        made = self._make_frame(state, layout, None, None)
        head, data, base = made
        version = head["version"]
        self._send({"type": "ahead", **address, "whole": True, "frames": [{**head, "value": dict(state.values)[control]}]}, [data])
        heads, blocks, began = [], [], time.perf_counter()
        for value in values:
            moved = replace(state, values=tuple((n, value if n == control else v) for n, v in state.values))
            made = self._make_frame(moved, layout, version, base)
            if made is not None:
                heads.append({**made[0], "value": value})
                blocks.append(made[1])
            if time.perf_counter() - began > BATCH_SECONDS or sum(map(len, blocks)) > BATCH_BYTES:
                self._flush(address, heads, blocks)
                heads, blocks = [], []
                yield
                began = time.perf_counter()
        self._flush(address, heads, blocks)

    def _flush(self, address, heads, blocks):
        if heads:
            self._send({"type": "ahead", **address, "frames": heads}, blocks)


async def _spread(work):
    for _ in work:
        await asyncio.sleep(0)
