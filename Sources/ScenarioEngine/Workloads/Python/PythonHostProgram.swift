// The program that serves Python functions. Made by `make python-host` from host.py: change it there.

enum PythonHostProgram {
  /// The text of host.py.
  static let text = ##"""
    # Serves a scenario's tasks in CPython: loads the user's function once, then calls it for each request on its channels.
    #
    # Runs in an interpreter of its own that scenario starts, with one end of a socket as descriptor 3. What comes there:
    # the length of a JSON text and that text (the settings, below), then one descriptor after another, each a channel.
    # A channel has one request under way at most: 24 bytes there, 24 bytes and perhaps a sentence back. The end of that
    # socket is the end of the host. `make python-host` puts a copy of this file into the program.
    import hashlib
    import json
    import operator
    import os
    import socket
    import struct
    import sys
    import time

    LENGTH = struct.Struct("<I")
    # The task's number, its input, its worker.
    REQUEST = struct.Struct("<qqq")
    # 0 for a result or 1 for a failure, the length of the sentence that follows, nanoseconds in the function, the result.
    REPLY = struct.Struct("<IIqq")
    # Most bytes of a sentence.
    SENTENCE = 480
    # The flag of code that an `async def` has been compiled to, as in the module `inspect`, which is slow to load.
    COROUTINE = 0x80
    clock = time.perf_counter_ns


    # -- What the user has written ----------------------------------------------------------------------------------------


    class Refusal(Exception):
        """What was written cannot be served; the text is for the user."""


    def load(settings):
        """What the user's frames are known by, what to call for each task with the task's values, and its kind."""
        if "file" in settings:
            path = os.path.abspath(settings["file"])
            home = os.path.dirname(path) + os.sep
            sys.path.insert(0, os.path.dirname(path))
            try:
                with open(path, "rb") as file:
                    source = file.read()
            except (OSError, ValueError) as error:
                reason = getattr(error, "strerror", None) or error
                raise Refusal(f"'{settings['file']}' cannot be read: {reason}") from None
        else:
            path = home = "code"
            source = settings["code"]
        try:
            expression = compile(source, path, "eval", dont_inherit=True) if "code" in settings else None
        except SyntaxError:
            expression = None
        try:
            if expression is not None:
                return home, *evaluation(expression, settings)
            return home, *function(compile(source, path, "exec", dont_inherit=True), path, settings)
        except Refusal:
            raise
        except BaseException as error:
            raise Refusal(describe(error, home)) from None


    def evaluation(expression, settings):
        """One expression: its value, with the task's values as names."""
        if settings["arguments"]:
            raise Refusal("'code' is one expression, which takes no 'arguments'; it can name task, input and worker")
        return lambda values: eval(expression, dict(values)), "expression"


    def function(module_code, path, settings):
        """A module: a function that it defines, with the arguments that the scenario gives."""
        name = os.path.splitext(os.path.basename(path))[0]
        # A file called like a module that is here already must not take its place.
        module = type(sys)(name if name not in sys.modules else "_" + name)
        sys.modules[module.__name__] = module
        if path != "code":
            module.__file__ = path
        exec(module_code, module.__dict__)
        function = getattr(module, settings["function"], None)
        if not callable(function):
            where = "'code' does not define" if path == "code" else f"'{settings['file']}' has no"
            raise Refusal(f"{where} function '{settings['function']}'")
        is_async = getattr(getattr(function, "__code__", None), "co_flags", 0) & COROUTINE
        kind = "async" if is_async else "plain"
        written = settings["arguments"]
        if not any(isinstance(argument, list) for argument in written):
            return lambda values: function(*written), kind
        arguments = [template(argument) for argument in written]
        return lambda values: function(*[argument(values) for argument in arguments]), kind


    def template(written):
        """Gives a value that may have places for the task's values: a list of texts and of {"name": …}."""
        if not isinstance(written, list):
            return lambda values: written
        names = [piece["name"] if isinstance(piece, dict) else None for piece in written]
        if len(names) == 1:
            return lambda values: values[names[0]]
        return lambda values: "".join(str(values[name]) if name else text for name, text in zip(names, written))


    # -- Results and failures in a few bytes ------------------------------------------------------------------------------


    def number(value):
        """A result as a 64-bit integer: itself if it is one, 0 for None, a digest of anything else."""
        if value is None:
            return 0
        try:
            value = operator.index(value)
            if -(2**63) <= value < 2**63:
                return value
        except TypeError:
            pass
        return int.from_bytes(fed(value).digest(), "little", signed=True)


    def fed(value):
        """A hash of a value that is the same in every process and for equal values of one type."""
        state = hashlib.blake2b(digest_size=8)
        feed(value, state.update)
        return state


    def feed(value, add):
        if value is None or isinstance(value, (bool, float, complex)):
            add(b"v%r;" % value)
        elif isinstance(value, int):
            add(b"i%x;" % value)
        elif isinstance(value, str):
            data = value.encode("utf-8", "surrogatepass")
            add(b"s%d;" % len(data))
            add(data)
        elif isinstance(value, (list, tuple)):
            add(b"l%d;" % len(value))
            for element in value:
                feed(element, add)
        elif isinstance(value, dict):
            add(b"m%d;" % len(value))
            add(b"".join(sorted(fed(entry).digest() for entry in value.items())))
        elif isinstance(value, (set, frozenset)):
            add(b"e%d;" % len(value))
            add(b"".join(sorted(fed(element).digest() for element in value)))
        else:
            try:
                data = memoryview(value)
                add(b"b%d;" % data.nbytes)
                add(data if data.contiguous else data.tobytes())
            except TypeError:
                # What an object says of itself often has its address in it.
                add(f"o{type(value).__module__}.{type(value).__qualname__};".encode())


    def describe(error, home):
        """A failure in one sentence: ValueError: boom (work.py:12 in check)."""
        try:
            text = error.msg if isinstance(error, SyntaxError) else str(error)
        except BaseException:
            text = ""
        text = " ".join("".join(character if character.isprintable() else " " for character in text[:1000]).split())
        data = text.encode("utf-8", "replace")
        text = text if len(data) <= 300 else data[:297].decode("utf-8", "ignore") + "…"
        where = place(error, home)
        return type(error).__name__ + (f": {text}" if text else "") + (f" ({where})" if where else "")


    def place(error, home):
        """The innermost place in the user's own code, else the innermost of all."""
        if isinstance(error, SyntaxError) and error.filename:
            return f"{os.path.basename(error.filename)}:{error.lineno}"
        found = None
        library = os.path.dirname(os.__file__) + os.sep
        trace = error.__traceback__
        while trace is not None:
            code = trace.tb_frame.f_code
            file = code.co_filename
            is_own = file.startswith(home) and not file.startswith(library) and "site-packages" not in file
            if is_own or (found is None or not found[0]) and code.co_filename != HOST:
                found = (is_own, code, trace.tb_lineno)
            trace = trace.tb_next
        if found is None:
            return None
        _, code, line = found
        within = "" if code.co_name.startswith("<") else f" in {code.co_name}"
        return f"{os.path.basename(code.co_filename)}:{line}{within}"


    HOST = load.__code__.co_filename


    class Service:
        """Answers requests, whichever way they come."""

        def __init__(self, settings):
            self.home, self.call, self.kind = load(settings)
            self.expects = "expect" in settings
            self.expected = template(settings.get("expect"))

        def values(self, request):
            task, item, worker = REQUEST.unpack(request)
            return {"task": task, "input": item, "worker": worker}

        def answer(self, request):
            """Calls the function; what it returns to be awaited is awaited in an event loop of its own."""
            values = self.values(request)
            began = clock()
            try:
                value = self.call(values)
                if hasattr(value, "__await__"):
                    value = run_alone(value)
            except BaseException as error:
                return self.failure(clock() - began, describe(error, self.home))
            return self.success(clock() - began, value, values)

        def success(self, inside, value, values):
            try:
                if self.expects and not value == self.expected(values):
                    return self.failure(inside, f"returned {brief(value)} instead of {brief(self.expected(values))}")
                return REPLY.pack(0, 0, inside, number(value))
            except BaseException as error:
                return self.failure(inside, f"the result cannot be used: {describe(error, self.home)}")

        def failure(self, inside, sentence):
            text = cut(sentence)
            return REPLY.pack(1, len(text), inside, 0) + text


    def cut(sentence):
        return sentence.encode("utf-8", "replace")[:SENTENCE]


    def brief(value):
        import reprlib

        return " ".join(reprlib.repr(value).split())


    def run_alone(awaitable):
        import asyncio

        async def wait():
            return await awaitable

        return asyncio.run(wait())


    # -- Channels ---------------------------------------------------------------------------------------------------------


    class Channels:
        """The sockets of this process; a process forked from it lets go of them, so that they end when this one does."""

        def __init__(self, control):
            self.control = control
            self.sockets = {control}
            os.register_at_fork(after_in_child=self.close)

        def receive(self):
            """The next channel; None when there will be none, False for one that this process has no descriptor left for."""
            data, descriptors, _, _ = socket.recv_fds(self.control, 1, 1)
            if not data:
                return None
            if not descriptors:
                print("scenario: Python has too many files open to take another task", file=sys.stderr)
                return False
            os.set_inheritable(descriptors[0], False)
            channel = socket.socket(fileno=descriptors[0])
            self.sockets.add(channel)
            return channel

        def __iter__(self):
            while (channel := self.receive()) is not None:
                if channel:
                    yield channel

        def drop(self, channel):
            self.sockets.discard(channel)
            channel.close()

        def close(self):
            for each in self.sockets:
                each.close()


    def serve(channel, service, channels):
        """Answers requests on one channel until it ends."""
        receive, send, answer = channel.recv, channel.sendall, service.answer
        size = REQUEST.size
        try:
            while len(request := receive(size)) == size:
                send(answer(request))
        except OSError:
            pass  # Nobody waits for the answer any more.
        channels.drop(channel)


    def serve_alone(service, channels, first, ready):
        ready()
        for channel in first:
            serve(channel, service, channels)
        for channel in channels:
            serve(channel, service, channels)


    def serve_threads(service, channels, first, ready):
        import threading

        def start(channel):
            threading.Thread(target=serve, args=(channel, service, channels), daemon=True).start()

        for channel in first:
            start(channel)
        ready()
        for channel in channels:
            start(channel)


    def serve_loop(service, channels, first, ready):
        import asyncio

        async def main():
            loop = asyncio.get_running_loop()
            end = loop.create_future()
            under_way = set()

            def listen(channel):
                channel.setblocking(False)
                loop.add_reader(channel.fileno(), request, channel)

            def accept():
                channel = channels.receive()
                if channel:
                    listen(channel)
                elif channel is None:
                    loop.remove_reader(channels.control.fileno())
                    end.set_result(None)

            def request(channel):
                try:
                    bytes = channel.recv(REQUEST.size)
                except OSError:
                    bytes = b""
                if len(bytes) != REQUEST.size:
                    loop.remove_reader(channel.fileno())
                    channels.drop(channel)
                    return
                values = service.values(bytes)
                began = clock()
                try:
                    value = service.call(values)
                except BaseException as error:
                    reply(channel, service.failure(clock() - began, describe(error, service.home)))
                    return
                if hasattr(value, "__await__"):
                    task = loop.create_task(finish(channel, value, values))
                    under_way.add(task)
                    task.add_done_callback(under_way.discard)
                else:
                    reply(channel, service.success(clock() - began, value, values))

            async def finish(channel, awaitable, values):
                # Now it begins, however long ago it was asked for.
                began = clock()
                try:
                    value = await awaitable
                except BaseException as error:
                    reply(channel, service.failure(clock() - began, describe(error, service.home)))
                else:
                    reply(channel, service.success(clock() - began, value, values))

            def reply(channel, bytes):
                try:
                    channel.sendall(bytes)
                except OSError:
                    pass  # Nobody waits for the answer any more.

            for channel in first:
                listen(channel)
            ready()
            loop.add_reader(channels.control.fileno(), accept)
            await end

        asyncio.run(main())


    # -- From the start to the end ----------------------------------------------------------------------------------------


    def note(path, kind):
        """Leaves a line about this interpreter for the run's report; so short that it is written whole."""
        gil = getattr(sys, "_is_gil_enabled", lambda: True)()
        name = {"cpython": "CPython", "pypy": "PyPy"}.get(sys.implementation.name, sys.implementation.name)
        line = f"{name} {'.'.join(map(str, sys.version_info[:3]))}\t{'gil' if gil else 'free'}\t{kind}\n"
        with open(path, "ab", buffering=0) as file:
            file.write(line.encode())


    def receive(control, count):
        data = b""
        while len(data) < count:
            more = control.recv(count - len(data))
            if not more:
                sys.exit(0)
            data += more
        return data


    def main(control):
        control.set_inheritable(False)
        settings = json.loads(receive(control, LENGTH.unpack(receive(control, LENGTH.size))[0]))
        # What the user prints goes where messages go, line by line; the results of scenario stay clean.
        for stream in (sys.stdout, sys.stderr):
            stream.reconfigure(line_buffering=True, errors="backslashreplace")
        try:
            service = Service(settings)
        except Refusal as refusal:
            text = cut(str(refusal))
            control.sendall(REPLY.pack(1, len(text), 0, 0) + text)
            return
        channels = Channels(control)
        first = [channels.receive() for _ in range(settings["channels"])]
        if not all(first):
            return

        def ready():
            if "notes" in settings:
                note(settings["notes"], service.kind)
            control.sendall(REPLY.pack(0, 0, 0, 0))

        modes = {"thread": serve_threads, "async": serve_loop}
        modes.get(settings["executor"], serve_alone)(service, channels, first, ready)


    main(socket.socket(fileno=3))

    """##
}
