"""Why children resemble those who raise them, over several generations; and a literature that reports how much they do.

======================  ===============================  ====================================================================
what                    the claim                        its rivals
======================  ===============================  ====================================================================
families of people      `simulate_generations`           `simulate_genes_only`; `simulate_sensitivity_only`: no other route;
                                                         `simulate_rat_map`: two stable states, as selected lines of rats have
a field's studies       `simulate_selective_literature`  `simulate_full_literature`: every study is published
======================  ===============================  ====================================================================

One number a person: their security (of a child) or state of mind about attachment (of an adult), 0 the mean of everybody.
It is never a diagnosis, and most of it is not handed down: look at the spread of the individuals. "Caregiver" is whoever
raises the child.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from widgets.numerics import read_only
from widgets.parameters import Parameter, parameter_set

GENERATIONS = 8
"""Generations in a run, the first included."""
FAMILIES = 400
"""Families in a run."""
CHANGED = 2
"""The generation (counted from 0) whose care may be changed, once."""
CARE_BUILDS_UP = 1.0
"""Years after birth in which care builds up to about two thirds of its effect (invented)."""
SECURE_SHARE = 0.55
"""Share of people called secure in either generation: assumed, for turning a correlation into people."""
SECURE_CUT = -0.12566134685507402
"""The standard normal value that SECURE_SHARE of people exceed."""
AGES = np.linspace(1, 18, 69)
"""Ages (years) at which a run says what a child's state is made of."""

RAT_BASE, RAT_GAIN, RAT_HALF, RAT_STEEPNESS = 0.12, 0.76, 0.5, 6.0
"""The rat map: licking from 0 to about 1; the values are invented (see `simulate_rat_map`)."""
RAT_MIDDLE, RAT_UNIT = 0.485, 0.365
"""Middle between the two stable states, and half their distance: the rat map's licking in units of a person's state."""

_PEOPLE_AT_ONCE = 50_000


# ---------------------------------------------------------------------------------------------------------------------------
# Families
# ---------------------------------------------------------------------------------------------------------------------------


@parameter_set
class GenerationsParameters:
    """What passes from those who raise a child to the child, and what does not."""

    sensitivity_link = Parameter(
        key="link", symbol="a", unit="", default=0.34, low=0.0, high=0.5, step=0.02,
        label="How far a caregiver's own state shows in their sensitivity",
        meaning="correlation of a caregiver's state with their sensitivity; .34 is the published d = .72 as a correlation",
        standing="measured", source="vanijzendoorn1995")
    sensitivity_effect = Parameter(
        key="sensitivity", symbol="b", unit="", default=0.27, low=0.0, high=0.4, step=0.01,
        label="What sensitivity does", meaning="how much care that is one unit more sensitive adds to a child's rearing",
        standing="plausible", source="dewolff1997")
    other_rearing = Parameter(
        key="rearing", symbol="d", unit="", default=0.39, low=0.0, high=0.72, step=0.01,
        label="Every other way of passing it on by rearing",
        meaning="how much of the caregiver's state reaches the child by rearing, but not through measured sensitivity",
        standing="invented")
    shared_hardship = Parameter(
        key="hardship", symbol="c", unit="", default=1.13, low=0.0, high=1.5, step=0.01,
        label="What the family's circumstances do",
        meaning="how much hardship that all children of a family share (money, housing, illness, support) takes away",
        standing="invented")
    hardship_persistence = Parameter(
        key="persistence", symbol="ρ", unit="", default=0.3, low=0.0, high=0.9, step=0.05,
        label="How far circumstances last into the next generation",
        meaning="correlation of a family's circumstances in one generation with those in the next", standing="invented")
    genes = Parameter(
        key="genes", symbol="h", unit="", default=0.65, low=0.0, high=1.2, step=0.05,
        label="What genes do", meaning="effect of one standard deviation of inherited differences on an adult's state",
        standing="plausible", source="fearon2014")
    relatedness = Parameter(
        key="related", symbol="g", unit="", default=1.0, low=0.0, high=1.0, step=0.25,
        label="How related the caregiver is", meaning="1 is a parent by birth, 0 a caregiver who is no relative",
        standing="plausible")
    lasting_share = Parameter(
        key="lasting", symbol="κ", unit="", default=0.1, low=0.0, high=1.0, step=0.05,
        label="What lasts of early rearing",
        meaning="weight that early rearing still has in adults, when it was 1 at the start", standing="invented")
    family_years = Parameter(
        key="years", symbol="τ", unit="years", default=4.0, low=2.0, high=20.0, step=0.5,
        label="How long the family sets the tone",
        meaning="years in which the family's part falls most of the way to what lasts, and a child's own part grows",
        standing="invented")
    own_luck = Parameter(
        key="luck", symbol="σ", unit="", default=0.74, low=0.2, high=1.5, step=0.02,
        label="What happens to one person alone", meaning="spread of what neither family nor genes account for",
        standing="invented")
    risk = Parameter(
        key="risk", symbol="q", unit="", default=0.0, low=0.0, high=2.0, step=0.1,
        label="More of it for today's children",
        meaning="how much wider that spread is for the children than it was for those who raise them", standing="invented")
    child_age = Parameter(
        key="age", symbol="t", unit="years", default=1.0, low=1.0, high=18.0, step=0.5,
        label="Age of the child", meaning="age at which the children are seen", standing="plausible")
    change = Parameter(
        key="change", symbol="Δ", unit="", default=1.0, low=-2.0, high=2.0, step=0.1,
        label="Change the care of one generation",
        meaning="what is added, once, to the rearing of all children of the third generation", standing="invented")


@dataclass(frozen=True)
class GenerationsRun:
    """Four hundred families, eight generations; each generation is raised by the one before.

    Attributes
    ----------
    generation : ndarray of int, shape (8,)
    adult : ndarray, shape (400, 8)
        State of each generation's adult.
    child : ndarray, shape (400, 7)
        State of generations 1 to 7 when they were children of the age asked for; ``child[:, n]`` was raised by
        ``adult[:, n]``.
    correlation : ndarray, shape (7,)
        Correlation of a child with its caregiver, its caregiver's caregiver and so on, in these families: 1 to 7 generations
        up.
    expected : ndarray, shape (7,)
        The same for endlessly many families: exact; nan for the rat map.
    adult_expected : ndarray, shape (7,)
        The same between adults; nan for the rat map.
    adult_variance, child_variance : float
        Exact variances; nan for the rat map.
    sensitivity_with_child : float
        Exact correlation of a caregiver's sensitivity with the child; nan for the rat map.
    through_sensitivity : float
        The part of the caregiver-child correlation that runs through sensitivity; nan for the rat map.
    sensitivity_product : float
        Correlation of state and sensitivity times that of sensitivity and child: at most this much could run through
        sensitivity, if nothing else made caregivers and children alike; nan for the rat map.
    variance_explained : float
        Share of the differences between children that their caregivers' state accounts for in these families.
    secure_given_secure, secure_given_insecure : float
        Share of secure children among those of secure and of other caregivers, when 55 % are called secure in both
        generations: exact for a normal spread; for the rat map as found in these families.
    age : ndarray, shape (69,), years
    transmission_by_age : ndarray, shape (69,)
        Correlation of child and caregiver by the child's age.
    genetic_by_age, shared_by_age, own_by_age : ndarray, shape (69,)
        What a twin study would find at each age: share of the differences that goes with genes, with what twins share, and
        with what happens to each alone. They add up to 1.
    changed : ndarray, shape (7,)
        What the change made of the children of generations 1 to 7, on average.
    child_age : float, years
        The age asked for.
    """

    BOUNDS: ClassVar[dict[str, tuple[float, float]]] = {
        "correlation": (-1.0, 1.0), "expected": (-1.0, 1.0), "adult_expected": (-1.0, 1.0), "adult_variance": (0.0, math.inf),
        "child_variance": (0.0, math.inf), "sensitivity_with_child": (-1.0, 1.0), "through_sensitivity": (0.0, 1.0),
        "sensitivity_product": (-1.0, 1.0), "variance_explained": (0.0, 1.0), "secure_given_secure": (0.0, 1.0),
        "secure_given_insecure": (0.0, 1.0), "transmission_by_age": (-1.0, 1.0), "genetic_by_age": (0.0, 1.0),
        "shared_by_age": (0.0, 1.0), "own_by_age": (0.0, 1.0), "child_age": (1.0, 18.0)}
    MAY_BE_NAN: ClassVar[frozenset[str]] = frozenset({
        "expected", "adult_expected", "adult_variance", "child_variance", "sensitivity_with_child", "through_sensitivity",
        "sensitivity_product"})

    generation: np.ndarray
    adult: np.ndarray
    child: np.ndarray
    correlation: np.ndarray
    expected: np.ndarray
    adult_expected: np.ndarray
    adult_variance: float
    child_variance: float
    sensitivity_with_child: float
    through_sensitivity: float
    sensitivity_product: float
    variance_explained: float
    secure_given_secure: float
    secure_given_insecure: float
    age: np.ndarray
    transmission_by_age: np.ndarray
    genetic_by_age: np.ndarray
    shared_by_age: np.ndarray
    own_by_age: np.ndarray
    changed: np.ndarray
    child_age: float


def simulate_generations(parameters: GenerationsParameters, rng: np.random.Generator) -> GenerationsRun:
    """Families in which rearing, genes, shared circumstances and luck make each generation.

    Rearing ``R = d z + b S - c E`` of a child comes from the state z of its caregiver, the caregiver's sensitivity
    ``S = a z + √(1 - a²) s`` (s normal, as spread as z) and the hardship E of the family. Circumstances and genes follow
    ``E' = ρ E + √(1 - ρ²) e`` and ``G' = (g/2) G + √(1 - g²/4) e``. The adult is ``z = κ R + h G + σ e``, the child of age t
    ``y = A(t) R + B(t) h G + (1 + q) σ √(1 - exp(-2t/μ)) e``. A and B solve ``μ Ȧ = w - A``, ``μ Ḃ = 1 - v - B`` from 0, with
    ``v = exp(-t/τ)`` and ``w = κ + (1 - κ) v``: care builds up in the first years (μ = 1), then the family's part falls to κ
    and what children seek out by their own lights takes over. All e are normal with spread 1. With κ = 1 and nothing but d
    this is the first-order autoregression z' = d z + e.

    Parameters
    ----------
    parameters : GenerationsParameters
    rng : numpy.random.Generator

    Returns
    -------
    GenerationsRun

    Notes
    -----
    The form is that of maternal-inheritance models (Kirkpatrick & Lande 1989, read as an abstract), with a person's growing
    up added here. a is measured. The other defaults are *chosen together* so that the run gives published figures: r = .31
    between caregiver and child (Verhage and others 2016, 10.1037/bul0000038), r = .24 between sensitivity and child security
    (De Wolff & van IJzendoorn 1997), 52 % shared environment in infancy (Bokhorst and others 2003,
    10.1046/j.1467-8624.2003.00637.x) and about 40 % heritability at 15 (Fearon and others 2014, 10.1111/jcpp.12171).
    There are as many free defaults as figures, so that this fit shows nothing by itself; what then follows for other ages,
    for grandparents, adoption, risk and a change of care is not fitted.
    Left out: the second caregiver, choice of partners by likeness, genes that meet circumstances (interaction), children
    who shape their own care, error of measurement, and everything that brings a person's state down or up after childhood
    except luck and genes.
    """
    return _linear_run(parameters, rng)


def simulate_genes_only(parameters: GenerationsParameters, rng: np.random.Generator) -> GenerationsRun:
    """The rival: b = c = d = 0. Rearing and circumstances do nothing; children resemble parents by their genes alone.

    A change of care changes nobody. Parameters, returns: as `simulate_generations`.
    """
    return _linear_run(replace(parameters, sensitivity_effect=0.0, other_rearing=0.0, shared_hardship=0.0, change=0.0), rng)


def simulate_sensitivity_only(parameters: GenerationsParameters, rng: np.random.Generator) -> GenerationsRun:
    """The rival: d = h = ρ = 0. Caregivers and children are alike only because sensitivity carries it from one to the other.

    Then the correlation of caregiver and child must be the product of the two along the way. Parameters, returns: as
    `simulate_generations`.
    """
    return _linear_run(replace(parameters, other_rearing=0.0, genes=0.0, hardship_persistence=0.0), rng)


def simulate_rat_map(parameters: GenerationsParameters, rng: np.random.Generator) -> GenerationsRun:
    """The rival: two stable states, L' = base + gain Lⁿ/(Kⁿ + Lⁿ) + noise, as if people were two lines of rats.

    Half of the families start at either stable state. Of the parameters only `own_luck` (the noise) and `change` count; a
    state of 1 or -1 is the upper or lower stable state of the map. A child is what it will be as an adult. Where an exact
    result is not known, the field is nan.

    Parameters, returns: as `simulate_generations`.

    Notes
    -----
    Ours, after the idea that a response to care which rises steeply can have two stable states. base .12, gain .76, K .5 and
    n 6 are invented; licking in rats was found to be spread normally over mothers (Champagne and others 2003), so that two
    states are an assumption even there. It must not be used for people: that is what it is here to show.
    """
    luck = rng.standard_normal((GENERATIONS, FAMILIES))
    start = np.where(np.arange(FAMILIES) % 2, 1.0, -1.0)
    adult, moved = np.empty((FAMILIES, GENERATIONS)), np.zeros(GENERATIONS)
    now = other = start
    for n in range(GENERATIONS):
        if n:
            noise = parameters.own_luck * luck[n]
            extra = parameters.change if n == CHANGED else 0.0
            now, other = rat_map(now) + noise, rat_map(other + extra) + noise
        adult[:, n], moved[n] = now, (other - now).mean()
    return _rat_run(parameters, adult, moved[1:])


def rat_map(state):
    """State of a daughter from that of the mother who raised her, without noise; -1 and 1 are (nearly) the stable states."""
    licking = np.maximum(RAT_MIDDLE + RAT_UNIT * np.asarray(state, dtype=float), 0.0)
    powered = licking**RAT_STEEPNESS
    return (RAT_BASE + RAT_GAIN * powered / (RAT_HALF**RAT_STEEPNESS + powered) - RAT_MIDDLE) / RAT_UNIT


# Growing up and exact moments


def weights_at_age(parameters: GenerationsParameters, age) -> tuple:
    """What rearing, genes and luck weigh in a child of this age (years): A, B and √(1 - exp(-2t/μ)); see the claim.

    Parameters
    ----------
    parameters : GenerationsParameters
    age : float or ndarray, years

    Returns
    -------
    tuple of three like `age`
    """
    mu, tau, kept = CARE_BUILDS_UP, parameters.family_years, parameters.lasting_share
    built = 1 - np.exp(-age / mu)
    passing = tau / (tau - mu) * (np.exp(-age / tau) - np.exp(-age / mu))
    return kept * built + (1 - kept) * passing, built - passing, np.sqrt(1 - np.exp(-2 * age / mu))


@dataclass(frozen=True)
class StationaryMoments:
    """Variances and covariances in a population whose generations have settled; exact.

    Attributes
    ----------
    rearing_slope : float
        What one unit of the caregiver's state does to rearing by any route: d + a b.
    adult_variance, rearing_variance : float
    genes_with_adult, hardship_with_adult, genes_with_rearing : float
        Covariances within one person.
    """

    rearing_slope: float
    adult_variance: float
    rearing_variance: float
    genes_with_adult: float
    hardship_with_adult: float
    genes_with_rearing: float


def stationary_moments(parameters: GenerationsParameters) -> StationaryMoments:
    """Solve the equations of `simulate_generations` for the spread they settle at (closed form).

    Parameters
    ----------
    parameters : GenerationsParameters

    Returns
    -------
    StationaryMoments
    """
    p, slope, kin = parameters, rearing_slope(parameters), parameters.relatedness / 2
    kept, c, rho, h = p.lasting_share, p.shared_hardship, p.hardship_persistence, p.genes
    genes_adult = h / (1 - kept * slope * kin)
    hard_adult = -kept * c / (1 - kept * slope * rho)
    from_state = p.other_rearing**2 + p.sensitivity_effect**2 + 2 * p.sensitivity_link * p.sensitivity_effect * p.other_rearing
    from_hardship = c * c - 2 * c * slope * rho * hard_adult
    genes_rearing = slope * kin * genes_adult
    adult = ((kept**2 * from_hardship + h * h + p.own_luck**2 + 2 * kept * h * genes_rearing)
             / (1 - kept**2 * from_state))
    return StationaryMoments(rearing_slope=slope, adult_variance=adult, rearing_variance=from_state * adult + from_hardship,
                             genes_with_adult=genes_adult, hardship_with_adult=hard_adult, genes_with_rearing=genes_rearing)


def rearing_slope(parameters: GenerationsParameters) -> float:
    """What one unit of a caregiver's state does to rearing, by sensitivity and by all other ways: d + a b."""
    return parameters.other_rearing + parameters.sensitivity_link * parameters.sensitivity_effect


def expected_correlations(parameters: GenerationsParameters, age: float = math.inf) -> np.ndarray:
    """Correlation of a person of this age with the adult who raised them, with that adult's caregiver, and so on: exact.

    Parameters
    ----------
    parameters : GenerationsParameters
    age : float, years
        Infinity (the default) is an adult, whom `risk` does not concern.

    Returns
    -------
    ndarray, shape (7,)
        1 to 7 generations up.
    """
    p, moments = parameters, stationary_moments(parameters)
    rearing, genes, _ = weights_at_age(p, age)
    kin, rho = p.relatedness / 2, p.hardship_persistence
    gene, hardship, adult = moments.genes_with_adult, moments.hardship_with_adult, moments.adult_variance
    spread = math.sqrt(adult * _person_variance(p, moments, age))
    found = []
    for _ in range(GENERATIONS - 1):
        gene, hardship = kin * gene, rho * hardship
        reared = moments.rearing_slope * adult - p.shared_hardship * hardship
        found.append((rearing * reared + genes * p.genes * gene) / spread)
        adult = p.lasting_share * reared + p.genes * gene
    return np.array(found)


def _person_variance(parameters, moments, age):
    """Variance at this age (years; infinity: adults)."""
    rearing, genes, luck = weights_at_age(parameters, age)
    risk = np.where(np.isinf(age), 0.0, parameters.risk)
    return (rearing**2 * moments.rearing_variance + (genes * parameters.genes) ** 2
            + 2 * rearing * genes * parameters.genes * moments.genes_with_rearing
            + (luck * parameters.own_luck * (1 + risk)) ** 2)


@dataclass(frozen=True)
class TwinResult:
    """What twins who grow up together have in common at an age (or at each of several).

    Attributes
    ----------
    identical, fraternal : float or ndarray
        Correlation of the two twins of a pair.
    genetic, shared, own : float or ndarray
        The shares that a twin study reads from them: 2 (identical - fraternal), 2 fraternal - identical, 1 - identical.
    """

    identical: float | np.ndarray
    fraternal: float | np.ndarray
    genetic: float | np.ndarray
    shared: float | np.ndarray
    own: float | np.ndarray


def twin_correlations(parameters: GenerationsParameters, age) -> TwinResult:
    """Correlations of identical and fraternal twins at this age (years): exact.

    Twins have one rearing and one set of circumstances; identical ones all of their inherited differences, fraternal ones
    half of them. What genes and rearing do together counts as shared, as it does in a real twin study.

    Parameters
    ----------
    parameters : GenerationsParameters
    age : float or ndarray, years

    Returns
    -------
    TwinResult
    """
    moments = stationary_moments(parameters)
    rearing, genes, _ = weights_at_age(parameters, age)
    by_genes = (genes * parameters.genes) ** 2
    by_family = rearing**2 * moments.rearing_variance + 2 * rearing * genes * parameters.genes * moments.genes_with_rearing
    variance = _person_variance(parameters, moments, age)
    identical, fraternal = (by_family + by_genes) / variance, (by_family + by_genes / 2) / variance
    return TwinResult(identical=identical, fraternal=fraternal, genetic=2 * (identical - fraternal),
                      shared=2 * fraternal - identical, own=1 - identical)


def secure_shares(correlation: float) -> tuple[float, float]:
    """Share of secure children among those of secure, and of other, caregivers: exact for a normal spread.

    With a share of 55 % (assumed) secure in both generations. The correlation is that of the two states; the correlation of
    the two *labels* is lower, because a label keeps less than the state did.

    Parameters
    ----------
    correlation : float, -1 to 1

    Returns
    -------
    (float, float)

    Notes
    -----
    Both above the cut: share² + ∫₀ʳ exp(-cut²/(1 + x)) / (2π √(1 - x²)) dx (Plackett's identity), with x = sin φ.
    """
    nodes, weights = _GAUSS
    angle = math.asin(correlation)
    density = np.exp(-SECURE_CUT**2 / (1 + np.sin((nodes + 1) / 2 * angle)))
    both = SECURE_SHARE**2 + angle / 2 * float(weights @ density) / (2 * math.pi)
    return both / SECURE_SHARE, (SECURE_SHARE - both) / (1 - SECURE_SHARE)


def secure_share_of_labels(correlation: float, share: float) -> float:
    """Share of secure children among those of insecure caregivers, if `correlation` is that of the two *labels*: p (1 - r).

    Parameters
    ----------
    correlation : float, 0 to 1
        Of "secure or not" in the caregiver with "secure or not" in the child (phi).
    share : float, 0 to 1
        Share called secure, p, the same in both generations.

    Returns
    -------
    float
    """
    return share * (1 - correlation)


_GAUSS = np.polynomial.legendre.leggauss(24)


# The families themselves


def _walk(parameters, rng, families, generations):
    """Adults (families, generations), children (families, generations - 1), from a population that has settled."""
    p, moments = parameters, stationary_moments(parameters)
    kin, rho, a = p.relatedness / 2, p.hardship_persistence, p.sensitivity_link
    rearing, genes, luck = weights_at_age(p, p.child_age)
    gene, hardship, own = rng.standard_normal((3, families))
    rest = moments.adult_variance - moments.genes_with_adult**2 - moments.hardship_with_adult**2
    now = moments.genes_with_adult * gene + moments.hardship_with_adult * hardship + math.sqrt(max(rest, 0.0)) * own
    adult, child = np.empty((generations, families)), np.empty((generations - 1, families))
    adult[0] = now
    for n in range(1, generations):
        e = rng.standard_normal((5, families))
        gene = kin * gene + math.sqrt(1 - kin * kin) * e[0]
        hardship = rho * hardship + math.sqrt(1 - rho * rho) * e[1]
        sensitivity = a * now + math.sqrt((1 - a * a) * moments.adult_variance) * e[2]
        reared = p.other_rearing * now + p.sensitivity_effect * sensitivity - p.shared_hardship * hardship
        now = p.lasting_share * reared + p.genes * gene + p.own_luck * e[3]
        child[n - 1] = rearing * reared + genes * p.genes * gene + luck * p.own_luck * (1 + p.risk) * e[4]
        adult[n] = now
    return adult.T, child.T


def _linear_run(parameters, rng):
    adult, child = _walk(parameters, rng, FAMILIES, GENERATIONS)
    moments, age = stationary_moments(parameters), parameters.child_age
    expected = expected_correlations(parameters, age)
    link, spread = parameters.sensitivity_link, math.sqrt(moments.adult_variance)
    variance = float(_person_variance(parameters, moments, age))
    rearing, genes, _ = weights_at_age(parameters, age)
    hard = parameters.shared_hardship * parameters.hardship_persistence * moments.hardship_with_adult
    with_sensitivity = (rearing * ((parameters.sensitivity_effect + link * parameters.other_rearing) * moments.adult_variance
                                   - link * hard)
                        + genes * parameters.genes * link * parameters.relatedness / 2 * moments.genes_with_adult)
    seen = float(with_sensitivity / (spread * math.sqrt(variance)))
    twins = twin_correlations(parameters, AGES)
    secure, other = secure_shares(float(expected[0]))
    return _run(
        adult, child, expected=expected, adult_expected=expected_correlations(parameters),
        adult_variance=float(moments.adult_variance), child_variance=variance, sensitivity_with_child=seen,
        through_sensitivity=float(rearing * link * parameters.sensitivity_effect * spread / math.sqrt(variance)),
        sensitivity_product=link * seen, secure_given_secure=secure, secure_given_insecure=other,
        transmission_by_age=_transmission(parameters, moments), genetic_by_age=twins.genetic, shared_by_age=twins.shared,
        own_by_age=twins.own, changed=_changed(parameters), child_age=age)


def _transmission(parameters, moments):
    """Correlation of child and caregiver at every age of AGES."""
    p = parameters
    rearing, genes, _ = weights_at_age(p, AGES)
    reared = (moments.rearing_slope * moments.adult_variance
              - p.shared_hardship * p.hardship_persistence * moments.hardship_with_adult)
    return ((rearing * reared + genes * p.genes * p.relatedness / 2 * moments.genes_with_adult)
            / np.sqrt(moments.adult_variance * _person_variance(p, moments, AGES)))


def _changed(parameters):
    """What one change of care makes of the children of each generation: exact, the same in every family."""
    rearing, _, _ = weights_at_age(parameters, parameters.child_age)
    later = np.arange(1, GENERATIONS) - CHANGED
    left = (parameters.lasting_share * rearing_slope(parameters)) ** np.maximum(later, 0)
    return np.where(later < 0, 0.0, rearing * parameters.change * left)


def _run(adult, child, **found):
    correlation = np.array([_correlate(adult[:, :GENERATIONS - lag].ravel(), child[:, lag - 1:].ravel())
                            for lag in range(1, GENERATIONS)])
    exact = {name: read_only(value) if isinstance(value, np.ndarray) else value for name, value in found.items()}
    return GenerationsRun(generation=read_only(np.arange(GENERATIONS)), adult=read_only(adult), child=read_only(child),
                          correlation=read_only(correlation), variance_explained=float(correlation[0] ** 2),
                          age=read_only(AGES), **exact)


def _correlate(first, second):
    first, second = first - first.mean(), second - second.mean()
    return float(first @ second / math.sqrt(float(first @ first) * float(second @ second)))


def _rat_run(parameters, adult, changed):
    child, nan = adult[:, 1:], math.nan
    raised = rat_map(adult[:, :-1])
    # Daughters of one mother share what the map makes of her; the rest is each one's own.
    shared = float(raised.var() / (raised.var() + parameters.own_luck**2))
    secure = adult >= np.quantile(adult, 1 - SECURE_SHARE)
    before, after = secure[:, :-1], secure[:, 1:]
    flat, none = np.ones(AGES.size), np.full(GENERATIONS - 1, nan)
    return _run(
        adult, child, expected=none, adult_expected=none, adult_variance=nan, child_variance=nan, sensitivity_with_child=nan,
        through_sensitivity=nan, sensitivity_product=nan, secure_given_secure=float(after[before].mean()),
        secure_given_insecure=float(after[~before].mean()),
        transmission_by_age=flat * _correlate(adult[:, :-1].ravel(), child.ravel()), genetic_by_age=0 * flat,
        shared_by_age=shared * flat, own_by_age=(1 - shared) * flat, changed=changed, child_age=parameters.child_age)


# A whole population


@dataclass(frozen=True)
class GenerationsPopulation:
    """Many families, four generations: a child, who raised it, who raised them, and who raised those.

    Attributes
    ----------
    people : int
        Families, one child in each.
    correlation : ndarray, shape (3,)
        Correlation of the child with those 1, 2 and 3 generations up.
    expected : ndarray, shape (3,)
        The same, exact.
    child_mean, child_variance : float
    counts : ndarray of int, shape (5, 5)
        Children by the fifth of the population that their caregiver is in (rows, lowest first) and the fifth they are in
        themselves (columns). Fifths are those of the exact normal spread.
    secure_given_secure, secure_given_insecure : float
        Share of secure children among those of secure and of other caregivers, 55 % being called secure.
    adult, child : ndarray, shape (1000,)
        The first thousand pairs (all, if there are fewer people), to draw.
    """

    BOUNDS: ClassVar[dict[str, tuple[float, float]]] = {
        "people": (1, math.inf), "correlation": (-1.0, 1.0), "expected": (-1.0, 1.0), "child_variance": (0.0, math.inf),
        "counts": (0, math.inf), "secure_given_secure": (0.0, 1.0), "secure_given_insecure": (0.0, 1.0)}

    people: int
    correlation: np.ndarray
    expected: np.ndarray
    child_mean: float
    child_variance: float
    counts: np.ndarray
    secure_given_secure: float
    secure_given_insecure: float
    adult: np.ndarray
    child: np.ndarray


_FIFTHS = np.array([-0.8416212335729143, -0.2533471031357997, 0.2533471031357997, 0.8416212335729143])


def simulate_population(parameters: GenerationsParameters, rng: np.random.Generator,
                        people: int = 10_000) -> GenerationsPopulation:
    """Many families of `simulate_generations`, four generations each, taken 50,000 at a time.

    Parameters
    ----------
    parameters : GenerationsParameters
    rng : numpy.random.Generator
    people : int
        Families, 100 to 10,000,000.

    Returns
    -------
    GenerationsPopulation

    Raises
    ------
    ValueError
        If `people` is no whole number in that range.
    """
    if isinstance(people, bool) or not isinstance(people, (int, np.integer)) or not 100 <= people <= 10_000_000:
        raise ValueError(f"people must be a whole number from 100 to 10,000,000; got {people!r}.")
    adult_spread = math.sqrt(stationary_moments(parameters).adult_variance)
    child_spread = math.sqrt(float(_person_variance(parameters, stationary_moments(parameters), parameters.child_age)))
    sums, products = np.zeros(4), np.zeros((4, 4))
    counts, secure, first = np.zeros((5, 5), dtype=int), np.zeros((2, 2)), None
    for begin in range(0, people, _PEOPLE_AT_ONCE):
        adult, child = _walk(parameters, rng, min(_PEOPLE_AT_ONCE, people - begin), 4)
        parent, child = adult[:, 2] / adult_spread, child[:, 2]
        rows = np.stack([child / child_spread, parent, adult[:, 1], adult[:, 0]])
        sums, products = sums + rows.sum(axis=1), products + rows @ rows.T
        cell = 5 * np.searchsorted(_FIFTHS, parent) + np.searchsorted(_FIFTHS, rows[0])
        counts += np.bincount(cell, minlength=25).reshape(5, 5)
        label = 2 * (parent > SECURE_CUT) + (rows[0] > SECURE_CUT)
        secure += np.bincount(label, minlength=4).reshape(2, 2)
        first = (adult[:1000, 2], child[:1000]) if first is None else first
    covariance = products / people - np.outer(sums, sums) / people**2
    scale = np.sqrt(np.diag(covariance))
    insecure_part, secure_part = secure[:, 1] / np.maximum(secure.sum(axis=1), 1)
    return GenerationsPopulation(
        people=int(people), correlation=read_only((covariance[0] / (scale[0] * scale))[1:]),
        expected=read_only(expected_correlations(parameters, parameters.child_age)[:3]),
        child_mean=float(sums[0] / people * child_spread), child_variance=float(covariance[0, 0] * child_spread**2),
        counts=read_only(counts), secure_given_secure=float(secure_part), secure_given_insecure=float(insecure_part),
        adult=read_only(first[0]), child=read_only(first[1]))


# ---------------------------------------------------------------------------------------------------------------------------
# A field's studies
# ---------------------------------------------------------------------------------------------------------------------------


@parameter_set
class LiteratureParameters:
    """A field that looks for one correlation again and again, and what of it comes to be read."""

    true_correlation = Parameter(
        key="true", symbol="r", unit="", default=0.31, low=0.0, high=0.8, step=0.01,
        label="The true correlation", meaning="the correlation that an endless study would find", standing="measured",
        source="verhage2016")
    people_per_study = Parameter(
        key="people", symbol="n", unit="", default=47.0, low=10.0, high=400.0, step=1.0,
        label="Families in a study", meaning="how many families one study sees; 854 in 18 samples make 47",
        standing="measured", source="vanijzendoorn1995")
    studies = Parameter(
        key="studies", symbol="k", unit="", default=95.0, low=10.0, high=500.0, step=5.0,
        label="Studies done", meaning="how many studies are done, published or not", standing="measured", source="verhage2016")
    unclear_published = Parameter(
        key="unclear", symbol="u", unit="", default=0.2, low=0.0, high=1.0, step=0.05,
        label="Unclear results that are published too",
        meaning="chance that a study comes to be read although its correlation cannot be told from 0", standing="invented")


@dataclass(frozen=True)
class LiteratureRun:
    """Studies of one correlation. k = 10 to 500 studies.

    Attributes
    ----------
    correlation : ndarray, shape (k,)
        What each study found.
    published : ndarray of bool, shape (k,)
    threshold : float
        Correlation that a study of this size can just tell from 0 (two-sided, 5 %).
    mean_all, mean_published : float
        Mean over all studies, and over the published ones; nan if none is published.
    share_published : float
    true_correlation : float
        What an endless study would find.
    """

    BOUNDS: ClassVar[dict[str, tuple[float, float]]] = {
        "correlation": (-1.0, 1.0), "threshold": (0.0, 1.0), "mean_all": (-1.0, 1.0), "mean_published": (-1.0, 1.0),
        "share_published": (0.0, 1.0), "true_correlation": (-1.0, 1.0)}
    MAY_BE_NAN: ClassVar[frozenset[str]] = frozenset({"mean_published"})

    correlation: np.ndarray
    published: np.ndarray
    threshold: float
    mean_all: float
    mean_published: float
    share_published: float
    true_correlation: float


def simulate_selective_literature(parameters: LiteratureParameters, rng: np.random.Generator) -> LiteratureRun:
    """Studies of which the clear ones are published, and of the others a share u.

    A correlation r in n families counts as clear if it is positive and |artanh r| √(n - 3) > 1.96.

    Parameters
    ----------
    parameters : LiteratureParameters
    rng : numpy.random.Generator

    Returns
    -------
    LiteratureRun

    Notes
    -----
    Draws r of normal samples exactly: r/√(1 - r²) = (ρ/√(1 - ρ²) χₙ₋₁ + e)/χₙ₋₂. Left out: studies of different sizes,
    correlations that really differ, and every other way to a large figure. That the later figure is the smaller one does
    not show that selection was the reason.
    """
    return _literature(parameters, rng, parameters.unclear_published)


def simulate_full_literature(parameters: LiteratureParameters, rng: np.random.Generator) -> LiteratureRun:
    """The rival: u = 1. Every study is published, so that the mean is right however small the studies are.

    Parameters, returns: as `simulate_selective_literature`.
    """
    return _literature(parameters, rng, 1.0)


def _literature(parameters, rng, unclear_published):
    n, k, rho = round(parameters.people_per_study), round(parameters.studies), parameters.true_correlation
    up, down, error, chance = (np.sqrt(rng.chisquare(n - 1, k)), np.sqrt(rng.chisquare(n - 2, k)), rng.standard_normal(k),
                               rng.random(k))
    ratio = (rho / math.sqrt(1 - rho * rho) * up + error) / down
    correlation = ratio / np.sqrt(1 + ratio * ratio)
    threshold = math.tanh(1.96 / math.sqrt(n - 3))
    published = (correlation > threshold) | (chance < unclear_published)
    return LiteratureRun(
        correlation=read_only(correlation), published=read_only(published), threshold=threshold,
        mean_all=float(correlation.mean()),
        mean_published=float(correlation[published].mean()) if published.any() else math.nan,
        share_published=float(published.mean()), true_correlation=rho)
