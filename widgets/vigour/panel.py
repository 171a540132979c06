"""The panel on vigour: how fast, for whom, wanting and lying together; and what blood can tell of the brain."""

from __future__ import annotations

from widgets.kit.declare import Declare
from widgets.kit.panel import Panel, Scene
from widgets.vigour import model, picture, words
from widgets.vigour.words import PARTNER, STRANGER, best_latency, kept, latency, preference, say, spread

declare = Declare(say)


def _rates():
    return {"rate_partner": lambda run: float(run.rate[PARTNER]), "rate_stranger": lambda run: float(run.rate[STRANGER]),
            "latency": latency, "best_latency": best_latency, "preference": preference,
            "dopamine": lambda run: float(run.settled_dopamine[PARTNER])}


HASTE = Scene(
    **declare.texts("haste"), parameters=model.VigourParameters, claim=model.simulate_vigour, rival=model.simulate_blind,
    picture=picture.HastePicture, describe=words.describe_haste, columns=words.costs,
    controls=["partner_value", "effort", "oxytocin_vta", "oxytocin_nacc", "dopamine_block"],
    more=["vta_antagonist", "nacc_antagonist", "individual_spread"],
    presets=declare.presets("haste", usual="value=2", infused="vta=5", blocked="block=0.75", hard="effort=5", blind="model=rival"),
    missions=declare.missions(
        "haste", twice=lambda run, p, rival: p.effort >= 2 and run.rate[PARTNER] > 80,
        above=lambda run, p, rival: latency(run) >= 3 * best_latency(run),
        by_luck=lambda run, p, rival: bool(rival) and abs(latency(run) / best_latency(run) - 1) < 0.05),
    readouts=_rates())

SITES = Scene(
    **declare.texts("sites"), parameters=model.VigourParameters, claim=model.simulate_vigour, rival=model.simulate_one_site,
    picture=picture.SitesPicture, describe=words.describe_sites, columns=declare.columns("individual_rate", "individual_dopamine"),
    controls=["oxytocin_vta", "oxytocin_nacc", "vta_antagonist", "nacc_antagonist", "individual_spread"],
    more=["partner_value", "effort", "dopamine_block"],
    presets=declare.presets("sites", usual="vta=0.5", vta="vta=5", vta_block="vtablock=50", nacc_block="naccblock=50"),
    missions=declare.missions(
        "sites", anybody=lambda run, p, rival: run.rate[STRANGER] > 26 and preference(run) < 1.05,
        choosy=lambda run, p, rival: run.rate[STRANGER] < 20 and preference(run) > 2,
        alike=lambda run, p, rival: not rival and p.individual_spread >= 0.3 and spread(run) < 1.1),
    readouts={**_rates(), "spread": spread, "vta_occupancy": lambda run: float(run.vta_occupancy),
              "nacc_occupancy": lambda run: float(run.nacc_occupancy)})

SEEKING = Scene(
    **declare.texts("seeking"), parameters=model.VigourParameters, claim=model.simulate_vigour,
    rivals=declare.rivals("seeking", pleasure=model.simulate_pleasure, blind=model.simulate_blind),
    picture=picture.SeekingPicture, describe=words.describe_seeking,
    columns=declare.columns("blocks", "rate_by_block", "contact_by_block"),
    controls=["dopamine_block", "effort", "partner_value", "oxytocin_vta"],
    more=["oxytocin_nacc", "vta_antagonist", "nacc_antagonist", "individual_spread"],
    presets=declare.presets("seeking", none="block=0", half="block=0.5", strong="block=0.9", pleasure="model=pleasure block=0.9"),
    missions=declare.missions(
        "seeking", apart=lambda run, p, rival: 0 < p.dopamine_block <= 0.7 and kept(run)[0] <= 0.5 and kept(run)[1] > 0.95,
        both=lambda run, p, rival: max(kept(run)) < 0.5,
        untouched=lambda run, p, rival: p.dopamine_block >= 0.5 and min(kept(run)) > 0.98),
    readouts={"seeking": lambda run: kept(run)[0], "contact": lambda run: kept(run)[1],
              "rate_partner": lambda run: float(run.rate[PARTNER]), "time_together": lambda run: run.contact})

BLOOD = Scene(
    **declare.texts("blood"), parameters=model.PlasmaParameters, claim=model.simulate_two_pools, rival=model.simulate_one_pool,
    picture=picture.BloodPicture, describe=words.describe_blood,
    columns=declare.columns("brain", "plasma", "plasma_again", "extracted", "unextracted"),
    controls=["situation", "shared_release", "half_life_blood", "interference", "people"], more=["half_life_brain"],
    presets=declare.presets("blood", rest="situation=rest", stress="situation=stress", spray="situation=intranasal",
                            window="model=rival", twenty="people=20"),
    missions=declare.missions(
        "blood", alike=lambda run, p, rival: not rival and p.situation == "rest" and run.r_plasma > 0.5,
        luck=lambda run, p, rival: run.expected_r < 0.1 and run.r_plasma > 0.3,
        hidden=lambda run, p, rival: bool(rival) and p.people >= 300 and abs(run.r_unextracted) < 0.1,
        agree=lambda run, p, rival: run.rho_assays > 0.8),
    readouts={name: (lambda run, name=name: float(getattr(run, name)))
              for name in ("r_plasma", "expected_r", "r_extracted", "r_unextracted", "r_again", "rho_assays", "fold")})


def make_panel() -> Panel:
    """A new panel on vigour."""
    return Panel("vigour", say("title"), [HASTE, SITES, SEEKING, BLOOD])
