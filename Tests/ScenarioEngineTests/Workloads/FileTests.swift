// Files of a run: what is read is what was written, failures say how far they came, and nothing is left behind.
import Foundation
import Glibc
import ScenarioModel
import Support
import Testing

@testable import ScenarioEngine

@Suite("file")
struct FileTests {
  /// A kernel and its fixture in a run's own directory.
  private func withKernel<Result>(
    _ parameters: KeyValuePairs<String, ParameterValue>,
    safepoint: @escaping @Sendable () -> Bool = { false },
    _ body: (_ run: (Int64, Int) throws -> Int64, _ directory: String, _ fixture: any Fixture) throws -> Result
  ) throws -> Result {
    var specification = try #require(try compile("file", parameters).program.kernels.first)
    let folder = RunDirectory()
    defer { folder.remove() }
    let place = RunPlace(
      role: "main", number: 0, executor: "thread", workers: 2, seed: 1, ownBinary: "scenario", folder: folder)
    let fixture = try #require(try Workloads.builtIn.fixture(for: specification, in: place))
    specification.parameters.merge(fixture.parameters) { $1 }
    guard
      case .offloaded(let work) = try Workloads.builtIn.kernel(
        for: specification, at: KernelSite(executor: "thread", workers: 2))
    else { throw TaskError("not an offloaded kernel") }
    let directory = try #require(specification.text("directory"))
    return try body(
      { try work(KernelContext(task: $0, input: $0, worker: $1, safepoint: safepoint)) }, directory, fixture)
  }

  private var nothing: [MeasureRecord] {
    File.descriptor.measures.map { MeasureRecord(descriptor: $0, histogram: LatencyHistogram()) }
  }

  /// As of a run with one read.
  private var oneRead: [MeasureRecord] {
    var measured = nothing
    measured[File.Measure.read.rawValue].histogram.record(1000)
    return measured
  }

  @Test("tasks that write and read agree whichever worker they have, and each worker has one file")
  func writingAndReading() throws {
    try withKernel(["write": .size(10_000), "read": .size(10_000), "sync": .boolean(true)]) { run, directory, _ in
      let results = try (0..<6).map { try run($0, Int($0) % 2) }
      #expect(Set(results).count == 1)
      let names = try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
      #expect(names == ["file0", "file0-0", "file0-1"])
    }
  }

  @Test("a task that only reads reads a file made before the run, and one that changed is noticed")
  func reading() throws {
    try withKernel(["read": .size(5000)]) { run, directory, _ in
      let results = try [run(0, 0), run(1, 1)]
      #expect(results[0] == results[1])
      try Data(repeating: 1, count: 5000).write(to: URL(fileURLWithPath: directory + "/file0"))
      #expect(throws: TaskError("what was read is not what was written")) { try run(2, 0) }
      #expect(truncate(directory + "/file0", 100) == 0)
      #expect(throws: TaskError("only 100 of 5000 bytes could be read")) { try run(3, 0) }
      unlink(directory + "/file0")
      #expect(throws: TaskError("'\(directory)/file0' cannot be opened: No such file or directory")) { try run(4, 0) }
    }
  }

  @Test("contents of many pieces come back whole, and a run that is over ends them at the next piece", arguments: 1...6)
  func stopping(piece: Int) throws {
    let size = ParameterValue.size(9 << 20)
    let asked = Guarded(0)
    let isOver: @Sendable () -> Bool = {
      asked.with {
        $0 += 1
        return $0 == piece
      }
    }
    try withKernel(["write": size, "read": size], safepoint: isOver) { run, _, _ in
      #expect(throws: Stopped.self) { try run(0, 0) }
      #expect(asked.with { $0 } == piece)
      // Three pieces out, three in.
      let results = try [run(1, 0), run(2, 1)]
      #expect(results[0] == results[1] && asked.with { $0 } == piece + 12)
    }
  }

  @Test("reading more than was written reads what there is")
  func short() throws {
    try withKernel(["write": .size(100), "read": .size(5000)]) { run, _, _ in
      let results = try [run(0, 0), run(1, 1)]
      #expect(results[0] == results[1])
    }
  }

  @Test("the notes say what the page cache did")
  func notes() throws {
    let write: KeyValuePairs<String, ParameterValue> = ["write": .size(100)]
    let read: KeyValuePairs<String, ParameterValue> = ["read": .size(100_000)]
    let written = try withKernel(write) { $2.close(nothing).notes.joined() }
    let cached = try withKernel(read) { $2.close(oneRead).notes.joined() }
    #expect(written.contains("page cache") || written.contains("tmpfs"))
    #expect(cached.contains("% of the file that was read is in the page cache") || cached.contains("tmpfs"))
  }

  @Test(
    "the notes say whether the page cache forgot what it was asked to forget",
    arguments: [
      (["read": .size(100_000), "cache": .text("cold")], false),
      (["read": .size(100_000), "cache": .text("cold"), "write": .size(100_000)], true),
      (["read": .size(100_000), "cache": .text("cold"), "write": .size(100_000), "sync": .boolean(true)], false),
    ] as [(KeyValuePairs<String, ParameterValue>, Bool)])
  func coldNotes(parameters: KeyValuePairs<String, ParameterValue>, fromCache: Bool) throws {
    let notes = try withKernel(parameters) { run, _, fixture in
      _ = try run(0, 0)
      return fixture.close(oneRead).notes.joined()
    }
    if notes.contains("tmpfs") { return }
    // A file system may keep what it is asked to forget; then the note says so.
    let expected = fromCache ? "just written come from the page cache" : "asked to forget the file before each read"
    #expect(notes.contains(expected) && !notes.contains("% of the file"), "\(notes)")
  }

  @Test("a directory of the user's gets a fresh one inside, which is removed")
  func directories() throws {
    try withTemporaryDirectory { parent in
      try withKernel(["write": .size(10), "directory": .text(parent)]) { run, directory, fixture in
        #expect(directory.hasPrefix(parent + "/scenario-"))
        _ = try run(0, 0)
        _ = fixture.close(nothing)
      }
      let left = try FileManager.default.contentsOfDirectory(atPath: parent)
      #expect(left == [])
    }
    #expect(throws: TaskError("the directory '/nowhere/at/all' cannot be used: No such file or directory")) {
      try withKernel(["write": .size(10), "directory": .text("/nowhere/at/all")]) { _, _, _ in }
    }
  }
}
