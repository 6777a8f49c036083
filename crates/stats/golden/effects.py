# SPDX-License-Identifier: EUPL-1.2
"""Effects, many tests, sizes."""

import functools

import numpy as np
import statsmodels.api as sm
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.power import TTestIndPower
from statsmodels.stats.proportion import samplesize_proportions_2indep_onetail
from scipy import stats
from scipy.integrate import quad
from scipy.optimize import brentq


def summary(fit, place, level=0.95):
    low, high = fit.conf_int(1 - level)[place]
    return [fit.params[place], fit.bse[place], fit.pvalues[place], low, high]


def series(out):
    dice = np.random.default_rng(5)
    for before, after, lags in [(13, 14, 2), (24, 16, 3), (60, 60, 4), (13, 13, 0)]:
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
        out.append({
            "method": "newey_west", "values": y, "before": before, "lags": lags,
            "trend": summary(fit, 1)[:2], "jump": summary(fit, 2)[:2], "bend": summary(fit, 3)[:2],
            "at_end": [end.effect[0], end.sd.item()],
        })


def leaning(out):
    """Errors that lean on the one before, with the correlation integrated out (Zellner and Tiao, 1964): whole
    matrices and adaptive integrals, where the product whitens and takes fixed points."""
    dice = np.random.default_rng(12)
    for before, after, passes_on, level in [(13, 13, 0.0, 0.95), (13, 13, 0.6, 0.95), (30, 22, 0.3, 0.9), (52, 52, 0.9, 0.95), (14, 40, -0.3, 0.99)]:
        n = before + after
        t = np.arange(n)
        step = (t >= before).astype(float)
        since = np.where(t >= before, t - before, 0)
        noise = np.zeros(n)
        for i in range(n):
            noise[i] = (passes_on * noise[i - 1] if i else 0) + dice.normal(0, 1.5)
        y = np.round(20 + 0.1 * t - 2 * step - 0.2 * since + noise, 3)
        x = np.column_stack([np.ones(n), t, step, since])
        df = n - 4

        @functools.cache
        def given(r):
            # Of the stationary errors: the inverse of their covariance.
            inverse = np.diag(np.r_[1, np.full(n - 2, 1 + r * r), 1]) - r * (np.eye(n, k=1) + np.eye(n, k=-1))
            gram = x.T @ inverse @ x
            beta = np.linalg.solve(gram, x.T @ inverse @ y)
            left = y - x @ beta
            squares = left @ inverse @ left
            weight = 0.5 * np.log(1 - r * r) - 0.5 * np.linalg.slogdet(gram)[1] - 0.5 * df * np.log(squares)
            return weight, beta, np.linalg.inv(gram) * squares / df

        most = max(given(r)[0] for r in np.linspace(-0.99, 0.99, 199))

        def mean_of(figure):
            parts = np.linspace(-1, 1, 21)
            total = lambda f: sum(quad(f, a, b, epsabs=1e-13, epsrel=1e-11)[0] for a, b in zip(parts, parts[1:]))
            weigh = lambda r: np.exp(given(r)[0] - most)
            return total(lambda r: weigh(r) * figure(r)) / total(weigh)

        case = {"method": "interrupted_series", "values": y, "before": before, "level": level,
                "correlation": mean_of(lambda r: r)}
        for name, c in [("trend", [0, 1, 0, 0]), ("jump", [0, 0, 1, 0]), ("bend", [0, 0, 0, 1]), ("at_end", [0, 0, 1, after - 1])]:
            c = np.array(c)

            def below(z):
                def figure(r):
                    _, beta, covariance = given(r)
                    return stats.t.cdf((z - c @ beta) / np.sqrt(c @ covariance @ c), df)
                return mean_of(figure)

            value = mean_of(lambda r: c @ given(r)[1])
            wide = 40 * np.sqrt(c @ given(0.5)[2] @ c)
            ends = [brentq(lambda z: below(z) - p, value - wide, value + wide, xtol=1e-9) for p in ((1 - level) / 2, (1 + level) / 2)]
            zero = below(0)
            case[name] = [value, *ends, 2 * min(zero, 1 - zero)]
        out.append(case)


def clustered(out):
    """Clusters of equal size: Welch's test of the change per cluster. Of unequal size: written out with whole matrices,
    and the sum of squares held against statsmodels' clustered error."""
    dice = np.random.default_rng(6)
    for clusters, each, treated_of in [(8, 6, 2), (20, 11, 2), (9, 4, 3), (31, 5, 4)]:
        equal = each % 2 == 0
        rows = []
        for c in range(clusters):
            own, drift = dice.normal(0, 1), dice.normal(0, 0.5)
            treated = int(c % treated_of == 0)
            for i in range(each + (0 if equal else c % 3)):
                after = i % 2 if equal or i < 2 else int(dice.integers(0, 2))
                rows.append((c, treated, after, round(float(5 + own + after * (1 + drift) + 0.8 * treated * after + dice.normal(0, 1)), 3)))
        c, treated, after, y = map(np.array, zip(*rows))
        if equal:
            change = {k: y[(c == k) & (after == 1)].mean() - y[(c == k) & (after == 0)].mean() for k in set(c)}
            side = [[v for k, v in change.items() if (k % treated_of == 0) == s] for s in (True, False)]
            test = stats.ttest_ind(*side, equal_var=False)
            low, high = test.confidence_interval(0.95)
            value = np.mean(side[0]) - np.mean(side[1])
            want = [value, value / test.statistic, test.pvalue, low, high]
        else:
            x = np.column_stack([np.ones(len(y)), treated, after, treated * after])
            fit = sm.OLS(y, x).fit(cov_type="cluster", cov_kwds={"groups": c}, use_t=True)
            bread = np.linalg.inv(x.T @ x)
            parts = np.array([bread[3] @ x[c == k].T @ np.asarray(fit.resid)[c == k] for k in range(clusters)])
            factor = clusters / (clusters - 1) * (len(y) - 1) / (len(y) - 4)
            assert np.isclose((parts**2).sum() * factor, fit.bse[3] ** 2, rtol=1e-9)
            is_treated = np.arange(clusters) % treated_of == 0
            spread, fewer = [], []
            for s in (is_treated, ~is_treated):
                spread.append((parts[s] ** 2).sum() * s.sum() / (s.sum() - 1))
                fewer.append(s.sum() - 1)
            spread, fewer = np.array(spread), np.array(fewer)
            df = spread.sum() ** 2 / (spread**2 / fewer).sum()
            value, error = fit.params[3], np.sqrt(spread.sum())
            half = stats.t.ppf(0.975, df) * error
            want = [value, error, 2 * stats.t.sf(abs(value / error), df), value - half, value + half]
        out.append({"method": "did_clustered", "rows": rows, "want": want})


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
    for part in (series, leaning, clustered, cells, many, sizes):
        part(out)
    return out
