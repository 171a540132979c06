"""How long a run of each model takes, and how populations grow: ``python course.py bench models``.

One process, one core. A run of every ``simulate_...(parameters, rng)`` at its default size is timed many times over, in turns
with the others, so that a busy machine is unfair to all alike; its figure is given in milliseconds and as a ratio to the same
plain Python loop, timed in the same turns, so that two machines can be compared. Populations are run at growing sizes, each in
a process of its own whose memory at its highest is read afterwards.

This is never run as a test: it says how fast, not whether it is right.
"""

from __future__ import annotations

import argparse
import importlib
import inspect
import json
import os
import statistics
import subprocess
import sys
import time
import typing
from pathlib import Path

import numpy as np

WIDGETS = Path(__file__).resolve().parents[2] / "widgets"
SIZES = (1_000, 10_000, 100_000, 1_000_000)
POPULATION = """
import importlib, json, sys, time
import numpy as np, psutil
module = importlib.import_module(sys.argv[1])
kind = __import__("typing").get_type_hints(module.simulate_population)["parameters"]
module.simulate_population(kind(), np.random.default_rng(1), people=100)
before, start = psutil.Process().memory_info().rss, time.perf_counter()
kept = module.simulate_population(kind(), np.random.default_rng(2), people=int(sys.argv[2]))
took = time.perf_counter() - start
try:
    import resource
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
except ImportError:
    peak = psutil.Process().memory_info().peak_wset
print(json.dumps({"seconds": took, "megabytes": peak / 1e6}))
"""


def loop():
    """The yardstick: forty thousand additions in plain Python, about a millisecond or two."""
    total = 0.0
    for step in range(40_000):
        total += step
    return total


def find_models():
    """Every model and every population: (its module's name, its name, its function, its parameters' class)."""
    for file in sorted(WIDGETS.glob("*/model.py")):
        name = f"widgets.{file.parent.name}.model"
        module = importlib.import_module(name)
        for each, function in vars(module).items():
            if inspect.isfunction(function) and each.startswith("simulate_") and function.__module__ == name:
                arguments = list(inspect.signature(function).parameters)
                if arguments[:2] == ["parameters", "rng"]:
                    yield name, each, function, typing.get_type_hints(function)["parameters"]


def time_runs(models, rounds):
    """Milliseconds of every run, by model, and of the yardstick under the key None."""
    taken = {None: []}
    for turn in range(rounds + 1):
        for key, call in [(None, loop)] + [((name, each), lambda function=function, kind=kind, turn=turn: function(
                kind(), np.random.default_rng(turn))) for name, each, function, kind in models]:
            start = time.perf_counter()
            call()
            if turn:  # the first turn warms up
                taken.setdefault(key, []).append(1000 * (time.perf_counter() - start))
    return taken


def time_populations(models, sizes):
    """Seconds and highest memory for every population and size, each in its own process."""
    found = {}
    for name, each, _, _ in models:
        for people in sizes:
            run = subprocess.run([sys.executable, "-c", POPULATION, name, str(people)], capture_output=True, text=True,
                                 cwd=WIDGETS.parent, env={**os.environ, "PYTHONPATH": str(WIDGETS.parent)}, check=True)
            found[f"{name}:{people}"] = {"people": people, **json.loads(run.stdout)}
            print(f"{name.split('.')[1]:<14} {people:>9,} people  {found[f'{name}:{people}']['seconds']:>8.3f} s  "
                  f"{found[f'{name}:{people}']['megabytes']:>6.0f} MB at its highest", flush=True)
    return found


def main():
    """Measure and print; see ``--help``."""
    parser = argparse.ArgumentParser(prog="python course.py bench models", description=__doc__.split("\n\n")[0])
    parser.add_argument("--rounds", type=int, default=40, help="how often each model is run (40)")
    parser.add_argument("--only", default="", help="topics whose name holds this")
    parser.add_argument("--json", type=Path, help="also write every single figure to this file")
    given = parser.parse_args()
    models = [model for model in find_models() if given.only in model[0]]
    single = [model for model in models if model[1] != "simulate_population"]
    taken = time_runs(single, given.rounds)
    yardstick = statistics.median(taken[None])
    print(f"Yardstick (a plain loop): {yardstick:.2f} ms\n")
    print(f"{'model':<50} {'median':>8} {'slowest':>8} {'÷ loop':>7}")
    for name, each, _, _ in single:
        times = taken[name, each]
        middle = statistics.median(times)
        print(f"{name.split('.')[1] + ':' + each:<50} {middle:>5.2f} ms {max(times):>5.2f} ms {middle / yardstick:>7.2f}")
    print()
    populations = time_populations([model for model in models if model[1] == "simulate_population"], SIZES)
    if given.json:
        given.json.write_text(json.dumps({"runs": {f"{key[0]}:{key[1]}" if key else "loop": value
                                                   for key, value in taken.items()}, "populations": populations}, indent=1))


if __name__ == "__main__":
    main()
