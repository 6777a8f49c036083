# SPDX-License-Identifier: EUPL-1.2
"""Survival, charts, agreement, forecast."""

import numpy as np
import pandas as pd
from lifelines import KaplanMeierFitter
from statsmodels.stats.inter_rater import cohens_kappa


def survival(out):
    dice = np.random.default_rng(9)
    for n, scale in [(30, 5.0), (400, 20.0)]:
        event_at = dice.exponential(scale, n)
        seen_until = dice.uniform(0, 1.5 * scale, n)
        time = np.ceil(np.minimum(event_at, seen_until))
        event = event_at <= seen_until
        for level in [0.9, 0.95]:
            fit = KaplanMeierFitter(alpha=1 - level).fit(time, event)
            curve = pd.concat([fit.survival_function_, fit.confidence_interval_, fit.event_table], axis=1)
            curve = curve[curve["observed"] > 0]
            # What is exactly 0 has no interval on the log(-log) scale.
            rows = [list(map(float, row)) for row in curve.reset_index().iloc[:, [0, 1, 2, 3]].values if row[1] > 0]
            out.append({"method": "kaplan_meier", "time": time, "event": event.tolist(), "level": level, "want": rows})


def charts(out):
    """Formulas of the sources, in numpy."""
    dice = np.random.default_rng(10)
    values = np.round(dice.normal(50, 5, 24), 2)
    ranges = np.abs(np.diff(values)).mean()
    out.append({
        "method": "xmr", "values": values,
        "want": [values.mean(), values.mean() - 2.66 * ranges, values.mean() + 2.66 * ranges, 3.268 * ranges],
    })
    n = dice.integers(2000, 6000, 20)
    hits = dice.binomial(n, np.clip(dice.normal(0.7, 0.03, 20), 0, 1))
    centre = hits.sum() / n.sum()
    error = np.sqrt(centre * (1 - centre) / n)
    sigma = np.abs(np.diff((hits / n - centre) / error)).mean() / 1.128
    out.append({"method": "laney_p", "hits": hits, "n": n, "centre": centre, "sigma": sigma, "upper": centre + 3 * sigma * error, "p_upper": centre + 3 * error})
    exposure = np.round(dice.uniform(10, 40, 20), 2)
    events = dice.poisson(exposure * np.clip(dice.normal(30, 4, 20), 1, None))
    centre = events.sum() / exposure.sum()
    error = np.sqrt(centre / exposure)
    sigma = np.abs(np.diff((events / exposure - centre) / error)).mean() / 1.128
    out.append({"method": "laney_u", "events": events, "exposure": exposure, "centre": centre, "sigma": sigma, "upper": centre + 3 * sigma * error, "u_upper": centre + 3 * error})


def agreement(out):
    for table in [[[45, 15], [25, 15]], [[20, 5, 1], [4, 30, 6], [0, 3, 31]], [[50, 0], [0, 50]], [[1, 20], [30, 2]]]:
        result = cohens_kappa(np.array(table))
        low = max(-1.0, float(result.kappa_low))
        high = min(1.0, float(result.kappa_upp))
        out.append({"method": "kappa", "table": table, "want": [float(result.kappa), low, high]})


def forecast(out):
    """The mean of six weeks, by pandas."""
    dice = np.random.default_rng(11)
    week = np.array([200, 180, 170, 160, 150, 20, 10])
    history = dice.poisson(np.tile(week, 12) * dice.normal(1, 0.05, 84)).astype(float)
    frame = pd.Series(history).groupby(np.arange(84) % 7)
    future = dice.poisson(week).astype(float)
    values = frame.apply(lambda slot: slot.tail(6).mean()).to_numpy()
    naive = np.abs(history[7:] - history[:-7]).mean()
    out.append({
        "method": "forecast", "history": history, "actual": future, "values": values,
        "wape": np.abs(future - values).sum() / future.sum(), "mase": np.abs(future - values).mean() / naive,
    })


def cases():
    out = []
    for part in (survival, charts, agreement, forecast):
        part(out)
    return out
