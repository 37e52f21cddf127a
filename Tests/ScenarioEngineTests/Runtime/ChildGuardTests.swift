// The guard: what it is told, and whom it ends when its starter has gone.
import Foundation
import Glibc
import Testing

@testable import ScenarioEngine

@Suite("the guard of child processes", .timeLimit(.minutes(1)))
struct ChildGuardTests {
  @Test("it ends the groups on its list at the end of its messages, and no others")
  func keepingWatch() throws {
    let children = try (0..<3).map { _ in
      try ChildProcess.spawn(path: "sleep", arguments: ["sleep", "600"], descriptors: [], newGroup: true)
    }
    try withTemporaryDirectory { directory in
      let messages = [children[0].pid, children[1].pid, children[2].pid, -children[1].pid]
      let file = directory + "/messages"
      try messages.withUnsafeBytes { Data($0) }.write(to: URL(fileURLWithPath: file))
      let descriptor = Descriptor(owning: open(file, O_RDONLY | O_CLOEXEC))
      ChildGuard.keepWatch(over: descriptor.number)
    }
    #expect(children[0].reap().cause == .signalled(SIGKILL))
    #expect(children[2].reap().cause == .signalled(SIGKILL))
    #expect(!children[1].hasEnded())
  }

  @Test("it is told of groups and ends when its starter lets go of it")
  func messages() throws {
    try withTemporaryDirectory { directory in
      let program = directory + "/recorder"
      try "#!/bin/sh\necho \"$1\" > \(directory)/argument\nexec cat > \(directory)/messages\n"
        .write(toFile: program, atomically: false, encoding: .utf8)
      chmod(program, 0o700)
      do {
        let guardian = try ChildGuard(program: program)
        guardian.watch(group: 1234)
        guardian.forget(group: 1234)
      }
      let messages = try Data(contentsOf: URL(fileURLWithPath: directory + "/messages"))
      #expect(messages == [Int32(1234), -1234].withUnsafeBytes { Data($0) })
      #expect(try String(contentsOfFile: directory + "/argument", encoding: .utf8) == "guard\n")
    }
  }

  @Test("a run tells it of its group and takes that back at the end")
  func runs() throws {
    try withTemporaryDirectory { directory in
      let program = directory + "/recorder"
      try "#!/bin/sh\nexec cat > \(directory)/messages\n".write(toFile: program, atomically: false, encoding: .utf8)
      chmod(program, 0o700)
      let pid: Int32
      do {
        let guardian = try ChildGuard(program: program)
        let command = ChildCommand(words: ["sh", "-c", "echo $$"])
        let outcome = try outcome(of: ChildProcessRun(command, guardian: guardian))
        pid = try #require(Int32(outcome.outputText.dropLast()))
      }
      let messages = try Data(contentsOf: URL(fileURLWithPath: directory + "/messages"))
      #expect(messages == [pid, -pid].withUnsafeBytes { Data($0) })
    }
  }

  @Test("a guard that has gone does no harm")
  func gone() throws {
    let guardian = try ChildGuard(program: "true")
    for _ in 0..<200 {
      guardian.watch(group: 1234)
      usleep(100)
    }
  }

  @Test("a program that is not scenario has none")
  func otherPrograms() {
    #expect(ChildGuard.ofThisProcess == nil)
  }
}
