# SPDX-License-Identifier: EUPL-1.2
"""Distributions. The values come from mpmath at 40 digits; scipy must agree to 1e-9, so that neither errs alone."""

import mpmath as mp
from scipy import stats

mp.mp.dps = 40


def agreed(exact, scipy_value):
    exact = float(exact)
    # scipy's own noncentral t and far tails are good to about 9 digits.
    assert abs(exact - scipy_value) <= 1e-9 * abs(exact) + 1e-290, (exact, scipy_value)
    return exact


def upper_t(t, df):
    t, df = mp.mpf(t), mp.mpf(df)
    tail = mp.betainc(df / 2, mp.mpf(1) / 2, 0, df / (df + t * t), regularized=True) / 2
    return tail if t >= 0 else 1 - tail


def solve(f, start):
    return mp.findroot(f, (start * (1 - mp.mpf(10) ** -9), start * (1 + mp.mpf(10) ** -9)), tol=mp.mpf(10) ** -60, verify=False)


def cases():
    out = []
    for x in [-37.0, -20.0, -8.0, -3.1, -1.0, -1e-5, 0.0, 0.3, 1.96, 5.5]:
        out.append({"method": "normal_cdf", "x": x, "want": agreed(mp.ncdf(mp.mpf(x)), stats.norm.cdf(x))})
    for p in [1e-300, 1e-50, 1e-10, 1e-4, 0.0013, 0.024, 0.025, 0.1, 0.3, 0.4999, 0.6, 0.8, 0.95, 0.975, 0.9995]:
        start = mp.mpf(stats.norm.ppf(p))
        exact = solve(lambda x: mp.log(mp.ncdf(x)) - mp.log(mp.mpf(p)), start)
        out.append({"method": "normal_quantile", "p": p, "want": agreed(exact, stats.norm.ppf(p))})
    for df in [1.0, 2.0, 3.7, 10.0, 29.0, 77.3, 1000.0, 123456.7]:
        for t in [-30.0, -2.5, -0.7, -0.01, 0.0, 0.02, 1.0, 6.0, 40.0]:
            out.append({"method": "t_sf", "t": t, "df": df, "want": agreed(upper_t(t, df), stats.t.sf(t, df))})
        for p in [1e-8, 0.001, 0.025, 0.1, 0.4, 0.51, 0.9, 0.975, 0.9999]:
            start = mp.mpf(stats.t.ppf(p, df))
            exact = solve(lambda t: mp.log(upper_t(-t, df)) - mp.log(mp.mpf(p)), start)
            out.append({"method": "t_quantile", "p": p, "df": df, "want": agreed(exact, stats.t.ppf(p, df))})
    for df, shift, t in [(5.0, 1.0, 2.0), (18.0, 2.8, 2.1), (200.0, 3.0, 1.97), (2000.0, 2.8, 1.96), (58.0, -2.0, 2.0), (9.0, 8.0, 6.5)]:
        out.append({"method": "nct_cdf", "t": t, "df": df, "shift": shift, "want": float(stats.nct.cdf(t, df, shift))})
    for n in [9, 10, 11, 19, 23, 99, 500, 9999]:
        out.append({"method": "binomial_quantile", "share": 0.05, "n": n, "p": 0.5, "want": int(stats.binom.ppf(0.05, n, 0.5))})
    return out
