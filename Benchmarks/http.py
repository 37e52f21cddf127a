#!/usr/bin/env python3
"""Measures the http workload beside wrk: the same server, the same number of kept connections, interleaved in one run.

usage: http.py PATH_TO_SCENARIO [--connections N] [--rounds N]

Ends with 1 when the median rate of one event loop is below half of wrk's, and with 0 and a message where wrk is missing.
"""
import argparse
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

REQUESTS = """
scenario: requests
workload: {{ type: http, url: "http://127.0.0.1:{port}/page" }}
strategy: {strategy}
workers: {connections}
tasks: {tasks}
"""
# Seed, latency, jitter, bytes of a body, status, failing share, how, connections: as the program tells its own server.
SERVER = ["serve-loopback", "1", "0", "0", "1024", "200", "0", "status", "keep"]


def wrk(port, connections):
    out = subprocess.run(
        ["wrk", "-t1", f"-c{connections}", "-d2s", f"http://127.0.0.1:{port}/page"],
        capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in out or "Socket errors" in out:
        sys.exit(f"wrk had errors:\n{out}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", out).group(1))


def scenario(binary, port, connections, strategy, tasks):
    with tempfile.NamedTemporaryFile("w", suffix=".yaml") as file:
        file.write(REQUESTS.format(port=port, strategy=strategy, connections=connections, tasks=tasks))
        file.flush()
        end = subprocess.run([binary, "run", file.name, "--format", "json"], capture_output=True, text=True)
    if end.returncode != 0:
        sys.exit(f"scenario failed with {end.returncode}:\n{end.stderr}\n{end.stdout[:2000]}")
    cell = json.loads(end.stdout)["cells"][0]
    return tasks / (cell["time_ns"]["median"] / 1e9)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    if not shutil.which("wrk"):
        print("wrk is not installed, so http is not measured. On Debian: apt-get install wrk")
        return
    binary = os.path.abspath(options.binary)
    samples = {"wrk, one thread": [], "scenario, one event loop": [], "scenario, threads": []}
    server = subprocess.Popen([binary, *SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        port = int(server.stdout.readline())
        for _ in range(options.rounds):
            samples["wrk, one thread"].append(wrk(port, options.connections))
            for name, strategy in (("scenario, one event loop", "async"), ("scenario, threads", "thread")):
                samples[name].append(scenario(binary, port, options.connections, strategy, 30_000))
    finally:
        server.stdin.close()
        server.wait()
    print(f"{platform.machine()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}, "
          f"{time.strftime('%Y-%m-%d')}, {options.connections} kept connections, {options.rounds} interleaved rounds\n")
    print(f"{'requests per second':28} {'median':>10} {'low':>10} {'high':>10} {'of wrk':>8}")
    for name, values in samples.items():
        ratio = statistics.median(a / b for a, b in zip(values, samples["wrk, one thread"]))
        print(f"{name:28} {statistics.median(values):10.0f} {min(values):10.0f} {max(values):10.0f} {ratio:8.2f}")
        if name == "scenario, one event loop" and ratio < 0.5:
            sys.exit("one event loop makes less than half as many requests as wrk")


if __name__ == "__main__":
    main()
