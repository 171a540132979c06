"""Running ahead along a held slider, so that the page has the answer before it asks.

The page asks for a few values at a time, nearest first, and has only so many such questions under way (see ``reach`` in panel.js): what was
run ahead never stands in a long queue before a real question. The frames belong to one *ray*: one whole state but for the
held slider. When anything else moves the page starts another ray and forgets this one.
"""

from __future__ import annotations

import time
from dataclasses import replace

BUDGET_SECONDS = 0.008
"""One answer takes no longer than this to make, or one frame; what is left the page may ask for again."""
BUDGET_BYTES = 100_000


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
        self._ray = None
        self._base = None

    def answer(self, state, control, values, address) -> None:
        """Send the frames of as many of `values` along `control` as the budget allows; `address` names view, ray and layout.

        Parameters
        ----------
        state : State
            A state on the ray.
        control : str
            Field name of the held slider.
        values : sequence of float
        address : dict
            ``view``, ``ray`` and ``layout``, sent back with the frames.
        """
        began = time.perf_counter()
        layout = address["layout"]
        if address["ray"] != self._ray:
            self._begin(state, control, address)
        heads, blocks = [], []
        done = 0
        for value in values:
            made = self._frame(_moved(state, control, value), layout)
            if made is not None:
                heads.append({**made[0], "value": value})
                blocks.append(made[1])
            done += 1
            if time.perf_counter() - began > BUDGET_SECONDS or sum(map(len, blocks)) > BUDGET_BYTES:
                break
        self._send({"type": "ahead", **address, "frames": heads, "left": list(values[done:])}, blocks)

    def _begin(self, state, control, address):
        """Send the frame that the others of this ray lean on: what does not move along it travels once."""
        head, data, self._base = self._make_frame(state, address["layout"], None, None)
        self._version = head["version"]
        self._ray = address["ray"]
        value = dict(state.values)[control]
        self._send({"type": "ahead", **address, "whole": True, "frames": [{**head, "value": value}], "left": []}, [data])

    def _frame(self, state, layout):
        try:
            return self._make_frame(state, layout, self._version, self._base)
        except Exception:  # nobody has asked for this state yet; when somebody does, the answer says what is wrong
            return None


def _moved(state, control, value):
    return replace(state, values=tuple((name, value if name == control else v) for name, v in state.values))
