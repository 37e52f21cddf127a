// Whether a run that the system cannot give is refused by arithmetic, with the limit and what would be possible.
import Glibc
import ScenarioModel
import Support
import Testing

@testable import ScenarioEngine

@Suite("What a run needs of the system")
struct RunNeedsTests {
  private static func limit(_ unit: Capacity.Unit, _ left: Int) -> Capacity {
    Capacity(name: unit.rawValue, unit: unit, limit: left + 7, left: left)
  }

  @Test("what fits exactly is not refused, one more is, and the count possible fits", arguments: [1, 40, 999])
  func boundary(left: Int) throws {
    for unit in [Capacity.Unit.tasks, .maps, .files] {
      func needs(_ count: Int) -> RunNeeds {
        unit == .maps ? RunNeeds(threads: count, processes: 0) : RunNeeds(threads: 0, processes: count)
      }
      let limit = Self.limit(unit, left)
      let most = unit == .files ? left : left / 2
      #expect(needs(most).refusal([limit]) == nil)
      let refusal = try #require(needs(most + 1).refusal([limit]))
      #expect(refusal.contains("at most \(most) are possible here"), "\(refusal)")
      #expect(refusal.contains("\(unit.rawValue) leaves \(left) of \(left + 7)"))
    }
  }

  @Test("of several limits the one that allows the least is named")
  func tightest() throws {
    let refusal = RunNeeds(threads: 5000, processes: 0).refusal([
      Self.limit(.tasks, 3000), Self.limit(.maps, 2000), Self.limit(.memory, 1 << 20),
    ])
    #expect(refusal?.contains("memory maps leaves 2000") == true)
    #expect(refusal?.contains("at most 1000 are possible") == true)
  }

  @Test("this system says something of itself, and gives room for a few workers")
  func system() {
    let capacities = Capacity.all(wanted: 4)
    #expect(capacities.contains { $0.unit == .tasks } && capacities.contains { $0.unit == .files })
    #expect(capacities.allSatisfy { $0.left <= $0.limit })
    #expect(RunNeeds(threads: 2, processes: 2).refusal(capacities) == nil)
  }

  @Test(
    "100,000 workers are refused before one is started",
    arguments: ["thread", "process", "{ executor: thread, spawn: per_task }", "{ executor: process, spawn: per_task }"])
  func hundredThousand(strategy: String) async {
    await #expect(processExitsWith: .success) { [strategy] in
      var limit = rlimit(rlim_cur: 20_000, rlim_max: 20_000)
      setrlimit(__rlimit_resource_t(6), &limit)
      let before = try openDescriptors()
      let record = Graphs.run(try graph("workload: noop\nstrategy: \(strategy)\nworkers: 100000"))
      #expect(record.findings.map(\.kind) == [.cannotStart])
      let message = record.findings.first?.message ?? ""
      #expect(message.contains(" are possible here; lower 'workers'"), "\(message)")
      #expect(record.startup == 0 && record.usage.isEmpty, "nothing was started")
      #expect(try openDescriptors() == before)
      #expect(hasNoChildren())
    }
  }
}
