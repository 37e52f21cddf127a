// Real workers follow a schedule, whatever it is, and end as the model does.
import Foundation
import ScenarioModel
import ScenarioSyntax
import Support
import Testing

@testable import ScenarioEngine

@Suite("A replayed schedule")
struct ReplayTests {
  /// 120, or as many as `REPLAY_SEEDS` says, in parts that can run at the same time.
  private static let parts: [Range<UInt64>] = {
    let count = ProcessInfo.processInfo.environment["REPLAY_SEEDS"].flatMap(UInt64.init) ?? 120
    return stride(from: 0, to: count, by: 40).map { $0..<min($0 + 40, count) }
  }()

  @Test(
    "is followed by real workers to the end that the model says", arguments: ["thread", "process", "async"], parts)
  func follows(strategy: String, seeds: Range<UInt64>) throws {
    var replayed = 0
    for seed in seeds {
      guard let graph = RandomScenario(seed: seed).graph(strategy: strategy, catalog: CompiledScenario.catalog),
        let schedule = try RandomSchedule.of(graph, seed: seed)
      else { continue }
      let direction: Direction
      do {
        direction = try Direction(SavedSchedule(parsing: schedule.text), graph, isLoop: strategy == "async")
      } catch is CannotReplay {
        continue
      }
      replayed += 1
      let record = Replays.run(graph, direction)
      let strays = record.findings.filter { [.notReplayed, .timeout, .workerLost, .cannotStart].contains($0.kind) }
      let text = RandomScenario(seed: seed).yaml(strategy: strategy)
      #expect(strays.isEmpty, "seed \(seed): \(strays.map(\.message))\n\(schedule.text)\n\(text)")
      #expect(direction.end == nil || record.state == direction.end, "seed \(seed)\n\(schedule.text)\n\(text)")
      guard strays.isEmpty else { return }
    }
    #expect(replayed > seeds.count / 2, "too few scenarios could be replayed")
  }

  @Test(
    "comes to the same violation and state 100 times of 100", arguments: ["thread", "process", "async"],
    [Replays.race, Replays.philosophers, Replays.lostWakeUp, Replays.choice])
  func always(strategy: String, text: String) throws {
    let graph = try CompiledScenario.graph(text, strategy: strategy)
    let schedule = try #require(try Replays.counterexample(graph))
    let direction = try Direction(schedule, graph, isLoop: strategy == "async")
    var ends: Set<[StateValue]> = []
    for _ in 0..<100 {
      let record = Replays.run(graph, direction)
      #expect(record.verdict == schedule.verdict, "\(record.findings.map(\.message))")
      ends.insert(record.state)
    }
    #expect(ends == [try #require(direction.end)])
  }

  @Test("survives changed comments and line numbers")
  func comments() throws {
    let schedule = try #require(try Replays.counterexample(CompiledScenario.graph(Replays.race)))
    let text = "# a word\n\n" + Replays.race.replacing("workers: 2", with: "workers: 2 # two")
    let changed = try CompiledScenario.graph(text, strategy: "thread")
    #expect(Replays.run(changed, try Direction(schedule, changed, isLoop: false)).verdict == .violated)
  }

  @Test("that no longer fits says at which step and why")
  func misfit() throws {
    let schedule = try #require(try Replays.counterexample(CompiledScenario.graph(Replays.race)))
    func refusal(_ text: String) -> CannotReplay? {
      do {
        _ = try Direction(schedule, CompiledScenario.graph(text), isLoop: false)
        return nil
      } catch { return error as? CannotReplay }
    }
    let other = try #require(refusal(Replays.race.replacing("hits: 0", with: "hits: 7")))
    #expect(other.step == 1)
    #expect(other.reason == "main 0 would 'read hits = 7' and not 'read hits = 0'")
    let locked = try #require(
      refusal(
        Replays.race.replacing("state:", with: "locks: [m]\nstate:")
          .replacing("- set: { hits: hits + 1 }", with: "- lock: m\n      do: [{ set: { hits: hits + 1 } }]")))
    #expect(locked.reason.hasPrefix("main 0 is at lock@1.0 and not at set@1.0"))
    let alone = try #require(refusal(Replays.race.replacing("workers: 2", with: "workers: 1")))
    #expect(alone.reason == "there is no worker 1 of a role 'main'")
  }

  @Test("is the same when it has been written and read")
  func text() throws {
    for text in [Replays.race, Replays.philosophers, Replays.lostWakeUp, Replays.choice] {
      let schedule = try #require(try Replays.counterexample(CompiledScenario.graph(text)))
      #expect(try SavedSchedule(parsing: schedule.text) == schedule)
    }
    #expect(throws: ScheduleError.self) { try SavedSchedule(parsing: "steps:\n") }
    #expect(throws: ScheduleError.self) {
      try SavedSchedule(parsing: "# scenario schedule 1\nscenario: a\nsteps:\n  x\n")
    }
  }

  @Test("of a scenario whose native work is supposed is refused")
  func assumed() throws {
    let text = """
      scenario: supposed
      state: { x: 0 }
      workload:
        type: steps
        steps:
          - run: { type: prime, number: 7 }
            into: found
            assume: [0, 1]
          - set: { x: found }
      check:
        - always: x == 0
      """
    let graph = try CompiledScenario.graph(text)
    let schedule = SavedSchedule(path: "a.yaml", name: "a", leadsTo: "", steps: [])
    #expect(throws: CannotReplay.self) { try Direction(schedule, graph, isLoop: false) }
  }
}

enum Replays {
  static let race = """
    scenario: race
    state: { hits: 0 }
    workload:
      type: steps
      steps:
        - set: { hits: hits + 1 }
    workers: 2
    check:
      - finally: hits == 2
    """

  static let philosophers = """
    scenario: philosophers
    locks: { fork: 3 }
    state: { eaten: 0 }
    workload:
      type: steps
      steps:
        - lock: fork[task]
          do:
            - lock: fork[(task + 1) % 3]
              do: [{ set: { eaten: eaten + 1 } }]
    tasks: 3
    workers: 3
    """

  static let lostWakeUp = """
    scenario: lost_wake_up
    state: { isReady: false }
    locks: [m]
    conditions: { c: m }
    roles:
      waiter:
        workload:
          type: steps
          steps:
            - if: not isReady
              then:
                - lock: m
                  do: [{ wait: c }]
      signaller:
        workload:
          type: steps
          steps:
            - set: { isReady: true }
            - lock: m
              do: [{ signal: c }]
    """

  static let choice = """
    scenario: choice
    state: { x: 0 }
    workload:
      type: steps
      steps:
        - choose: { pick: [1, 2, 3] }
        - atomic: { x: x + pick }
    workers: 2
    check:
      - finally: x != 5
    """

  /// The shortest way to the first violation.
  static func counterexample(_ graph: ExecutionGraph) throws -> SavedSchedule? {
    let run = try Explorer(graph: graph, settings: ExploreSettings(), interruption: nil).explore()
    return SavedSchedule(of: record([run], graph))
  }

  static func run(_ graph: ExecutionGraph, _ direction: Direction) -> RunRecord {
    var settings = RunSettings(ownBinary: BuiltBinary.path, interruption: Interruption())
    settings.direction = direction
    return RunCoordinator(graph: graph, seed: 1, settings: settings).run()
  }

  static func record(_ runs: [RunRecord], _ graph: ExecutionGraph) -> ScenarioRecord {
    ScenarioRecord(
      scenario: graph.scenario, path: "test.yaml",
      cells: [CellRecord(label: "", parameters: [], graph: graph, runs: runs, warmups: 0)], expectations: [],
      outcome: .expected, exit: ExitStatus(code: 0, reason: ""),
      environment: EnvironmentProbe.look(version: "test"), seed: 1, command: [])
  }
}

/// A way through a graph's model that chance chooses.
enum RandomSchedule {
  /// nil for a graph without steps.
  static func of(_ graph: ExecutionGraph, seed: UInt64) throws -> SavedSchedule? {
    var generator = SeededGenerator(seed: seed, stream: 7)
    let model = try ExploreModel(graph)
    guard model.workerCount > 0 else { return nil }
    let walker = ScheduleWalker(model)
    let beginnings = walker.beginnings()
    let beginning = beginnings[Int(generator.below(UInt64(beginnings.count)))]
    var moves = [beginning.move]
    var state = beginning.cells
    for _ in 0..<200 {
      walker.load(state)
      let able = walker.enabled()
      guard !able.isEmpty else { break }
      let next = able[Int(generator.below(UInt64(able.count)))]
      let ways = walker.choices(from: state, worker: next.worker, strand: next.strand)
      let way = ways[Int(generator.below(UInt64(ways.count)))]
      moves.append(way.move)
      state = way.cells
    }
    let trace = ScheduleTrace(model: model).record(moves, to: .deadlock([]))
    var run = RunRecord(verdict: .deadlock)
    run.exploration = ExplorationRecord(
      states: 1, transitions: 1, depth: 1, ends: 1, isComplete: false, limit: nil, time: 1, memory: 1, reductions: [],
      isExact: false, threads: 1,
      violations: [
        .init(finding: trace.finding, schedule: trace.schedule, isShortest: false)
      ])
    return SavedSchedule(of: Replays.record([run], graph))
  }
}
