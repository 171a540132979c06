"""What the panel on vigour says: every sentence a template, so that it can be translated."""

from __future__ import annotations

import numpy as np

from widgets.phrases import Phrases, number, percent

WORDS = {
    "title": "How fast, and for whom",
    "column.latencies": "latency (s)",
    "column.cost_of_haste": "cost of haste",
    "column.cost_of_delay": "cost of lost time",
    "column.cost": "both together",
    "column.individual_rate": "acts a minute towards the partner",
    "column.individual_dopamine": "dopamine released (reward/s)",
    "column.blocks": "share of dopamine blocked",
    "column.rate_by_block": "seeking, as a share of that without a block",
    "column.contact_by_block": "lying together, as a share of that without a block",
    "column.brain": "oxytocin in the brain",
    "column.plasma": "oxytocin in the blood",
    "column.plasma_again": "blood on another day, at rest",
    "column.extracted": "assay with extraction",
    "column.unextracted": "assay without extraction",
    "partner": "partner",
    "stranger": "stranger",
    # how fast
    "haste.title": "How fast?",
    "haste.question": "Haste is tiring, and delay loses what could have been had meanwhile. How fast should a creature act?",
    "haste.claim": "dopamine tells what time is worth",
    "haste.rival": "blind to the rate of reward",
    "haste.alt": "Left, how long each act takes against the dopamine released, both on scales of equal ratios, with the line on "
                 "which haste and lost time together cost least. Right, the two costs of an act towards the partner by its "
                 "latency, and their sum, with a mark where this creature acts.",
    "haste.acts": "Each act",
    "haste.acts.x": "dopamine (reward/s)",
    "haste.acts.y": "latency (s)",
    "haste.best": "costs least",
    "haste.costs": "Costs of an act",
    "haste.costs.x": "latency (s)",
    "haste.of_haste": "haste",
    "haste.of_delay": "lost time",
    "haste.sum": "both",
    "haste.preset.usual": "An ordinary day",
    "haste.preset.usual.note": "Dots run along the line as the creature learns what its time is worth.",
    "haste.preset.infused": "Oxytocin into the VTA",
    "haste.preset.infused.note": "As infused in the rats of the study. What happens to the stranger's dots?",
    "haste.preset.blocked": "Three quarters blocked",
    "haste.preset.blocked.note": "Dopamine is released; little of it arrives. Where are the dots now, and where is the line?",
    "haste.preset.hard": "A hard act",
    "haste.preset.hard.note": "A high fence between the two.",
    "haste.preset.blind": "Never in a hurry",
    "haste.preset.blind.note": "The rival: every act in its own good time, whatever it brings.",
    "haste.mission.twice": "Twice as fast: more than 80 acts a minute towards the partner, without making the act easier than at "
                           "the start.",
    "haste.mission.above": "Above the line: let the creature act at least three times as slowly as would cost it least.",
    "haste.mission.by_luck": "Right by luck: find a world where even the blind rival acts towards the partner within a twentieth "
                             "of the latency that costs least.",
    "haste.said": "Once it has learnt, the creature acts {partner} times a minute towards its partner (one act in {seconds} s) and "
                  "{stranger} times towards a stranger. Going by the dopamine that it releases, an act towards the partner in "
                  "{best} s costs least.",
    "haste.said_zero": "Once it has learnt, the creature acts {partner} times a minute towards its partner, {stranger} times "
                       "towards a stranger. Its acts cost more than they bring, so its time is worth nothing and it releases no "
                       "dopamine.",
    # for whom
    "sites.title": "For whom?",
    "sites.question": "Oxytocin reaches two places. Which of them decides how fast, and which decides for whom?",
    "sites.claim": "oxytocin acts at two places",
    "sites.rival": "in the nucleus accumbens alone",
    "sites.alt": "Left, acts a minute towards a stranger and towards the partner, joined by a line, with forty individuals as "
                 "dots, on a scale of equal ratios. Right, the same individuals' acts towards the partner against their "
                 "dopamine, both as multiples of the middle individual's.",
    "sites.rates": "Acts a minute",
    "sites.individuals": "Individuals",
    "sites.individuals.x": "dopamine (relative)",
    "sites.individuals.y": "acts (relative)",
    "sites.preset.usual": "Nothing given",
    "sites.preset.usual.note": "Each individual has its own oxytocin. Which of them act fast?",
    "sites.preset.vta": "Oxytocin into the VTA",
    "sites.preset.vta.note": "Pin what you see first. Is it for the partner alone?",
    "sites.preset.vta_block": "A block in the VTA",
    "sites.preset.vta_block.note": "An antagonist, as in the rats. How much do individuals differ now?",
    "sites.preset.nacc_block": "A block in the nucleus accumbens",
    "sites.preset.nacc_block.note": "As fast as before, but for whom?",
    "sites.mission.anybody": "Fast for anybody: more than 26 acts a minute towards a stranger, and no preference for the partner "
                             "(less than a twentieth).",
    "sites.mission.choosy": "Slow but choosy: fewer than 20 acts a minute towards a stranger, and more than twice as many towards "
                            "the partner.",
    "sites.mission.alike": "All alike, with two places: individuals differ in their own oxytocin at least as much as at the start, "
                           "and still the fastest acts no more than a tenth faster than the slowest.",
    "sites.said": "{partner} acts a minute towards the partner, {stranger} towards a stranger: {ratio} times as many. The slowest "
                  "of forty individuals acts {slowest} times a minute towards its partner, the fastest {fastest} times. Occupied "
                  "oxytocin receptors: {vta} in the VTA, {nacc} in the nucleus accumbens.",
    # wanting and lying together
    "seeking.title": "Wanting and lying together",
    "seeking.question": "Dopamine is blocked. Does a creature stop seeking its partner? Does it stop lying close?",
    "seeking.claim": "dopamine is what time is worth",
    "seeking.rival.pleasure": "dopamine is pleasure",
    "seeking.rival.blind": "blind to the rate of reward",
    "seeking.alt": "Left, seeking and lying together as shares of their usual level, by the share of dopamine blocked, with marks "
                   "at the block chosen. Below, an average minute: a mark for each act of seeking, and a bar for the share of the "
                   "time spent lying together.",
    "seeking.by_block": "Share of the usual",
    "seeking.by_block.x": "dopamine blocked",
    "seeking.seek": "seeking",
    "seeking.lie": "lying together",
    "seeking.minute": "An average minute",
    "seeking.minute.x": "seconds",
    "seeking.preset.none": "No block",
    "seeking.preset.none.note": "The usual: half of the time together in this toy.",
    "seeking.preset.half": "Half blocked",
    "seeking.preset.half.note": "Which of the two lines has left 100 %?",
    "seeking.preset.strong": "Nine tenths blocked",
    "seeking.preset.strong.note": "Does it still come? And once it is there, does it still stay?",
    "seeking.preset.pleasure": "If dopamine were pleasure",
    "seeking.preset.pleasure.note": "A rival's world with the same block.",
    "seeking.mission.apart": "Tell them apart: with no more than 70 % blocked, seeking down to half or less, and lying together "
                             "above 95 %.",
    "seeking.mission.both": "Both gone: let seeking and lying together both fall below half of the usual.",
    "seeking.mission.untouched": "Nothing happens: block at least half of the dopamine, and leave both as they were.",
    "seeking.said": "With {block} of dopamine blocked, seeking is at {seek} of its usual rate ({rate} acts a minute) and lying "
                    "together at {lie} of its usual share of the time.",
    "seeking.said_none": "Nothing is blocked: {rate} acts a minute, and {share} of the time lying together once the partner is there.",
    # blood and brain
    "blood.title": "Blood and brain",
    "blood.question": "You want to know the oxytocin in somebody's brain. You have a drop of their blood.",
    "blood.claim": "two pools",
    "blood.rival": "blood is a window on the brain",
    "blood.alt": "Left, each person's oxytocin in the blood against that in the brain, both as multiples of the group's mean. "
                 "Right, above, published correlations at rest, after a stressor and after a spray, with this toy's beside them. "
                 "Right, below, what two assays say about the same blood.",
    "blood.people": "One dot, one person",
    "blood.people.x": "in the brain (× mean)",
    "blood.people.y": "in the blood (× mean)",
    "blood.r": "Correlation",
    "blood.rest": "rest",
    "blood.stress": "stress",
    "blood.spray": "spray",
    "blood.published": "published",
    "blood.toy": "this toy",
    "blood.assays": "Two assays",
    "blood.assays.x": "with extraction",
    "blood.assays.y": "without",
    "blood.rho": "ρ = {rho}",
    "blood.rho_published": "published {rho}",
    "blood.preset.rest": "At rest",
    "blood.preset.rest.note": "Nothing has happened. How much does a drop of blood tell?",
    "blood.preset.stress": "After a stressor",
    "blood.preset.stress.note": "Something has raised both at once.",
    "blood.preset.spray": "After a spray",
    "blood.preset.spray.note": "The published correlation is highest here. Does blood fill the brain?",
    "blood.preset.window": "If blood were a window",
    "blood.preset.window.note": "The rival at rest. Compare its dot with the published one.",
    "blood.preset.twenty": "Twenty people",
    "blood.preset.twenty.note": "Press New sample a few times. How far does the dot jump?",
    "blood.mission.alike": "Alike, yet not a window: with two pools and everybody at rest, let the correlation in the sample pass 0.5.",
    "blood.mission.luck": "By luck alone: with the exact correlation below 0.1, draw a sample whose correlation is above 0.3.",
    "blood.mission.hidden": "A window, painted over: with 300 people or more, blood mirrors the brain exactly, and what the assay "
                            "without extraction says still correlates with the brain at less than 0.1.",
    "blood.mission.agree": "Two assays that agree: a rank correlation above 0.8 between them.",
    "blood.said": "{people} people: the correlation of blood and brain is {r} in this sample; {exact} is the exact value. The "
                  "assay without extraction reads {fold} times as high as the one with it, and their ranks correlate at {rho}. Two "
                  "samples of the same people's blood, on two days at rest, correlate at {again}.",
}

say = Phrases(WORDS)
PARTNER, STRANGER = 0, 1


def latency(run) -> float:
    """Seconds an act towards the partner takes, once settled."""
    return 60 / float(run.rate[PARTNER])


def effort(run) -> float:
    """C_v, as the curve of costs has it."""
    return float(run.cost_of_haste[0] * run.latencies[0])


def best_latency(run) -> float:
    """Where haste and lost time cost least, given the dopamine released towards the partner; infinite where that is none."""
    worth = float(run.settled_dopamine[PARTNER])
    return (effort(run) / worth) ** 0.5 if worth > 0 else float("inf")


def costs(run) -> dict[str, np.ndarray]:
    """The costs of an act towards the partner by its latency, at the worth of time that the released dopamine stands for."""
    delay = run.settled_dopamine[PARTNER] * run.latencies
    return {say("column.latencies"): run.latencies, say("column.cost_of_haste"): run.cost_of_haste,
            say("column.cost_of_delay"): delay, say("column.cost"): run.cost_of_haste + delay}


def preference(run) -> float:
    """Acts towards the partner for one towards a stranger."""
    return float(run.rate[PARTNER] / run.rate[STRANGER])


def spread(run) -> float:
    """The fastest individual's acts for one of the slowest's."""
    return float(run.individual_rate.max() / run.individual_rate.min())


def kept(run) -> tuple[float, float]:
    """Seeking and lying together with this block, as shares of those without one."""
    return tuple(float(np.interp(run.block, run.blocks, each)) for each in (run.rate_by_block, run.contact_by_block))


def describe_haste(run, parameters, rival: bool) -> str:
    """The sentence under how fast."""
    values = {"partner": number(run.rate[PARTNER], 0), "stranger": number(run.rate[STRANGER], 0)}
    if run.settled_dopamine[PARTNER] == 0:
        return say("haste.said_zero", **values)
    return say("haste.said", seconds=number(latency(run)), best=number(best_latency(run)), **values)


def describe_sites(run, parameters, rival: bool) -> str:
    """The sentence under for whom."""
    return say("sites.said", partner=number(run.rate[PARTNER], 0), stranger=number(run.rate[STRANGER], 0),
               ratio=number(preference(run), 1), slowest=number(run.individual_rate.min(), 0),
               fastest=number(run.individual_rate.max(), 0), vta=percent(run.vta_occupancy), nacc=percent(run.nacc_occupancy))


def describe_seeking(run, parameters, rival: str) -> str:
    """The sentence under wanting and lying together."""
    rate = number(run.rate[PARTNER], 0)
    if parameters.dopamine_block == 0:
        return say("seeking.said_none", rate=rate, share=percent(run.contact))
    seek, lie = kept(run)
    return say("seeking.said", block=percent(parameters.dopamine_block), seek=percent(seek), lie=percent(lie), rate=rate)


def describe_blood(run, parameters, rival: bool) -> str:
    """The sentence under blood and brain."""
    return say("blood.said", people=len(run.brain), r=number(run.r_plasma), exact=number(run.expected_r),
               fold=number(run.fold, 0 if run.fold >= 10 else 1), rho=number(run.rho_assays), again=number(run.r_again))
