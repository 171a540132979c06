"""The panel on isolation and length of life: what a study sees, and what would tell its worlds apart."""

from __future__ import annotations

from widgets.isolation import model, picture, words
from widgets.isolation.words import say
from widgets.kit.declare import Declare
from widgets.kit.panel import Panel, Scene

declare = Declare(say)


def _leaves_out_one(run) -> bool:
    return run.adjusted_low > 1 or run.adjusted_high < 1


STUDY = Scene(
    **declare.texts("study"), parameters=model.IsolationParameters, claim=model.simulate_load,
    rivals=declare.rivals("study", confounded=model.simulate_confounded, unrelated=model.simulate_unrelated),
    picture=picture.StudyPicture, describe=words.describe_study, columns=declare.columns("years", "alive_isolated", "alive_company"),
    controls=["support", "load_effect", "frailty_effect", "records", "base_hazard"],
    more=["frailty_isolates", "isolated_share", "daily_load", "load_memory"],
    presets=declare.presets("study", usual="seed=1", nothing="model=confounded seed=1", chance="model=unrelated seed=1",
                            burden="support=-0.4 effect=0.2 isolates=0 seed=1", common="hazard=0.045 seed=1"),
    missions=declare.missions(
        "study", same=lambda run, p, rival: rival == "confounded" and 1.255 <= run.adjusted < 1.325,
        fooled=lambda run, p, rival: rival == "unrelated" and _leaves_out_one(run),
        burden=lambda run, p, rival: not rival and run.expected_adjusted < 0.95,
        common=lambda run, p, rival: run.odds_ratio >= 1.8 and run.risk_ratio < 1.5),
    readouts={"odds_ratio": lambda run: run.odds_ratio, "adjusted": lambda run: run.adjusted,
              "expected_adjusted": lambda run: run.expected_adjusted, "risk_ratio": lambda run: run.risk_ratio})

BEHIND = Scene(
    **declare.texts("behind"), parameters=model.IsolationParameters, claim=model.simulate_load,
    rivals=declare.rivals("behind", confounded=model.simulate_confounded, unrelated=model.simulate_unrelated),
    picture=picture.BehindPicture, describe=words.describe_behind,
    columns=declare.columns("frailty", "recorded", "isolated", "died", "risk_isolated", "risk_company"),
    controls=["records", "frailty_isolates", "frailty_effect", "load_effect", "support"],
    more=["isolated_share", "base_hazard", "daily_load", "load_memory"],
    presets=declare.presets("behind", usual="seed=1", nothing="model=confounded seed=1", both="effect=0.06 isolates=0.35 seed=1",
                            chance="model=unrelated seed=1"),
    missions=declare.missions(
        "behind", lot=lambda run, p, rival: rival == "confounded" and _leaves_out_one(run) and run.trial_low < 1 < run.trial_high,
        reach=lambda run, p, rival: rival == "confounded" and not run.matched,
        mixture=lambda run, p, rival: not rival and run.expected_adjusted >= 1.3 and run.expected_trial < 1.1),
    readouts={"adjusted": lambda run: run.adjusted, "expected_trial": lambda run: run.expected_trial, "trial": lambda run: run.trial,
              "matched": lambda run: run.matched})


def make_panel() -> Panel:
    """A new panel on isolation and length of life."""
    return Panel("isolation", say("title"), [STUDY, BEHIND])
