"""How fast a panel answers, beside common practice: ``python course.py bench``.

In one headless Chromium, against one real JupyterLab, the same figure (two panels, two series of 2,000 points, two sliders;
see figure.py) is put on the page in two ways: as a panel of ours, and as common practice has it (``@interact``, a new figure,
``plt.show()``). Both are moved with real key presses and mouse moves, straight on loopback and through a proxy that adds
150 ms to the round trip, as Binder's distance does. How time is taken is told in watch.js.

This is never run as a test: it says how fast, not whether it is right.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "browser"))

import nbformat  # noqa: E402
import psutil  # noqa: E402
import websocket  # noqa: E402
from harness import (  # noqa: E402
    REPOSITORY, Lab, Notebook, copy_lessons, find_chromium, free_port, open_browser, server_arguments)
from playwright.sync_api import sync_playwright  # noqa: E402

ONE_WAY = 0.075  # seconds that the proxy adds in each direction
QUIET = {"loopback": 350, "link": 700}  # milliseconds without a change before a picture counts as at rest
MOUSE_HZ = 125  # what a plain USB mouse reports
TAKEN = 1.5  # seconds after which the run-ahead must be there
LESSON = "05_synchrony.ipynb"
CELLS = {
    "panel": "from figure import make_panel\n\nmake_panel()",
    "interact": """\
import matplotlib.pyplot as plt
import numpy as np
from ipywidgets import FloatSlider, interact
from figure import FIGURE_SIZE, BenchParameters, draw_axes, draw_run, simulate_bench

@interact(frequency=FloatSlider(value=1, min=0.5, max=2.5, step=0.01), phase=FloatSlider(value=0, min=-3, max=3, step=0.03))
def show(frequency, phase):
    figure = plt.figure(figsize=FIGURE_SIZE)
    run = simulate_bench(BenchParameters(frequency=frequency, phase=phase), np.random.default_rng(7))
    draw_run(draw_axes(figure), run)
    plt.show()""",
}


# ---------------------------------------------------------------- one side of the comparison


class Side:
    """One way of showing the figure, on the page and ready to be moved."""

    def __init__(self, kind, notebook, line, mouse):
        self.mouse = mouse
        self.kind, self.notebook, self.page, self.line = kind, notebook, notebook.page, line
        roots = {"panel": ".bond-panel", "interact": ".jp-OutputArea:has(.widget-interact)"}
        self.root = self.page.locator(roots[kind]).last
        pictures = {"panel": ".bond-stage svg", "interact": "img"}
        self.root.locator(pictures[kind]).first.wait_for()
        handles = {"panel": "[data-control={}]", "interact": ".noUi-handle >> nth={}"}
        names = {"panel": ("frequency", "phase"), "interact": (0, 1)}
        self.handles = [self.root.locator(handles[kind].format(name)) for name in names[kind]]

    @contextmanager
    def watch(self):
        """Record every frame while the block runs; the record is in the dict that is given."""
        record = {}
        self.root.evaluate("(element, kind) => window.bondWatch.start(kind, element)", self.kind)
        try:
            yield record
        finally:
            record.update(self.page.evaluate("() => window.bondWatch.stop()"))

    def rest(self):
        """Wait until the picture has stood still for a while."""
        self.page.wait_for_function("quiet => window.bondWatch.rest(quiet)", arg=QUIET[self.line])

    def presses(self, count, focused):
        """Press an arrow key `count` times, each from rest; on one slider in focus, or on the two in turn, just taken."""
        with self.watch() as record:
            if focused:
                self.handles[0].focus()
                time.sleep(TAKEN)
            for index in range(count):
                time.sleep(random.uniform(0, 2 / 60))  # at any point between two frames
                if not focused:
                    self.handles[index % 2].focus()
                self.page.keyboard.press("ArrowRight" if index % 20 < 10 else "ArrowLeft")
                time.sleep(QUIET[self.line] / 1000)  # hands off: asking the page how it stands would itself take its time
                self.rest()
        return record

    def centre(self, handle):
        """Where the thumb is, in the page."""
        return handle.evaluate("""(element) => {
            const box = element.getBoundingClientRect();
            const share = element.max === undefined ? 0.5 : (element.value - element.min) / (element.max - element.min);
            const thumb = element.max === undefined ? box.width : 16;
            return [box.left + thumb / 2 + share * (box.width - thumb), box.top + box.height / 2];
        }""")

    def track(self, handle):
        """Left and right end of the slider, in the page."""
        return handle.evaluate("""(element) => {
            const box = (element.closest('.noUi-base') ?? element).getBoundingClientRect();
            return [box.left, box.right];
        }""")

    def drag(self, index, wait):
        """Take slider `index`, wait, then move it for one second to the far side; returns the record."""
        handle = self.handles[index]
        x, y = self.centre(handle)
        left, right = self.track(handle)
        target = left + 0.9 * (right - left) if x < (left + right) / 2 else left + 0.1 * (right - left)
        with self.watch() as record:
            self.mouse.to(x, y)
            self.mouse.press(x, y)
            time.sleep(wait)
            start = time.perf_counter()
            passed = 0.0
            while passed < 1.0:
                passed = min(1.0, time.perf_counter() - start)
                self.mouse.to(x + (target - x) * passed, y)
                time.sleep(1 / MOUSE_HZ)
            self.rest()
            self.mouse.release(target, y)
            self.rest()
        return record


# ---------------------------------------------------------------- hands and scales


class Mouse:
    """A mouse that reports its place at its own rate and never waits for the page, as a real one.

    Playwright's own waits after every move until the page has dealt with it, which would pace the drag by the picture.
    """

    def __init__(self, debugging_port, address):
        with urllib.request.urlopen(f"http://127.0.0.1:{debugging_port}/json/list") as answer:
            target = next(each for each in json.load(answer) if each["type"] == "page" and each["url"] == address)
        self.line = websocket.create_connection(target["webSocketDebuggerUrl"], suppress_origin=True)
        self.sent = 0

    def _send(self, kind, x, y, **more):
        self.sent += 1
        self.line.send(json.dumps({"id": self.sent, "method": "Input.dispatchMouseEvent",
                                   "params": {"type": kind, "x": x, "y": y, **more}}))

    def press(self, x, y):
        """Press the left button."""
        self._send("mousePressed", x, y, button="left", buttons=1, clickCount=1)
        self.down = True

    def to(self, x, y):
        """Be at (x, y)."""
        held = {"button": "left", "buttons": 1} if getattr(self, "down", False) else {}
        self._send("mouseMoved", x, y, **held)

    def release(self, x, y):
        """Let the left button go."""
        self._send("mouseReleased", x, y, button="left", buttons=0, clickCount=1)
        self.down = False


# ---------------------------------------------------------------- what a record says


def press_times(record):
    """Milliseconds from each key press to the first frame with another picture."""
    times = []
    for event in (event for event in record["events"] if event["type"] == "keydown"):
        before = [frame for frame in record["frames"] if frame["time"] <= event["time"]]
        later = [frame for frame in record["frames"] if frame["time"] > event["time"]]
        changed = [frame for frame in later if not frame["blank"] and frame["picture"] != before[-1]["picture"]]
        if not changed:
            raise RuntimeError("A key press changed no picture.")
        times.append(changed[0]["time"] - event["time"])
    return times


def drag_figures(record):
    """Distinct pictures a second while the mouse moved, and milliseconds from the last move to the last picture."""
    taken = next(event["time"] for event in record["events"] if event["type"] == "pointerdown")
    moves = [event["time"] for event in record["events"] if event["type"] == "pointermove" and event["time"] > taken]
    frames, first = record["frames"], moves[0]
    at_start = [frame["picture"] for frame in frames if frame["time"] <= first][-1]
    while_moving = {frame["picture"] for frame in frames if first < frame["time"] <= moves[-1] and not frame["blank"]}
    final = frames[-1]["picture"]
    settled = next(after["time"] for before, after in reversed(list(zip(frames, frames[1:]))) if before["picture"] != final)
    return {"rate": len(while_moving - {at_start}) / (moves[-1] - first) * 1000, "final": settled - moves[-1],
            "moves": len(moves) / (moves[-1] - first) * 1000}


def bytes_a_picture(record):
    """All bytes that came from the kernel, run-ahead and all, for each picture shown."""
    pictures = sum(before["picture"] != after["picture"] for before, after in zip(record["frames"], record["frames"][1:]))
    return sum(message["size"] for message in record["messages"] if message["way"] == "in") / max(pictures, 1)


def update_bytes(record):
    """Median bytes of the message that answers with a picture."""
    return statistics.median(message["size"] for message in record["messages"] if message.get("name") == "frame")


def faults(records):
    """What must never happen, counted over all records: blank, late, wrong or jumping pictures."""
    found = {"blank": 0, "wrong at rest": 0, "two pictures of one state": 0, "out of order": 0, "height changed": 0}
    pictures = {}
    for record in records:
        frames = record["frames"]
        found["blank"] += sum(frame["blank"] for frame in frames)
        found["height changed"] += len({frame.get("height") for frame in frames}) > 1
        if "drawn" not in frames[-1]:
            continue
        found["wrong at rest"] += frames[-1]["drawn"] != frames[-1]["state"]
        for frame in frames:
            if not frame["blank"] and pictures.setdefault(frame["drawn"], frame["picture"]) != frame["picture"]:
                found["two pictures of one state"] += 1
        if not any(event["type"] == "keydown" for event in record["events"]):
            found["out of order"] += _turns(frames) > 0
    return found


def _turns(frames):
    """How often the drawn value went back, over a drag in one direction."""
    values = [_numbers(frame["drawn"]) for frame in frames if not frame["blank"]]
    turns = 0
    for column in zip(*values):
        sign = 1 if column[-1] >= column[0] else -1
        turns += sum(sign * (after - before) < 0 for before, after in zip(column, column[1:]))
    return turns


def _numbers(text):
    return [float(number) for number in re.findall(r"=(-?[\d.]+(?:e-?\d+)?)", text)]


def shares(record):
    """Where the time of a press goes: medians in ms of page -> wire, wire and kernel, page -> changed, changed -> frame."""
    parts = {"event to message sent": [], "sent to answer received": [], "received to changed": [], "changed to frame": []}
    frames = record["frames"]
    for event in (event for event in record["events"] if event["type"] == "keydown"):
        before = [frame for frame in frames if frame["time"] <= event["time"]][-1]["picture"]
        shown = next(f for f in frames if f["time"] > event["time"] and not f["blank"] and f["picture"] != before)
        between = [m for m in record["messages"] if event["time"] <= m["time"] <= shown["time"]]
        sent = [m["time"] for m in between if m["way"] == "out"]
        large = [m["time"] for m in between if m.get("name") == "frame" and m["time"] <= shown["changedAt"]]
        if sent and large:
            for name, value in zip(parts, (sent[0] - event["time"], large[0] - sent[0], shown["changedAt"] - large[0])):
                parts[name].append(value)
        parts["changed to frame"].append(shown["time"] - shown["changedAt"])
    return {name: round(statistics.median(values), 1) for name, values in parts.items() if values}


def median(values):
    return statistics.median(values)


def p95(values):
    return statistics.quantiles(values, n=20, method="inclusive")[-1]


# ---------------------------------------------------------------- one side, on one line


def measure_side(side, presses, drags):
    """All figures of one side on one line."""
    first = side.presses(presses, focused=False)
    held = side.presses(presses, focused=True)
    at_once = [side.drag(index % 2, 0) for index in range(drags)]
    ready = [side.drag(0, TAKEN) for _ in range(drags)]
    once_figures, ready_figures = [drag_figures(r) for r in at_once], [drag_figures(r) for r in ready]
    return {
        "first press": press_times(first), "held press": press_times(held),
        "drag at once": [f["rate"] for f in once_figures], "drag ready": [f["rate"] for f in ready_figures],
        "mouse moves": [f["moves"] for f in once_figures + ready_figures],
        "final": [f["final"] for f in once_figures + ready_figures],
        "bytes": update_bytes(first), "bytes in all": bytes_a_picture(first), "bytes in a drag": bytes_a_picture(ready[0]),
        "shares": shares(first), "faults": faults([first, held, *at_once, *ready]),
        "frame": [b["time"] - a["time"] for a, b in zip(first["frames"], first["frames"][1:])],
    }


def measure_memory(side, session, processes, updates, seconds_each):
    """Growth over `updates` pictures, in MB: of the page's heap, and of its process."""
    counter = side.root.evaluate_handle("(element, kind) => window.bondWatch.count(kind, element)", side.kind)
    side.handles[0].focus()

    def scale():
        for _ in range(3):
            session.send("HeapProfiler.collectGarbage")
        return session.send("Runtime.getHeapUsage")["usedSize"] / 1e6, renderer_memory(processes) / 1e6

    def move(until):
        step = 0
        while counter.evaluate("counted => counted()") < until:
            for _ in range(25):
                side.page.keyboard.press("ArrowRight" if step % 100 < 50 else "ArrowLeft")
                time.sleep(seconds_each)
                step += 1

    move(100)  # whatever is made once is made now
    before, start = scale(), counter.evaluate("counted => counted()")
    move(start + updates)
    after, end = scale(), counter.evaluate("counted => counted()")
    return {"heap": after[0] - before[0], "process": after[1] - before[1], "size": after[1], "updates": end - start}


def renderer_memory(processes):
    """Private bytes of all renderer processes of the browser."""
    total = 0
    for process in processes.send("SystemInfo.getProcessInfo")["processInfo"]:
        if process["type"] == "renderer":
            total += psutil.Process(process["id"]).memory_full_info().uss
    return total


# ---------------------------------------------------------------- a lesson as a whole


def measure_import(source, times=5):
    """Seconds that a lesson's imports take in a fresh kernel: median of a few, after one that fills the caches.

    What a kernel has imported before the lesson's first cell is not the lesson's: it is imported before the clock starts.
    """
    program = (f"import time\nimport ipykernel.ipkernel, ipykernel.kernelapp\nbegan = time.perf_counter()\n{source}\n"
               "print(time.perf_counter() - began)")
    took = []
    for _ in range(times + 1):
        process = subprocess.run([sys.executable, "-c", program], cwd=REPOSITORY, capture_output=True, text=True, check=True,
                                 env={**os.environ, "PYTHONPATH": str(REPOSITORY)})
        took.append(float(process.stdout.split()[-1]))
    return statistics.median(took[1:])


def lesson_imports(path):
    """The import lines of a notebook."""
    cells = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    return "\n".join(line for source in cells for line in source.splitlines() if re.match(r"(import|from)\s", line))


def measure_lesson(browser, lab, name):
    """Seconds to the first picture after its cell is run, and the kernel's MB when the whole lesson has been run."""
    cells = nbformat.read(lab.root / name, as_version=4).cells
    pictured = [any("image/png" in output.get("data", {}) for output in cell.get("outputs", ())) for cell in cells]
    first = pictured.index(True)
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    notebook = Notebook(page, lab.url(name))
    for index in (i for i in range(first) if cells[i].cell_type == "code"):
        notebook.run_cell(index)
        notebook.wait_idle()
    notebook.reveal(cells[first].source.strip())
    page.evaluate("""() => {
        const began = performance.now();
        const look = () => {
            if (document.querySelector('.bond-stage svg path')) window.bondSeen = performance.now() - began;
            else requestAnimationFrame(look);
        };
        look(); }""")
    notebook.run_cell(first)
    page.wait_for_function("() => window.bondSeen")
    picture = page.evaluate("() => window.bondSeen") / 1000
    notebook.run_all()
    memory = kernel_memory(lab, notebook.kernel_id()) / 1e6
    page.close()
    return {"first picture": picture, "kernel": memory}


def kernel_memory(lab, kernel_id):
    """Resident bytes of one kernel."""
    for process in psutil.Process(lab.process.pid).children(recursive=True):
        if any(kernel_id in part for part in process.cmdline()):
            return process.memory_info().rss
    raise RuntimeError(f"No process of kernel {kernel_id} was found.")


# ---------------------------------------------------------------- the whole run


@contextmanager
def delaying_proxy(port):
    """The port of a proxy to `port` that adds 150 ms to the round trip."""
    command = [sys.executable, str(HERE / "delay.py"), str(port), str(ONE_WAY)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        yield int(process.stdout.readline())
    finally:
        process.terminate()
        process.wait()


def write_notebooks(folder):
    """One notebook a side."""
    for kind, source in CELLS.items():
        cell = nbformat.v4.new_code_cell(f"import sys\nsys.path.insert(0, {str(HERE)!r})\n{source}")
        metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        nbformat.write(nbformat.v4.new_notebook(cells=[cell], metadata=metadata), folder / f"{kind}.ipynb")


@contextmanager
def open_side(browser, debugging_port, lab, kind, line, port):
    """A fresh page with one side on it, run and ready."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.add_init_script(path=str(HERE / "watch.js"))
    notebook = Notebook(page, lab.url(f"{kind}.ipynb", port))
    notebook.run_all()
    try:
        yield Side(kind, notebook, line, Mouse(debugging_port, page.url))
        if notebook.errors:
            print(f"  in the page: {notebook.errors[:3]}")
    finally:
        page.close()


def run(presses=40, drags=6, updates=2000, kinds=("panel", "interact"), lines=("loopback", "link"), parts=("sides", "lesson")):
    """Measure everything asked for; returns nested dicts."""
    found = {}
    debugging_port = free_port()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright, \
            open_browser(playwright, f"--remote-debugging-port={debugging_port}") as browser:
        root = copy_lessons(Path(folder))
        write_notebooks(root)
        with Lab(root) as lab, delaying_proxy(lab.port) as far:
            for line, port in (("loopback", lab.port), ("link", far)):
                for kind in kinds if line in lines and "sides" in parts else ():
                    with open_side(browser, debugging_port, lab, kind, line, port) as side:
                        found[line, kind] = measure_side(side, presses, drags)
                        show_side(line, kind, found[line, kind])
                        if line == "loopback" and updates:
                            few = kind == "panel"
                            found["memory", kind] = measure_memory(
                                side, side.page.context.new_cdp_session(side.page), browser.new_browser_cdp_session(),
                                updates if few else updates // 10, 0.012 if few else 0.12)
            if "lesson" in parts and (root / LESSON).exists():
                found["lesson"] = measure_lesson(browser, lab, LESSON)
                found["lesson"]["import"] = measure_import(lesson_imports(root / LESSON))
        if "sides" in parts:
            with Lab(root, server_arguments(prompt=False)) as lab, \
                    open_side(browser, debugging_port, lab, "panel", "loopback", lab.port) as side:
                found["plain server"] = press_times(side.presses(presses, focused=False))
    return found


def show_side(line, kind, figures):
    """What was just measured, in a line, while the rest still runs."""
    print(f"{line:9} {kind:9} first {median(figures['first press']):.0f}/{p95(figures['first press']):.0f} ms"
          f"  held {median(figures['held press']):.0f}/{p95(figures['held press']):.0f} ms"
          f"  drag {median(figures['drag at once']):.0f} and {median(figures['drag ready']):.0f} a second"
          f"  final {median(figures['final']):.0f} ms  {figures['bytes'] / 1000:.0f} kB"
          f"  faults {figures['faults']}  {figures['shares']}", flush=True)


# ---------------------------------------------------------------- what is printed


@dataclass(frozen=True)
class Row:
    """One line of the table: what was measured, where, ours, @interact's, and whether the target is met."""

    what: str
    where: str
    unit: str
    ours: float
    theirs: float | None = None
    target: str = ""
    met: bool | None = None

    def __str__(self):
        both = self.theirs and self.theirs > 0 and self.ours > 0 and self.unit in ("ms", "a second")
        ratio = f"{max(self.ours, self.theirs) / min(self.ours, self.theirs):.1f}" if both else ""
        other = "" if self.theirs is None else f"{self.theirs:.3g} {self.unit}"
        met = {None: "", True: "yes", False: "NO"}[self.met]
        return f"| {self.what} | {self.where} | {self.ours:.3g} {self.unit} | {other} | {ratio} | {self.target} | {met} |"


def most(what, where, unit, ours, theirs, limit):
    """A row whose figure must not be above `limit`."""
    return Row(what, where, unit, ours, theirs, f"at most {limit}", ours <= limit)


def least(what, where, unit, ours, theirs, limit):
    """A row whose figure must not be below `limit`."""
    return Row(what, where, unit, ours, theirs, f"at least {limit}", ours >= limit)


def rows(found):
    """Everything that was measured, as rows."""
    for line in ("loopback", "link"):
        if (line, "panel") in found:
            yield from line_rows(line, found[line, "panel"], found.get((line, "interact")))
    if ("memory", "panel") in found:
        yield from memory_rows(found["memory", "panel"], found.get(("memory", "interact"), {}))
    if "lesson" in found:
        lesson = found["lesson"]
        yield most("import of what the lesson needs", "", "s", lesson["import"], None, 1.0)
        yield most("first picture after its cell is run", "direct", "s", lesson["first picture"], None, 1.5)
        yield most("kernel with the lesson run", "", "MB", lesson["kernel"], None, 170)
    if "plain server" in found:
        yield Row("first press, median, Nagle's algorithm left on", "direct", "ms", median(found["plain server"]))


def line_rows(line, ours, theirs):
    """What was measured on one line; `theirs` may be None."""
    direct = line == "loopback"
    where = "direct" if direct else "150 ms link"

    def both(key, measure):
        return measure(ours[key]), measure(theirs[key]) if theirs else None

    for name, measure in (("median", median), ("p95", p95)):
        mine, other = both("first press", measure)
        enough = (name == "p95" or mine <= 35) and (other is None or other >= 4 * mine)
        target = {"median": "at most 35, 4 times faster", "p95": "4 times faster"}[name]
        yield Row(f"first press, {name}", where, "ms", mine, other, *((target, enough) if direct else ()))
    yield most("held press, median", where, "ms", *both("held press", median), 17)
    yield Row("held press, p95", where, "ms", *both("held press", p95))
    yield least("drag of a slider held for 1.5 s", where, "a second", *both("drag ready", median), 50)
    yield least("drag of a slider just taken", where, "a second", *both("drag at once", median), 50 if direct else 35)
    for name, measure in (("median", median), ("worst", max)):
        yield most(f"final picture after the last event, {name}", where, "ms", *both("final", measure), 60 if direct else 200)
    yield most("bytes an update", where, "kB", *both("bytes", kilo), 40)
    yield Row("bytes a picture of a held drag, run-ahead and all", where, "kB", *both("bytes in a drag", kilo))
    for fault, count in ours["faults"].items():
        yield most(f"pictures: {fault}", where, "", count, theirs["faults"][fault] if theirs else None, 0)


def memory_rows(ours, theirs):
    """How much the page grew."""
    what = f"page's memory, growth over {ours['updates']} updates"
    what += f" (@interact: over {theirs['updates']})" if theirs else ""
    for name, key in (("heap", "heap"), ("whole process", "process")):
        yield most(f"{what}, {name}", "direct", "MB", ours[key], theirs.get(key), 20)
    yield Row("page's whole process at the end", "direct", "MB", ours["size"], theirs.get("size"))


def kilo(size):
    return size / 1000


def table(found):
    """The rows as a Markdown table."""
    return "\n".join(["| what | where | ours | @interact | ratio | target | met |", "|---|---|---|---|---|---|---|",
                      *map(str, rows(found))])


def surroundings(found):
    """On what it was measured."""
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    frames = [figures["frame"] for figures in found.values() if isinstance(figures, dict) and "frame" in figures]
    pace = f"{1000 / median(frames[0]):.0f} frames a second" if frames else ""
    return f"Python {sys.version.split()[0]}, {os.cpu_count()} processors, load {load}, {sys.platform}; {pace}"


def main():
    """Measure and print; see ``--help``."""
    parser = argparse.ArgumentParser(prog="python course.py bench", description=__doc__.split("\n\n")[0])
    parser.add_argument("--quick", action="store_true", help="fewer presses and drags, no memory figure")
    parser.add_argument("--only", choices=("panel", "interact"), help="one side alone")
    parser.add_argument("--line", choices=("loopback", "link"), help="one line alone")
    parser.add_argument("--lesson", action="store_true", help="the lesson alone: imports, first picture, memory")
    parser.add_argument("--json", type=Path, help="also write every single figure to this file")
    given = parser.parse_args()
    if find_chromium() is None:
        raise SystemExit("The benchmark needs Chromium: install it, or name it in the variable CHROMIUM.")
    amounts = {"presses": 12, "drags": 2, "updates": 0} if given.quick else {}
    kinds = (given.only,) if given.only else ("panel", "interact")
    lines = (given.line,) if given.line else ("loopback", "link")
    found = run(kinds=kinds, lines=lines, parts=("lesson",) if given.lesson else ("sides", "lesson"), **amounts)
    print(f"\n{table(found)}\n\n{surroundings(found)}")
    for key, figures in found.items():
        if "shares" in figures:
            print(f"Where a first press spends its time ({', '.join(key)}), medians in ms: {figures['shares']}")
    if given.json:
        given.json.write_text(json.dumps({" ".join([k] if isinstance(k, str) else k): v for k, v in found.items()}, indent=1))
    return found


if __name__ == "__main__":
    main()
