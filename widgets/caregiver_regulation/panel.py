"""The panel on the caregiver as regulator: four questions, each with its claim and its rivals."""

from __future__ import annotations

from widgets.caregiver_regulation import model, picture, words
from widgets.caregiver_regulation.model import PUBLISHED_INTERVAL
from widgets.caregiver_regulation.words import say
from widgets.kit.declare import Declare
from widgets.kit.panel import Panel, Scene

declare = Declare(say)


def _inside(run) -> bool:
    return all(low <= effect <= high for effect, (low, high) in zip(run.effect, PUBLISHED_INTERVAL))


PLACEMENT = Scene(
    **declare.texts("placement"), parameters=model.PlacementParameters, claim=model.simulate_fading_plasticity,
    rivals=declare.rivals("placement", step=model.simulate_step_window, flat=model.simulate_flat_plasticity),
    picture=picture.PlacementPicture, describe=words.describe_placement,
    columns=declare.columns("placement_ages", "score_at_54_months", "score_at_17_years"),
    controls=["placement_age", "plasticity_time", "window_end", "institution_care", "other_causes"],
    more=["plasticity_at_birth", "lasting_plasticity", "care_gap", "spread"],
    presets=declare.presets("placement", bucharest="placed=22", early="placed=6",
                            window="model=step placed=22 window=6 eta=0.3 gap=16 other=0", flat="model=flat placed=22",
                            better="placed=22 institution=0.6"),
    missions=declare.missions(
        "placement", no_period=lambda run, p, rival: rival == "flat" and run.slope < -0.15,
        step=lambda run, p, rival: rival == "step" and abs(run.slope) < 0.1 and p.care_gap >= 10,
        caught_up=lambda run, p, rival: p.placement_age >= 24 and run.remaining_gap < 1 and p.care_gap >= 10,
        inside=lambda run, p, rival: 20 <= p.placement_age <= 24 and _inside(run) and rival != ""),
    readouts={"slope": lambda run: run.slope, "slope_at_17_years": lambda run: run.slope_at_17_years,
              "remaining_gap": lambda run: run.remaining_gap, "effect_at_54_months": lambda run: float(run.effect[1]),
              "effect_at_17_years": lambda run: float(run.effect[-1]), "inside": _inside})

HELP = Scene(
    **declare.texts("help"), parameters=model.HelpParameters, claim=model.simulate_responsive_help,
    rivals=declare.rivals("help", constant=model.simulate_constant_help, none=model.simulate_no_help),
    picture=picture.HelpPicture, describe=words.describe_help, columns=declare.columns("time", "alone", "with_caregiver"),
    controls=["age", "stressor", "caregiver_gain", "tolerance", "maturation"], more=["noise_strength"],
    presets=declare.presets("help", toddler="age=2", child="age=9.5", teen="age=15.5", storm="age=15.5 stressor=1.4"),
    missions=declare.missions(
        "help", unneeded=lambda run, p, rival: not rival and p.caregiver_gain >= 1 and p.stressor >= 0.5 and run.buffering == 0,
        again=lambda run, p, rival: not rival and p.age >= 15 and run.buffering >= 0.2,
        slow=lambda run, p, rival: not rival and p.age >= 16 and p.stressor == 1 and p.tolerance >= 1 and run.buffering > 0),
    readouts={"buffering": lambda run: run.buffering, "level_alone": lambda run: run.level_alone})

PARTS = Scene(
    **declare.texts("parts"), parameters=model.SeparationParameters, claim=model.simulate_separate_regulators,
    rival=model.simulate_single_bond, picture=picture.PartsPicture, describe=words.describe_parts,
    columns=declare.columns("hours", "heart_rate", "growth_hormone", "corticosterone"),
    controls=["milk", "active_touch", "passive_contact"],
    presets=declare.presets("parts", all_gone="milk=0 touch=0 contact=0", no_milk="milk=0", licked="milk=0 touch=1 contact=0",
                            with_her="milk=1"),
    missions=declare.missions(
        "parts",
        one=lambda run, p, rival: run.heart_rate[-1] < 0.7 and run.growth_hormone[-1] > 0.98 and run.corticosterone[-1] < 1.02,
        all=lambda run, p, rival: sum(value < 1 for value in (p.milk, p.active_touch, p.passive_contact)) == 1 and (
            run.heart_rate[-1] < 0.95 and run.growth_hormone[-1] < 0.95 and run.corticosterone[-1] > 1.05),
        calm=lambda run, p, rival: p.milk == 0 and p.active_touch == 0 and run.corticosterone[-1] < 1.02),
    readouts={"heart_rate": lambda run: float(run.heart_rate[-1]), "growth_hormone": lambda run: float(run.growth_hormone[-1]),
              "corticosterone": lambda run: float(run.corticosterone[-1])})

SWITCH = Scene(
    **declare.texts("switch"), parameters=model.LearningParameters, claim=model.simulate_gated_learning,
    rival=model.simulate_valence_learning, picture=picture.SwitchPicture, describe=words.describe_switch,
    columns=declare.columns("trial", "value"),
    controls=["pup_age", "presence", "added_corticosterone", "buffering", "shock"],
    presets=declare.presets("switch", young="day=8", alone="day=13", mother="day=13 presence=1", undone="day=13 presence=1 added=1"),
    missions=declare.missions(
        "switch", turn=lambda run, p, rival: p.pup_age >= 13 and p.shock == 1 and run.approaches and run.value[-1] > 0.5,
        undo=lambda run, p, rival: not rival and p.presence == 1 and run.value[-1] < -0.5,
        neither=lambda run, p, rival: p.shock == 1 and abs(run.value[-1]) < 0.1),
    readouts={"approaches": lambda run: run.approaches, "amygdala": lambda run: run.amygdala})


def make_panel() -> Panel:
    """A new panel on the caregiver as regulator."""
    return Panel("caregiver_regulation", say("title"), [PLACEMENT, HELP, PARTS, SWITCH])
