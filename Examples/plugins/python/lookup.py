#!/usr/bin/env python3
"""A plug-in in Python: waits for a while, as for a remote service, and doubles the input of each task.

It works for all executors: with one thread for `serial` and `process`, with a pool of threads for `thread`, and with one
event loop and a coroutine for each task for `async`.
"""
import asyncio
import concurrent.futures
import json
import sys
import threading
import time

HELLO = {
    "version": 1,
    "name": "lookup",
    "summary": "Doubles its input after a wait",
    "bound_by": "waiting",
    "strategies": ["serial", "thread", "process", "async"],
    "parameters": {
        "latency": {"type": "duration", "default": "2ms", "maximum": "10s", "description": "How long each task waits"},
        "missing": {"type": "integer", "default": -1, "description": "An input that cannot be found"},
    },
}

sending = threading.Lock()


def send(**message):
    with sending:
        print(json.dumps(message), flush=True)


def answer(task, settings, began):
    if task["input"] == settings["missing"]:
        send(done=[{"id": task["id"], "error": f"nothing is known of {task['input']}"}])
        return
    send(done=[{"id": task["id"], "result": 2 * task["input"], "ns": time.monotonic_ns() - began}])


def look_up(task, settings):
    began = time.monotonic_ns()
    time.sleep(settings["latency"] / 1e9)
    answer(task, settings, began)


async def look_up_later(task, settings):
    began = time.monotonic_ns()
    await asyncio.sleep(settings["latency"] / 1e9)
    answer(task, settings, began)


def messages():
    for line in sys.stdin:
        message = json.loads(line)
        if "stop" in message:
            return
        yield message


def serve(begin, settings):
    """Reads until the end; `begin` is called with each task."""
    for message in messages():
        if "run" in message:
            for task in message["run"]:
                begin(task, settings)
        elif "ping" in message:
            send(pong=message["ping"])


async def serve_loop(settings):
    """The same with an event loop, which a thread feeds with what it reads."""
    loop = asyncio.get_running_loop()
    tasks = set()

    def begin(task):
        coroutine = loop.create_task(look_up_later(task, settings))
        tasks.add(coroutine)
        coroutine.add_done_callback(tasks.discard)

    await loop.run_in_executor(None, serve, lambda task, _: loop.call_soon_threadsafe(begin, task), settings)


def main():
    opening = messages()
    for message in opening:
        if "hello" in message:
            send(hello=HELLO)
        elif "start" in message:
            break
    else:
        return
    start = message["start"]
    settings = start["parameters"]
    send(ready={"parameters": settings})
    if start["strategy"] == "async":
        asyncio.run(serve_loop(settings))
    elif start["strategy"] == "thread":
        with concurrent.futures.ThreadPoolExecutor(start["in_flight"] or 32) as pool:
            serve(lambda task, settings: pool.submit(look_up, task, settings), settings)
    else:
        serve(look_up, settings)


main()
