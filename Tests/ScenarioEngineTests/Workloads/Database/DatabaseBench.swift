// A database kernel and its fixture outside of a run, so that a test can do between tasks what others may do.
import ScenarioModel
import Synchronization
import Testing

@testable import ScenarioEngine

/// Removed, with its directory, when the last reference goes.
final class DatabaseBench {
  let fixture: any Fixture
  let path: String
  let table: String
  private let work: Kernel.Body
  private let site = KernelSite(executor: "thread", workers: 2)
  private let folder = RunDirectory()
  private let measured = MeasuredBlocks()

  init(_ parameters: KeyValuePairs<String, ParameterValue> = [:]) throws {
    var specification = try #require(try compile("database", parameters).program.kernels.first)
    let place = RunPlace(
      role: "main", number: 0, executor: "thread", workers: 2, seed: 1, ownBinary: "scenario", folder: folder)
    fixture = try #require(try Workloads.builtIn.fixture(for: specification, in: place))
    specification.parameters.merge(fixture.parameters) { $1 }
    path = try #require(specification.text("path"))
    table = try #require(specification.text("table"))
    guard case .offloaded(let body) = try Workloads.builtIn.kernel(for: specification, at: site) else {
      throw TaskError("not an offloaded kernel")
    }
    work = body
  }

  deinit {
    site.close()
    folder.remove()
  }

  func run(_ task: Int64, safepoint: @escaping @Sendable () -> Bool = { false }) throws -> Int64 {
    try work(
      KernelContext(task: task, input: 0, worker: 0, meter: Meter(blocks: measured.blocks), safepoint: safepoint))
  }

  /// A connection of somebody else.
  func other() throws -> SQLiteConnection { try SQLiteConnection(path, busyTimeout: 0) }

  func count() throws -> Int64 {
    var count: Int64 = 0
    try other().run("SELECT count(*) FROM \"\(table)\" WHERE task >= 0") { count = $0.integer(0) }
    return count
  }

  func histogram(_ measure: Database.Measure) -> LatencyHistogram {
    var histogram = LatencyHistogram()
    let words = UnsafeMutableRawPointer(measured.blocks).assumingMemoryBound(to: UInt64.self)
    histogram.merge(words + measure.rawValue * LatencyLayout.wordCount)
    return histogram
  }

  /// What the fixture says after the run, when all tasks have ended.
  func close(hasRun: Bool = true) -> FixtureOutcome {
    site.close()
    guard hasRun else { return fixture.close([]) }
    return fixture.close(
      Database.Measure.allCases.map { MeasureRecord(descriptor: $0.descriptor, histogram: histogram($0)) })
  }
}

/// The histograms of a kernel outside of an arena; also released where the rest of a bench could not be made.
private final class MeasuredBlocks {
  let blocks: UnsafeMutablePointer<Atomic<UInt64>>

  init() {
    let size = Database.Measure.allCases.count * LatencyLayout.wordCount
    blocks = .allocate(capacity: size)
    UnsafeMutableRawPointer(blocks).initializeMemory(as: UInt64.self, repeating: 0, count: size)
  }

  deinit { blocks.deallocate() }
}
