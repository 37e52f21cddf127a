#!/usr/bin/env python3
"""Measures Scenario beside CPython, interleaved in one run: medians, spread and ratios, as a table and as JSON.

usage: bench.py PATH_TO_SCENARIO [--rounds N] [--json FILE]
"""
import argparse
import asyncio
import concurrent.futures
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time

NOOP = """
scenario: tiny
workload: noop
tasks: {tasks}
workers: {workers}
strategy: {strategy}
measure: {{ warmup: 1, repeat: 3 }}
"""
PRIME = """
scenario: prime
workload: prime
tasks: 40
workers: {workers}
strategy: {strategy}
"""
SLEEPERS = """
scenario: sleepers
workload: {{ type: sleep, duration: 1s }}
tasks: {tasks}
workers: unbounded
strategy: async
"""


def nothing(_=None):
    return None


async def nothing_async():
    return None


class Scenario:
    def __init__(self, binary):
        self.binary = binary

    def run(self, text):
        """Runs a scenario given as text; returns its first cell, the wall time and the peak memory of the process."""
        with tempfile.NamedTemporaryFile("w", suffix=".yaml") as file, tempfile.TemporaryFile() as out:
            file.write(text)
            file.flush()
            start = time.perf_counter()
            child = subprocess.Popen(
                [self.binary, "run", file.name, "--format", "json"], stdout=out, stderr=subprocess.PIPE
            )
            errors = child.stderr.read()
            _, status, usage = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
            wall = time.perf_counter() - start
            out.seek(0)
            report = out.read()
        if child.returncode != 0:
            sys.exit(f"scenario failed with {child.returncode}:\n{text}\n{errors.decode()}\n{report.decode()[:2000]}")
        return json.loads(report)["cells"][0], wall, usage.ru_maxrss * 1024

    def tiny(self, strategy, workers, tasks):
        cell, _, _ = self.run(NOOP.format(strategy=strategy, workers=workers, tasks=tasks))
        return cell["time_ns"]["median"] / tasks

    def prime(self, strategy, workers):
        cell, _, _ = self.run(PRIME.format(strategy=strategy, workers=workers))
        return cell["time_ns"]["median"] / 1e6

    def command(self, *arguments):
        start = time.perf_counter()
        subprocess.run([self.binary, *arguments], stdout=subprocess.DEVNULL, check=True)
        return (time.perf_counter() - start) * 1e3


def pool(kind, workers, tasks):
    """Nanoseconds per task of submitting and collecting empty tasks, the pool already up."""
    with kind(workers) as executor:
        list(executor.map(nothing, range(workers * 4)))
        start = time.perf_counter_ns()
        for future in [executor.submit(nothing) for _ in range(tasks)]:
            future.result()
        return (time.perf_counter_ns() - start) / tasks


def event_loop(tasks):
    async def main():
        start = time.perf_counter_ns()
        await asyncio.gather(*(nothing_async() for _ in range(tasks)))
        return (time.perf_counter_ns() - start) / tasks

    return asyncio.run(main())


def cases(scenario, small):
    threads, processes = concurrent.futures.ThreadPoolExecutor, concurrent.futures.ProcessPoolExecutor
    return [
        ("start: scenario --version", "ms", lambda: scenario.command("--version")),
        ("start: scenario validate FILE", "ms", lambda: scenario.command("validate", small)),
        ("tiny task: serial", "ns/task", lambda: scenario.tiny("serial", 1, 1_000_000)),
        ("tiny task: thread x 2", "ns/task", lambda: scenario.tiny("thread", 2, 1_000_000)),
        ("tiny task: process x 2", "ns/task", lambda: scenario.tiny("process", 2, 1_000_000)),
        ("tiny task: async, one loop", "ns/task", lambda: scenario.tiny("async", 2, 1_000_000)),
        ("tiny task: CPython ThreadPoolExecutor(2)", "ns/task", lambda: pool(threads, 2, 20_000)),
        ("tiny task: CPython ProcessPoolExecutor(2)", "ns/task", lambda: pool(processes, 2, 4_000)),
        ("tiny task: CPython asyncio.gather", "ns/task", lambda: event_loop(50_000)),
        ("40 primes: thread x 1", "ms", lambda: scenario.prime("thread", 1)),
        ("40 primes: thread x 2", "ms", lambda: scenario.prime("thread", 2)),
        ("40 primes: process x 2", "ms", lambda: scenario.prime("process", 2)),
    ]


RATIOS = [
    ("thread x 2 against ThreadPoolExecutor", "tiny task: CPython ThreadPoolExecutor(2)", "tiny task: thread x 2"),
    ("process x 2 against ProcessPoolExecutor", "tiny task: CPython ProcessPoolExecutor(2)", "tiny task: process x 2"),
    ("async against asyncio", "tiny task: CPython asyncio.gather", "tiny task: async, one loop"),
    ("primes: two threads against one", "40 primes: thread x 1", "40 primes: thread x 2"),
    ("primes: two processes against one thread", "40 primes: thread x 1", "40 primes: process x 2"),
]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json")
    options = parser.parse_args()
    scenario = Scenario(os.path.abspath(options.binary))
    samples = {}
    with tempfile.NamedTemporaryFile("w", suffix=".yaml") as small:
        small.write(NOOP.format(tasks=1, workers=1, strategy="serial"))
        small.flush()
        todo = cases(scenario, small.name)
        for _ in range(options.rounds):
            for name, _, measure in todo:
                samples.setdefault(name, []).append(measure())
    load = os.getloadavg()[0]
    print(f"{platform.machine()}, {os.cpu_count()} processors, load {load:.1f}, {time.strftime('%Y-%m-%d')}, "
          f"CPython {platform.python_version()}, {options.rounds} interleaved rounds\n")
    print(f"{'case':46} {'median':>12} {'low':>12} {'high':>12}")
    results = {}
    for name, unit, _ in todo:
        values = samples[name]
        results[name] = {"unit": unit, "median": statistics.median(values), "samples": values}
        print(f"{name:46} {statistics.median(values):12.1f} {min(values):12.1f} {max(values):12.1f} {unit}")
    print()
    ratios = {}
    for title, above, below in RATIOS:
        pairs = [a / b for a, b in zip(samples[above], samples[below])]
        ratios[title] = {"median": statistics.median(pairs), "samples": pairs}
        print(f"{title:46} {statistics.median(pairs):11.2f}x {min(pairs):11.2f}x {max(pairs):11.2f}x")
    print()
    sleepers = {}
    for tasks in (100_000, 1_000_000):
        cell, wall, memory = scenario.run(SLEEPERS.format(tasks=tasks))
        elapsed = cell["time_ns"]["median"] / 1e9
        sleepers[tasks] = {"elapsed_s": elapsed, "wall_s": wall, "peak_bytes": memory}
        print(f"{tasks:,} sleepers of 1 s: {elapsed:.2f} s, start to end {wall:.2f} s, peak {memory / 1e6:.0f} MB")
    if options.json:
        with open(options.json, "w") as file:
            json.dump({"results": results, "ratios": ratios, "sleepers": sleepers, "load": load}, file, indent=1)


if __name__ == "__main__":
    main()
