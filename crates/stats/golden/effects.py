# SPDX-License-Identifier: EUPL-1.2
"""Effects, many tests, sizes."""

import numpy as np
import statsmodels.api as sm
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.power import TTestIndPower
from statsmodels.stats.proportion import samplesize_proportions_2indep_onetail
from scipy import stats


def summary(fit, place, level=0.95):
    low, high = fit.conf_int(1 - level)[place]
    return [fit.params[place], fit.bse[place], fit.pvalues[place], low, high]


def series(out):
    dice = np.random.default_rng(5)
    for before, after, lags in [(12, 12, 2), (24, 16, 3), (60, 60, 4), (8, 8, 0)]:
        n = before + after
        t = np.arange(n)
        step = (t >= before).astype(float)
        since = np.where(t >= before, t - before, 0)
        noise = np.zeros(n)
        for i in range(n):
            noise[i] = (0.5 * noise[i - 1] if i else 0) + dice.normal(0, 1.5)
        y = np.round(20 + 0.1 * t - 2 * step - 0.2 * since + noise, 3)
        fit = sm.OLS(y, np.column_stack([np.ones(n), t, step, since])).fit(
            cov_type="HAC", cov_kwds={"maxlags": lags, "use_correction": True}, use_t=True)
        end = fit.t_test(np.array([[0, 0, 1, after - 1]]))
        low, high = end.conf_int(0.05)[0]
        out.append({
            "method": "interrupted_series", "values": y, "before": before, "lags": lags,
            "trend": summary(fit, 1), "jump": summary(fit, 2), "bend": summary(fit, 3),
            "at_end": [end.effect[0], end.sd.item(), end.pvalue.item(), low, high],
        })


def clustered(out):
    dice = np.random.default_rng(6)
    for clusters, each in [(8, 6), (20, 11)]:
        rows = []
        for c in range(clusters):
            own = dice.normal(0, 1)
            for _ in range(each + c % 3):
                after = int(dice.integers(0, 2))
                treated = c % 2
                rows.append((c, treated, after, round(float(5 + own + after + 0.8 * treated * after + dice.normal(0, 1)), 3)))
        c, treated, after, y = map(np.array, zip(*rows))
        design = np.column_stack([np.ones(len(y)), treated, after, treated * after])
        fit = sm.OLS(y, design).fit(cov_type="cluster", cov_kwds={"groups": c}, use_t=True)
        out.append({"method": "did_clustered", "rows": rows, "want": summary(fit, 3)})


def cells(out):
    """Welch-Satterthwaite for four groups, written out."""
    dice = np.random.default_rng(7)
    groups = [np.round(dice.normal(m, s, n), 3) for m, s, n in [(10, 2, 30), (11, 2, 25), (10, 1, 40), (12.5, 3, 35)]]
    parts = np.array([g.var(ddof=1) / len(g) for g in groups])
    value = (groups[3].mean() - groups[2].mean()) - (groups[1].mean() - groups[0].mean())
    df = parts.sum() ** 2 / sum(v**2 / (len(g) - 1) for v, g in zip(parts, groups))
    error = np.sqrt(parts.sum())
    half = stats.t.ppf(0.975, df) * error
    out.append({
        "method": "did", "groups": groups,
        "want": [value, error, 2 * stats.t.sf(abs(value / error), df), value - half, value + half],
    })


def many(out):
    dice = np.random.default_rng(8)
    for p in [np.round(dice.uniform(0, 1, 12) ** 3, 6), np.array([0.01, 0.01, 0.04, 1.0, 0.0]), np.array([0.3])]:
        out.append({
            "method": "many_tests", "p": p,
            "bh": multipletests(p, method="fdr_bh")[1], "by": multipletests(p, method="fdr_by")[1],
        })


def sizes(out):
    for effect in [0.2, 0.35, 0.5 / 1.5, 0.5 / 1.8, 0.25, 0.8, 2.0, 0.01]:
        for power in [0.8, 0.9]:
            n = TTestIndPower().solve_power(effect, alpha=0.05, power=power)
            out.append({"method": "size_for_means", "effect": effect, "power": power, "want": n})
    for n, effect in [(10, 0.5), (142, 1 / 3), (5000, 0.05)]:
        out.append({"method": "power_of_means", "n": n, "effect": effect, "want": TTestIndPower().power(effect, n, 0.05)})
    for a, b in [(0.6, 0.66), (0.6, 0.7), (0.7, 0.77), (0.7, 0.8), (0.4, 0.36), (0.02, 0.01)]:
        n = samplesize_proportions_2indep_onetail(b - a, a, 0.8, ratio=1, alpha=0.05)
        out.append({"method": "size_for_shares", "from": a, "to": b, "want": n})


def cases():
    out = []
    for part in (series, clustered, cells, many, sizes):
        part(out)
    return out
