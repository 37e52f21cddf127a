// What the workloads of one run need around them: made before the workers, closed and asked for their findings after.
import ScenarioModel

/// Used by the coordinator's thread alone.
struct RunFixtures {
  private struct Entry {
    var role: Int
    var kernel: Int
    var fixture: any Fixture
  }
  private var entries: [Entry] = []
  private let folder: RunDirectory
  private let workloads: Workloads
  /// The graph whose kernels know where their fixtures are.
  private(set) var graph: ExecutionGraph

  /// - Throws: `StartError` when something that a workload needs cannot be had; what was made before is closed.
  init(for graph: ExecutionGraph, seed: UInt64, ownBinary: String, parts: EngineParts) throws {
    self.graph = graph
    workloads = parts.workloads
    folder = RunDirectory(guards: parts.guards)
    var number = 0
    for (role, declared) in graph.roles.enumerated() {
      for (kernel, specification) in declared.program.kernels.enumerated() {
        let place = RunPlace(
          role: declared.name, number: number, executor: parts.executors.named(declared.executor).likeness,
          workers: declared.boundedWorkers, seed: seed, ownBinary: ownBinary, folder: folder)
        number += 1
        do {
          guard let fixture = try workloads.fixture(for: specification, in: place) else { continue }
          entries.append(Entry(role: role, kernel: kernel, fixture: fixture))
          self.graph.roles[role].program.kernels[kernel].parameters.merge(fixture.parameters) { $1 }
        } catch let error as TaskError {
          discard()
          throw StartError(reason: "role '\(declared.name)' cannot be prepared: \(error.message)")
        }
      }
    }
  }

  /// Closes them all, in the reverse of the order in which they were made.
  ///
  /// - Returns: what each kernel's fixture has found, by role and kernel.
  func close(_ measured: (_ role: Int, _ kernel: Int) -> [MeasureRecord]) -> [KernelPlace: FixtureOutcome] {
    var outcomes: [KernelPlace: FixtureOutcome] = [:]
    for entry in entries.reversed() {
      let place = KernelPlace(role: entry.role, kernel: entry.kernel)
      outcomes[place] = entry.fixture.close(measured(entry.role, entry.kernel))
    }
    folder.remove()
    return outcomes
  }

  /// Closes them without asking: there was no run.
  func discard() {
    _ = close { role, kernel in
      workloads.measures(of: graph.roles[role].program.kernels[kernel]).map {
        MeasureRecord(descriptor: $0, histogram: LatencyHistogram())
      }
    }
  }
}

/// One kernel of one role.
struct KernelPlace: Hashable {
  var role: Int
  var kernel: Int
}
