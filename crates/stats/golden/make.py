# SPDX-License-Identifier: EUPL-1.2
"""Makes the golden values of crates/stats from outside: scipy, statsmodels, lifelines, pyworkforce, mpmath.

    python make.py           writes *.json beside this file
    python make.py --check   makes them anew and fails when they differ from what is committed

Run by `./test golden` (scripts/golden) in an environment with the versions of requirements.txt.
"""

import json
import math
import pathlib
import sys

import effects
import intervals
import others
import queues
import special

HERE = pathlib.Path(__file__).parent
AREAS = {
    "special": special.cases,
    "intervals": intervals.cases,
    "effects": effects.cases,
    "queues": queues.cases,
    "others": others.cases,
}


def plain(x):
    """Python numbers and lists only; what is not finite has no place in JSON."""
    if hasattr(x, "tolist"):
        x = x.tolist()
    if isinstance(x, dict):
        return {key: plain(value) for key, value in x.items()}
    if isinstance(x, (list, tuple)):
        return [plain(value) for value in x]
    if isinstance(x, float) and not math.isfinite(x):
        raise ValueError(f"not finite: {x}")
    return x


def differences(path, old, new):
    """Where two trees differ; numbers may differ in the last digits, as processors do."""
    if isinstance(old, (int, float)) and isinstance(new, (int, float)) and not isinstance(old, bool):
        if not math.isclose(old, new, rel_tol=1e-11, abs_tol=1e-300):
            yield f"{path}: {old} is now {new}"
    elif isinstance(old, dict) and isinstance(new, dict) and old.keys() == new.keys():
        for key in old:
            yield from differences(f"{path}.{key}", old[key], new[key])
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for place, (a, b) in enumerate(zip(old, new)):
            yield from differences(f"{path}[{place}]", a, b)
    elif old != new:
        yield f"{path}: {old!r} is now {new!r}"


def main():
    check = sys.argv[1:] == ["--check"]
    wrong = []
    for name, cases in AREAS.items():
        made = plain(cases())
        file = HERE / f"{name}.json"
        if check:
            old = json.loads(file.read_text()) if file.exists() else None
            wrong += differences(name, old, made)
        else:
            lines = ",\n".join(json.dumps(case) for case in made)
            file.write_text(f"[\n{lines}\n]\n")
        print(f"{name}: {len(made)} cases")
    for line in wrong[:20]:
        print(line)
    if wrong:
        sys.exit(f"{len(wrong)} golden values differ from what is committed")


if __name__ == "__main__":
    main()
