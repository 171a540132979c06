"""The panel on stress buffering: minutes and months, each with its claim and its rivals."""

from __future__ import annotations

from widgets.kit.declare import Declare
from widgets.kit.panel import Panel, Scene
from widgets.stress_buffering import model, picture, words
from widgets.stress_buffering.words import say

declare = Declare(say)

TEST = Scene(
    **declare.texts("test"), parameters=model.BufferingParameters, claim=model.simulate_buffering,
    rivals=declare.rivals("test", no_buffer=model.simulate_no_buffer, any_company=model.simulate_any_company,
                          never_judged=model.simulate_never_judged),
    picture=picture.TestPicture, describe=words.describe_test, columns=declare.columns("time", "cortisol_alone", "cortisol", "acth"),
    controls=["company", "bond", "judged", "oxytocin_given", "antagonist"], more=["stress", "spread"],
    presets=declare.presets("test", partner="bond=0.8", stranger="bond=0", watched="bond=0.6 judged=1", blocked="bond=0.8 antagonist=50",
                            given="company=alone oxytocin=2.75"),
    missions=declare.missions(
        "test",
        quarter=lambda run, p, rival: p.company == "with" and p.oxytocin_given == 0 and run.left < 0.25,
        worse=lambda run, p, rival: p.company == "with" and p.bond >= 0.6 and run.effect == "raises",
        undo=lambda run, p, rival: rival in ("", "never_judged") and p.company == "with" and p.bond >= 0.6 and p.judged == 0 and run.left >= 0.9,
        replace=lambda run, p, rival: p.company == "alone" and run.left <= 1 / 3),
    readouts={"left": lambda run: run.left, "effect": lambda run: run.effect, "rise": lambda run: run.rise,
              "support": lambda run: run.support})

MONTHS = Scene(
    **declare.texts("months"), parameters=model.MonthsParameters, claim=model.simulate_gland_mass,
    rivals=declare.rivals("months", fixed=model.simulate_fixed_glands, unprimed=model.simulate_without_priming,
                          unbuffered=model.simulate_unbuffered_months),
    picture=picture.MonthsPicture, describe=words.describe_months,
    columns=declare.columns("time", "cortisol", "acth", "pituitary", "adrenal"),
    controls=["bond", "days_apart", "priming", "pituitary_half_life", "adrenal_half_life"], more=["daily_load", "spread"],
    presets=declare.presets("months", usual="apart=60", ten="apart=10", unbonded="bond=0", slow="pituitary=20 adrenal=30",
                            fixed="model=fixed"),
    missions=declare.missions(
        "months", no_worse=lambda run, p, rival: not rival and p.bond >= 0.5 and run.early_excess < -0.005 * run.cortisol_alone,
        slow=lambda run, p, rival: run.days_to_settle > 60,
        nothing=lambda run, p, rival: p.days_apart >= 60 and p.daily_load >= 1 and run.peak_apart - run.cortisol_together < 1e-6),
    readouts={"days_to_settle": lambda run: run.days_to_settle, "early_excess": lambda run: run.early_excess,
              "lowest_acth": lambda run: run.lowest_acth, "adrenal_growth": lambda run: run.adrenal_growth})


def make_panel() -> Panel:
    """A new panel on stress buffering."""
    return Panel("stress_buffering", say("title"), [TEST, MONTHS])
