#!/usr/bin/env python3
"""What a deployment needs at so many tiles a second: concurrency, requests, table units, logs, cost. Standard library alone.

    python3 tests/Benchmarks/scaling.py                      # the table of doc/scaling.md
    python3 tests/Benchmarks/scaling.py --rate 250 --hits 0.8
    python3 tests/Benchmarks/scaling.py --check doc/scaling.md

The upper inputs were measured, each by what stands behind it; the lower ones are assumptions. Prices and quotas are those of us-east-1,
as published by AWS in 2025: look them up before you rely on them.
"""
import argparse
import math
import sys

MEASURED = {
    "cpu_ms": (12.0, "processor time of a tile with a cold block cache, PNG: 7 to 14 ms, tests/Benchmarks/styled_tiles.py"),
    "s3_reads": (1.3, "reads of blocks for a tile: 1.1 to 1.3, all tiles of the two sample files, levels 8 to 13, no block cache"),
    "s3_bytes": (98_000, "bytes of those reads: 38 and 98 KB, the same files"),
    "tile_bytes": (26_000, "bytes of a tile: 8 and 26 KB, the same files, PNG"),
    "table_questions": (1.0, "GetItem of a sandbox for a file, once: HeaderSharingTests, 20 native sandboxes one after the other"),
}
ASSUMED = {
    "memory_gb": (1.0, "memory of the function; 1769 MB are one processor"),
    "first_byte_ms": (30.0, "S3's first byte, for reads that are in flight together"),
    "log_bytes": (900, "bytes of log for a tile, metrics included"),
    "sandbox_life_s": (1800.0, "life of a sandbox"),
    "hot_files": (200.0, "files that a sandbox meets in its life"),
    "hits": (0.95, "share of tiles that the CDN has"),
}
QUOTAS = {
    "concurrency": (1_000, "Lambda: concurrent executions of a region; can be raised"),
    "invocations": (10_000, "Lambda: 10 a second for each of the concurrent executions"),
    "api": (10_000, "API Gateway: requests a second of a region; can be raised"),
    "prefix": (5_500, "S3: GET a second for each prefix; more prefixes, more requests"),
}
PRICES = {  # US dollars
    "lambda_gb_s": 0.0000133334,  # arm64
    "lambda_request": 0.20e-6,
    "api_request": 1.00e-6,
    "s3_get": 0.40e-6,
    "table_half_unit": 0.125e-6 / 2,  # on demand, eventually consistent, up to 4 KB
    "log_gb": 0.50,
    "cdn_request": 1.00e-6,
    "cdn_gb": 0.085,
    "out_gb": 0.09,
}
MONTH = 30 * 86_400


def value(name):
    return (MEASURED.get(name) or ASSUMED[name])[0]


def model(rate, hits):
    """Numbers of a deployment whose readers ask for `rate` tiles a second, of which a CDN has the share `hits` (None: there is none)."""
    asked = rate if hits is None else rate * (1 - hits)
    seconds = (value("cpu_ms") / (value("memory_gb") * 1024 / 1769) + value("first_byte_ms")) / 1000
    concurrency = asked * seconds
    sandboxes = max(1, math.ceil(concurrency))
    # A sandbox asks the table once for each file; it cannot ask more often than it is asked.
    table = min(asked, value("table_questions") * sandboxes * value("hot_files") / value("sandbox_life_s"))
    s3 = asked * value("s3_reads")
    logs_gb = asked * value("log_bytes") * MONTH / 1e9
    out_gb = rate * value("tile_bytes") * MONTH / 1e9
    cost = {
        "Lambda": asked * MONTH * (seconds * value("memory_gb") * PRICES["lambda_gb_s"] + PRICES["lambda_request"]),
        "API": asked * MONTH * PRICES["api_request"],
        "S3": s3 * MONTH * PRICES["s3_get"],
        "table": table * MONTH * PRICES["table_half_unit"],
        "logs": logs_gb * PRICES["log_gb"],
        "delivery": out_gb * PRICES["out_gb"] if hits is None else out_gb * PRICES["cdn_gb"] + rate * MONTH * PRICES["cdn_request"],
    }
    limits = {
        "concurrency": concurrency,
        "invocations": asked,
        "api": asked,
        "prefix": s3,
    }
    first = max(limits, key=lambda name: limits[name] / QUOTAS[name][0])
    return {
        "asked": asked,
        "concurrency": concurrency,
        "s3": s3,
        "prefixes": max(1, math.ceil(s3 / QUOTAS["prefix"][0])),
        "table": table,
        "logs": logs_gb,
        "cost": cost,
        "first": first,
        "load": limits[first] / QUOTAS[first][0],
    }


def number(n):
    if n < 10:
        return f"{n:.1f}"
    digits = max(0, len(str(int(n))) - 2)
    return f"{int(round(n, -digits)):,}"


def table(cases):
    names = {"concurrency": "Lambda's concurrency", "invocations": "Lambda's invocations", "api": "API Gateway", "prefix": "one S3 prefix"}
    results = [model(*case) for case in cases]
    rows = [
        ("tiles a second", [f"{rate:,}" + ("" if hits is None else f", {hits:.0%} of them in the CDN") for rate, hits in cases]),
        ("asked of the functions, a second", [number(r["asked"]) for r in results]),
        ("sandboxes at once", [number(r["concurrency"]) for r in results]),
        ("S3 reads a second", [number(r["s3"]) for r in results]),
        ("S3 prefixes needed", [f"{r['prefixes']:,}" for r in results]),
        ("table reads a second", [number(r["table"]) for r in results]),
        ("logs, GB a month", [number(r["logs"]) for r in results]),
        *[(f"{part}, $ a month", [number(r["cost"][part]) for r in results]) for part in results[0]["cost"]],
        ("**all, $ a month**", [f"**{number(sum(r['cost'].values()))}**" for r in results]),
        ("first quota in the way, and how full", [f"{names[r['first']]}, {number(100 * r['load'])} %" for r in results]),
    ]
    head, *body = rows
    lines = ["| " + " | ".join([head[0], *head[1]]) + " |", "|---|" + "---:|" * len(cases)]
    return "\n".join(lines + ["| " + " | ".join([name, *cells]) + " |" for name, cells in body])


def inputs():
    lines = ["| input | value | where from |", "|---|---:|---|"]
    for group in (MEASURED, ASSUMED):
        for name, (amount, source) in group.items():
            kind = "" if group is MEASURED else "assumed: "
            lines.append(f"| `{name}` | {amount:,g} | {kind}{source} |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rate", type=float, help="tiles a second")
    parser.add_argument("--hits", type=float, help="share of them that a CDN has")
    parser.add_argument("--check", help="a document that has to hold these tables")
    arguments = parser.parse_args()
    if arguments.rate:
        print(table([(arguments.rate, arguments.hits)]))
        return 0
    cases = [(rate, hits) for rate in (10, 1_000, 100_000) for hits in (None, value("hits"))]
    texts = [inputs(), table(cases)]
    if arguments.check:
        document = open(arguments.check, encoding="utf-8").read()
        missing = [text for text in texts if text not in document]
        print("\n\n".join(missing))
        return 1 if missing else 0
    print("\n\n".join(texts))
    return 0


if __name__ == "__main__":
    sys.exit(main())
