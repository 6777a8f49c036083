# SPDX-License-Identifier: EUPL-1.2
"""Queues: pyworkforce for Erlang C, mpmath for Erlang B and A (by integrals, not by the chain that the crate walks)."""

import mpmath as mp
from pyworkforce.queuing import ErlangC

mp.mp.dps = 30


def erlang_b(load, lines):
    load = mp.mpf(load)
    return float(load**lines / mp.factorial(lines) / mp.nsum(lambda k: load**k / mp.factorial(k), [0, lines]))


def erlang_a(rate, handling, agents, patience, wait):
    """Zeltyn and Mandelbaum (2005): J = int exp(lambda H(x) - n mu x) dx with H(x) = (1 - e^(-x/patience)) patience."""
    lam, mu, theta, n = mp.mpf(rate), 1 / mp.mpf(handling), 1 / mp.mpf(patience), agents
    inner = lambda x: mp.exp(lam * (1 - mp.exp(-theta * x)) / theta - n * mu * x)
    marks = [0, 1, 5, 20, 60, 120, 300, 600, 1200, 3000, 10000, mp.inf]
    whole = mp.quad(inner, marks)
    load = lam / mu
    free = sum(mp.factorial(n - 1) / mp.factorial(k) * load ** (k - n + 1) for k in range(n))
    # Weights against the state n - 1; the busy states weigh lambda J.
    busy = lam * whole
    waits = busy / (free + busy)
    abandons = (1 + (lam - n * mu) * whole) / (free + busy)
    until = [0] + [m for m in marks[1:-1] if m < wait] + [wait]
    served = lam * mp.quad(lambda x: mp.exp(-theta * x) * inner(x), until) / (free + busy)
    return {
        "waits": float(waits), "abandons": float(abandons), "mean_wait": float(abandons / theta),
        "within": float(1 - waits + served),
    }


def cases():
    out = []
    for calls, per, handling, within, agents in [(100, 30, 3, 20, 14), (100, 30, 3, 20, 11), (81.7, 60, 4.8667, 30, 8), (1200, 60, 5, 25, 110), (2, 60, 10, 30, 1)]:
        queue = ErlangC(transactions=calls, aht=handling, interval=per, asa=within / 60)
        out.append({
            "method": "erlang_c", "calls": calls, "per": per * 60, "handling": handling * 60, "within": within, "agents": agents,
            "waits": queue.waiting_probability(agents), "service_level": queue.service_level(agents),
            "occupancy": queue.achieved_occupancy(agents),
        })
    for share, most_busy in [(0.8, 0.85), (0.9, 0.95), (0.7, 1.0)]:
        queue = ErlangC(transactions=100, aht=3, interval=30, asa=20 / 60)
        positions = queue.required_positions(service_level=share, max_occupancy=most_busy)["raw_positions"]
        out.append({"method": "agents", "share": share, "most_busy": most_busy, "want": positions})
    for load, lines in [(10, 14), (0.5, 1), (90, 100), (6.63, 8)]:
        out.append({"method": "erlang_b", "load": load, "lines": lines, "want": erlang_b(load, lines)})
    for rate, handling, agents, patience, wait in [
        (81.7 / 3600, 292, 7, 180, 30), (81.7 / 3600, 292, 8, 180, 30), (81.7 / 3600, 292, 10, 180, 30),
        (100 / 1800, 180, 8, 60, 20), (100 / 1800, 180, 14, 600, 0), (1 / 60, 300, 3, 20, 120), (0.5, 240, 125, 90, 25),
    ]:
        out.append({
            "method": "erlang_a", "rate": rate, "handling": handling, "agents": agents, "patience": patience, "within": wait,
            "want": erlang_a(rate, handling, agents, patience, wait),
        })
    return out
