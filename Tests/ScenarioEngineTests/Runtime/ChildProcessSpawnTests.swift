// What a child is given: signals, descriptors, environment, group; and what is known of its end.
import Glibc
import Testing

@testable import ScenarioEngine

@Suite("a child process", .timeLimit(.minutes(2)))
struct ChildProcessSpawnTests {
  @Test("it has no blocked and no ignored signals, whatever its starter has")
  func signals() async {
    await #expect(processExitsWith: .success) {
      var blocked = sigset_t()
      sigfillset(&blocked)
      pthread_sigmask(SIG_BLOCK, &blocked, nil)
      for number in [SIGPIPE, SIGUSR1, SIGTERM] { signal(number, SIG_IGN) }
      let status = try run("grep", "-E", "^Sig(Blk|Ign)", "/proc/self/status").outputText
      let masks = status.split(separator: "\n").map { UInt64($0.suffix(16), radix: 16) ?? .max }
      // Numbers 32 and 33 are the C library's own, which it keeps to itself.
      #expect(masks.map { $0 & ~(0b11 << 31) } == [0, 0])
    }
  }

  @Test("it has no descriptors but its own, not even one that was left inheritable")
  func descriptors() throws {
    let leaked = dup(0)
    defer { close(leaked) }
    // The fourth is the directory that ls reads.
    #expect(try run("ls", "/proc/self/fd").outputText == "0\n1\n2\n3\n")
  }

  @Test("descriptors whose numbers here and there cross reach the right places")
  func crossing() throws {
    let first = try Descriptor.pipe()
    let second = try Descriptor.pipe()
    let (one, two) = (first.write.number, second.write.number)
    let child = try ChildProcess.spawn(
      path: "sh",
      arguments: [
        "sh", "-c", "printf one > /dev/fd/\(two); printf two > /dev/fd/\(one); ls /proc/self/fd > /dev/fd/\(two)",
      ],
      descriptors: [.init(one, as: two), .init(two, as: one)], newGroup: false)
    #expect(child.reap().cause == .exited(0))
    #expect(text(of: second.read) == "two")
    let (lower, upper) = (min(one, two), max(one, two))
    #expect(text(of: first.read) == "one" + [0, 1, 2, 3, lower, upper].map { "\($0)\n" }.sorted().joined())
  }

  @Test("variables are added to the environment and replace what was there")
  func environment() throws {
    let outcome = try run("sh", "-c", "echo $PATH; echo $NEW", environment: ["PATH": "/nowhere", "NEW": "a=b c"])
    #expect(outcome.outputText == "/nowhere\na=b c\n")
    let path = String(cString: getenv("PATH"))
    #expect(try run("sh", "-c", "echo $PATH").outputText == path + "\n")
    let names = try run("env", environment: ["PATH": "/nowhere"]).outputText.split(separator: "\n")
    #expect(names.filter { $0.hasPrefix("PATH=") } == ["PATH=/nowhere"])
  }

  @Test("a group of its own is led by it; otherwise it stays in its starter's", arguments: [true, false])
  func group(newGroup: Bool) throws {
    let child = try ChildProcess.spawn(
      path: "sleep", arguments: ["sleep", "600"], descriptors: [], newGroup: newGroup)
    #expect(getpgid(child.pid) == (newGroup ? child.pid : getpgrp()))
    child.signalGroup(SIGKILL)
    #expect(child.reap().cause == .signalled(SIGKILL))
  }

  @Test("its end is seen without being taken, and taken once")
  func reaping() throws {
    let child = try ChildProcess.spawn(path: "sleep", arguments: ["sleep", "600"], descriptors: [], newGroup: true)
    #expect(!child.hasEnded())
    #expect(child.exitStatus() == nil)
    #expect(!child.waitForEnd(until: Clock.now() + 2_000_000))
    child.signalGroup(SIGUSR1)
    #expect(child.waitForEnd(until: .max))
    #expect(child.hasEnded() && child.ended == nil)
    #expect(child.exitStatus()?.cause == .signalled(SIGUSR1))
    #expect(child.exitDescriptor == nil)
    child.signalGroup(SIGKILL)
    #expect(child.reap().cause == .signalled(SIGUSR1))
  }

  @Test("what it used is known at its end")
  func usage() throws {
    let exit = try run("sh", "-c", "i=0; while [ $i -lt 50000 ]; do i=$((i + 1)); done").exit
    #expect(exit.userTime + exit.systemTime > 0)
    #expect(exit.peakMemory > 100_000)
  }

  @Test("letting go of it ends and reaps it")
  func dropping() async {
    await #expect(processExitsWith: .success) {
      _ = try ChildProcess.spawn(path: "sleep", arguments: ["sleep", "600"], descriptors: [], newGroup: true)
      #expect(hasNoChildren())
    }
  }

  @Test("signals have their names in reports")
  func names() {
    #expect(SignalName.of(SIGKILL) == "SIGKILL")
    #expect(SignalName.of(60) == "signal 60")
  }

  /// What is in a pipe now.
  private func text(of descriptor: borrowing Descriptor) -> String {
    descriptor.makeNonBlocking()
    return withUnsafeTemporaryAllocation(byteCount: 1024, alignment: 1) { buffer in
      guard case .bytes(let count) = descriptor.read(into: buffer) else { return "" }
      return String(decoding: buffer[..<count], as: UTF8.self)
    }
  }
}
