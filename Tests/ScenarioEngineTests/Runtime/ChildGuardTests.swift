// The guard: what it is told, and whom it ends when its starter has gone.
import Foundation
import Glibc
import Support
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
      do {
        let guardian = try recorder(in: directory)
        guardian.watch(group: 1234)
        guardian.forget(group: 1234)
      }
      let messages = try Data(contentsOf: URL(fileURLWithPath: directory + "/messages"))
      #expect(messages == [Int32(1234), -1234].withUnsafeBytes { Data($0) })
    }
  }

  @Test("a run tells it of its group and takes that back at the end")
  func runs() throws {
    try withTemporaryDirectory { directory in
      let pid: Int32
      do {
        let guardian = try recorder(in: directory)
        let command = ChildCommand(words: ["sh", "-c", "echo $$"])
        let outcome = try outcome(of: ChildProcessRun(command, guardian: guardian))
        pid = try #require(Int32(outcome.outputText.dropLast()))
      }
      let messages = try Data(contentsOf: URL(fileURLWithPath: directory + "/messages"))
      #expect(messages == [pid, -pid].withUnsafeBytes { Data($0) })
    }
  }

  @Test("at the end of its messages it removes the directories on its list, and no others")
  func directories() throws {
    try withTemporaryDirectory { directory in
      for name in ["left", "forgotten"] { #expect(mkdir(directory + "/" + name, 0o700) == 0) }
      do {
        let guardian = try recorder(in: directory)
        for name in ["left", "forgotten"] { guardian.watch(directory: directory + "/" + name) }
        guardian.forget(directory: directory + "/forgotten")
      }
      let descriptor = Descriptor(owning: open(directory + "/messages", O_RDONLY | O_CLOEXEC))
      ChildGuard.keepWatch(over: descriptor.number)
      var info = stat()
      #expect(stat(directory + "/left", &info) != 0)
      #expect(stat(directory + "/forgotten", &info) == 0)
    }
  }

  /// A guard that only writes down what it is told, into the file `messages`.
  private func recorder(in directory: String) throws -> ChildGuard {
    try ChildGuard(program: "sh", arguments: ["sh", "-c", "exec cat > \(directory)/messages"])
  }

  @Test("a guard that has gone does no harm")
  func gone() throws {
    let guardian = try ChildGuard(program: "true")
    for _ in 0..<200 {
      guardian.watch(group: 1234)
      usleep(100)
    }
  }

  @Test("a program that cannot be a guard itself has none, and another only one")
  func posts() {
    #expect(GuardPost(program: nil).guardian == nil)
    let post = GuardPost(program: BuiltBinary.path)
    let guardian = post.guardian
    #expect(guardian != nil && post.guardian === guardian)
  }
}
