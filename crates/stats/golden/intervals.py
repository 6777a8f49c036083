# SPDX-License-Identifier: EUPL-1.2
"""Intervals of shares, means, ratios and any figure."""

import numpy as np
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

LEVELS = [0.90, 0.95, 0.99]


def shares(out):
    for hits, n in [(18, 20), (0, 20), (20, 20), (1, 29), (81, 263), (15, 148), (600, 1000), (31234, 52000)]:
        for level in LEVELS:
            low, high = proportion_confint(hits, n, 1 - level, method="wilson")
            out.append({"method": "wilson", "hits": hits, "n": n, "level": level, "want": [low, high]})
    for a, n, b, m in [(56, 70, 48, 80), (9, 10, 3, 10), (0, 10, 0, 20), (5, 56, 0, 29), (600, 1000, 660, 1016)]:
        for level in LEVELS:
            low, high = confint_proportions_2indep(b, m, a, n, method="newcomb", compare="diff", alpha=1 - level)
            out.append({"method": "newcombe", "base": [a, n], "now": [b, m], "level": level, "want": [low, high]})


def means(out):
    dice = np.random.default_rng(1)
    for n, m, sd in [(5, 9, 2.0), (30, 200, 1.5), (3, 1000, 0.1)]:
        base = np.round(dice.normal(7, 1.5, n), 3)
        now = np.round(dice.normal(7.3, sd, m), 3)
        for level in LEVELS:
            test = stats.ttest_ind(now, base, equal_var=False)
            interval = test.confidence_interval(level)
            one = stats.t.interval(level, n - 1, base.mean(), stats.sem(base))
            out.append({
                "method": "welch", "base": base, "now": now, "level": level,
                "want": [interval.low, interval.high, test.df, test.pvalue], "mean": list(one),
            })
        for margin in [0.2, 1.0, 3.0]:
            p = CompareMeans(DescrStatsW(now), DescrStatsW(base)).ttost_ind(-margin, margin, usevar="unequal")[0]
            out.append({"method": "tost_means", "base": base, "now": now, "margin": margin, "want": p})


def fieller(x, y, level):
    """Roots of (mean y - r mean x)^2 = t^2 (var y - 2 r cov + r^2 var x)/n, by numpy's solver."""
    n = len(x)
    t = stats.t.ppf(0.5 + level / 2, n - 1)
    cov = np.cov(x, y) / n
    roots = np.roots([
        x.mean() ** 2 - t**2 * cov[0, 0],
        -2 * (x.mean() * y.mean() - t**2 * cov[0, 1]),
        y.mean() ** 2 - t**2 * cov[1, 1],
    ])
    return sorted(roots.real.tolist())


def ratios(out):
    dice = np.random.default_rng(2)
    x = np.round(dice.gamma(4, 5, 60), 3)
    y = np.round(0.3 * x + dice.normal(0, 1, 60), 3)
    ratio = y.mean() / x.mean()
    gradient = np.array([-ratio, 1]) / x.mean()
    error = np.sqrt(gradient @ np.cov(x, y) @ gradient / len(x))
    half = stats.norm.ppf(0.975) * error
    out.append({"method": "ratio", "x": x, "y": y, "want": [ratio - half, ratio + half], "fieller": fieller(x, y, 0.95)})


def bootstraps(out):
    """scipy's BCa on resamples drawn by a known generator; the replicates go along, so that the rest can be checked."""
    dice = np.random.default_rng(3)
    for name, figure in [("mean", np.mean), ("p90", lambda v, axis: np.quantile(v, 0.9, axis=axis))]:
        values = np.round(dice.lognormal(1, 0.8, 40), 3)
        result = stats.bootstrap((values,), figure, n_resamples=999, method="BCa", rng=np.random.default_rng(4), vectorized=True)
        left_out = [float(figure(np.delete(values, i), axis=0)) for i in range(len(values))]
        out.append({
            "method": "bca", "figure": name, "value": float(figure(values, axis=0)), "left_out": left_out,
            "replicates": result.bootstrap_distribution,
            "want": [result.confidence_interval.low, result.confidence_interval.high],
        })


def populations(out):
    for hits, n, population in [(30, 50, 120), (475, 500, 700), (1, 10, 10_000)]:
        factor = np.sqrt((population - n) / (population - 1))
        size = n / factor**2
        # Wilson's bounds are the roots of (p - q)^2 = z^2 q (1 - q)/n.
        z, p = stats.norm.ppf(0.975), hits / n
        low, high = sorted(np.roots([1 + z**2 / size, -(2 * p + z**2 / size), p**2]).real)
        out.append({"method": "population", "hits": hits, "n": n, "population": population, "factor": factor, "want": [low, high]})


def cases():
    out = []
    for part in (shares, means, ratios, bootstraps, populations):
        part(out)
    return out
