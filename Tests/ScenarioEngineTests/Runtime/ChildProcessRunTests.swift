// Commands from start to end: input, output, codes, and children that behave badly.
import Glibc
import Testing

@testable import ScenarioEngine

@Suite("a command", .timeLimit(.minutes(2)))
struct ChildProcessRunTests {
  @Test("its output, error output and exit code come back")
  func outputs() throws {
    let outcome = try run("sh", "-c", "echo out; echo err >&2; exit 7")
    #expect(outcome.exit.cause == .exited(7))
    #expect(outcome.outputText == "out\n")
    #expect(outcome.errorsText == "err\n")
    #expect(outcome.outputCount == 4 && outcome.errorsCount == 4)
  }

  @Test("arguments reach it as they are, without a shell")
  func arguments() throws {
    #expect(try run("printf", "%s|", "a b", "", "$HOME", "*", "'").outputText == "a b||$HOME|*|'|")
  }

  @Test("more input than a pipe holds goes in while as much output comes out")
  func largeInput() throws {
    let text = String(repeating: "0123456789abcde\n", count: 65_536)
    let outcome = try run("cat", input: text, limits: .init(tail: 2_000_000))
    #expect(outcome.exit.cause == .exited(0))
    #expect(outcome.outputText == text)
  }

  @Test("without input it reads an empty one")
  func noInput() throws {
    #expect(try run("wc", "-c").outputText.hasPrefix("0"))
  }

  @Test("input that it never reads is no failure and raises no signal here", arguments: ["true", "sleep 0.05"])
  func inputNotRead(command: String) throws {
    let outcome = try run("sh", "-c", command, input: String(repeating: "x", count: 1 << 20))
    #expect(outcome.exit.cause == .exited(0))
  }

  @Test("input that it stops reading is no failure")
  func inputReadInPart() throws {
    let outcome = try run("head", "-c", "5", input: String(repeating: "y", count: 1 << 20))
    #expect(outcome.exit.cause == .exited(0))
    #expect(outcome.outputText == "yyyyy")
  }

  @Test("closing its output early is not its end")
  func earlyClose() throws {
    let outcome = try run("sh", "-c", "exec >&- 2>&- <&-; sleep 0.05; exit 4", input: "z")
    #expect(outcome.exit.cause == .exited(4))
  }

  @Test("death by a signal is told from an exit code", arguments: [SIGKILL, SIGTERM, SIGSEGV])
  func signals(signal: Int32) throws {
    #expect(try run("sh", "-c", "kill -\(signal) $$").exit.cause == .signalled(signal))
    #expect(try run("sh", "-c", "exit \(128 + signal)").exit.cause == .exited(128 + signal))
  }

  @Test("a program that is not there is an error of the start")
  func missing() {
    #expect(throws: SystemError("'no-such-program' could not be started", ENOENT)) { try run("no-such-program") }
    #expect(throws: SystemError("'/etc' could not be started", EACCES)) { try run("/etc") }
  }

  @Test("only the last of a long output is kept, but all of it counts")
  func hugeOutput() throws {
    let outcome = try run("sh", "-c", "head -c 20000000 /dev/zero; echo end", limits: .init(tail: 100))
    #expect(outcome.outputCount == 20_000_004)
    #expect(outcome.output == [UInt8](repeating: 0, count: 96) + Array("end\n".utf8))
  }

  @Test("the digest tells outputs and exit codes apart, and nothing else")
  func digests() throws {
    let digests = try [
      run("echo", "a").digest, run("sh", "-c", "sleep 0.01; printf a; sleep 0.01; echo; echo x >&2").digest,
      run("echo", "b").digest, run("sh", "-c", "echo a; exit 1").digest,
    ]
    #expect(digests[0] == digests[1])
    #expect(Set(digests).count == 3)
  }

  @Test("a grandchild that holds the output open ends with the command")
  func straggler() throws {
    let outcome = try run("sh", "-c", "sleep 600 & echo $!")
    let grandchild = try #require(Int32(outcome.outputText.dropLast()))
    #expect(outcome.exit.cause == .exited(0))
    waitUntil { !isRunning(grandchild) }
  }

  @Test("a grandchild that left the group is not waited for")
  func escaped() throws {
    try withTemporaryDirectory { directory in
      let pid = directory + "/pid"
      let leave = "setsid sh -c 'echo $$ > \(pid); exec sleep 600' &"
      let outcome = try run("sh", "-c", "\(leave) while [ ! -s \(pid) ]; do sleep 0.01; done; echo out")
      #expect(outcome.outputText == "out\n")
      let grandchild = number(in: pid)
      #expect(isRunning(grandchild))
      kill(grandchild, SIGKILL)
    }
  }

  @Test("a grandchild that never stops writing is not waited for")
  func endlessStraggler() throws {
    #expect(try run("sh", "-c", "yes & exit 3").exit.cause == .exited(3))
  }

  @Test("what a straggler writes soon after the command's end still counts")
  func lateOutput() throws {
    let limits = ChildProcessRun.Limits(stragglerPatience: .max / 2)
    let outcome = try run("sh", "-c", "(sleep 0.05; echo late) & echo early", limits: limits)
    #expect(outcome.outputText == "early\nlate\n")
  }

  @Test("cancelling ends all of its group, also those who ignore the request")
  func cancelling() throws {
    try withTemporaryDirectory { directory in
      let script = "trap '' TERM; sh -c 'echo $$ > \(directory)/pid; exec sleep 600' & wait"
      let run = try ChildProcessRun(ChildCommand(words: ["sh", "-c", script]))
      _ = run.advance()
      let grandchild = number(in: "\(directory)/pid")
      #expect(isRunning(grandchild))
      run.cancel()
      waitUntil { !isRunning(grandchild) }
      run.cancel()
    }
  }

  @Test("cancelling lets it end by itself first")
  func cancellingGently() throws {
    try withTemporaryDirectory { directory in
      let script = "trap 'echo 5 > \(directory)/trapped; exit' TERM; echo $$ > \(directory)/pid; while :; do :; done"
      let limits = ChildProcessRun.Limits(cancelGrace: .max / 2)
      let run = try ChildProcessRun(ChildCommand(words: ["sh", "-c", script]), limits: limits)
      _ = number(in: "\(directory)/pid")
      run.cancel()
      #expect(number(in: "\(directory)/trapped") == 5)
    }
  }

  @Test("letting go of one in progress ends it")
  func dropping() throws {
    try withTemporaryDirectory { directory in
      let script = "echo $$ > \(directory)/pid; exec sleep 600"
      var run: ChildProcessRun? = try ChildProcessRun(ChildCommand(words: ["sh", "-c", script]))
      _ = run?.advance()
      let pid = number(in: "\(directory)/pid")
      #expect(isRunning(pid))
      run = nil
      #expect(!isRunning(pid))
    }
  }

  @Test("hundreds of runs, failed starts and cancelled ones leave no descriptor and no child")
  func nothingIsLeft() async {
    await #expect(processExitsWith: .success) {
      _ = try run("true")
      let before = try openDescriptors()
      for index in 0..<300 {
        _ = try run("sh", "-c", "cat; exit \(index % 256)", input: "x")
        if index % 10 == 0 {
          try ChildProcessRun(ChildCommand(words: ["sleep", "600"], input: [1])).cancel()
          _ = try? run("no-such-program", input: "x")
          _ = try ChildProcessRun(ChildCommand(words: ["yes"])).advance()
        }
      }
      #expect(try openDescriptors() == before)
      #expect(hasNoChildren())
    }
  }
}
