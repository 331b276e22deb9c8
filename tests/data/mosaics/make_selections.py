"""Several rasters of one place, and what rio-tiler's definitions of its pixel selections make of them, written down in NumPy."""
import json

import numpy as np

rng = np.random.default_rng(13)
BANDS, HEIGHT, WIDTH = 2, 4, 19


def raster(dtype):
    kind = np.dtype(dtype)
    if kind.kind == "f":
        data = np.round(rng.normal(0, 50, (BANDS, HEIGHT, WIDTH)) * 8) / 8
    else:
        low, high = (0, 200) if kind.kind == "u" else (-100, 100)
        data = rng.integers(low, high, (BANDS, HEIGHT, WIDTH))
    # Areas, and some dust in them.
    hidden = np.zeros((HEIGHT, WIDTH), bool)
    start = rng.integers(0, WIDTH // 2)
    hidden[:, start : start + WIDTH // 2] = True
    hidden ^= rng.random((HEIGHT, WIDTH)) < 0.1
    return np.ma.MaskedArray(data.astype(dtype), np.broadcast_to(hidden, data.shape).copy())


def first(stack):
    result = stack[0].copy()
    for array in stack[1:]:
        take = result.mask & ~array.mask
        mask = np.where(take, array.mask, result.mask)
        result = np.ma.where(take, array, result)
        result.mask = mask
    return result


def extreme(stack, better, last_band):
    result = stack[0].copy()
    for array in stack[1:]:
        wins = better(array.data[-1], result.data[-1]) if last_band else better(array.data, result.data)
        take = (wins & ~array.mask) | result.mask
        mask = np.where(take, array.mask, result.mask)
        result = np.ma.where(take, array, result)
        result.mask = mask
    return result[:-1] if last_band else result


def count(stack):
    counted = np.ma.count(np.ma.stack(stack), axis=0).astype(np.uint8)[:1]
    return np.ma.MaskedArray(counted, np.zeros(counted.shape, bool))


def cast(array, dtype):
    """What the type cannot hold becomes its nearest value; astype alone leaves that to the machine."""
    if np.dtype(dtype).kind != "f":
        info = np.iinfo(dtype)
        array = np.ma.clip(array, info.min, info.max)
    return array.astype(dtype)


SELECTIONS = {
    "first": first,
    "highest": lambda s: extreme(s, np.greater, False),
    "lowest": lambda s: extreme(s, np.less, False),
    "mean": lambda s: cast(np.ma.mean(np.ma.stack(s), axis=0), s[0].dtype),
    "median": lambda s: cast(np.ma.median(np.ma.stack(s), axis=0), s[0].dtype),
    "stdev": lambda s: np.ma.std(np.ma.stack(s), axis=0),
    "lastbandlow": lambda s: extreme(s, np.less, True),
    "lastbandhigh": lambda s: extreme(s, np.greater, True),
    "count": count,
}

STACKS = [
    ["uint8"] * 4,
    ["int16"] * 5,
    ["float32"] * 3,
    ["float64"] * 2,
    ["uint32"] * 3,
    ["uint8", "int16", "uint8"],
    ["int16", "float32"],
    ["uint16", "uint8", "int8"],
    ["uint8"],
]


def main():
    cases = []
    for types in STACKS:
        stack = [raster(t) for t in types]
        case = {
            "rasters": [
                {"type": a.dtype.name, "bytes": a.data.tobytes().hex(), "mask": (~a.mask[0]).astype(np.uint8).tobytes().hex()}
                for a in stack
            ],
            "width": WIDTH,
            "height": HEIGHT,
            "bands": BANDS,
            "expected": {},
        }
        for name, make in SELECTIONS.items():
            result = make(stack)
            mask = np.ma.getmaskarray(result)
            assert (mask == mask[0]).all()
            case["expected"][name] = {
                "type": result.dtype.name,
                "values": [[None if m else float(v) for v, m in zip(b.ravel(), mask[0].ravel())] for b in result.data],
            }
        cases.append(case)

    with open("selections.json", "w") as out:
        json.dump(cases, out, separators=(",", ":"))


if __name__ == "__main__":
    main()
