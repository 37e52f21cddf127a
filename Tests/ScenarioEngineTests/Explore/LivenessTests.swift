// What can go wrong in runs that never end: starvation, livelock, conditions that never come to hold, partial deadlock.
import ScenarioModel
import Support
import Testing

@testable import ScenarioEngine

@Suite("Exploring judges runs that never end")
struct LivenessTests {
  private func starvation(
    _ steps: String, _ shared: String, _ fairness: Fairness = .weak, tasks: Int = 2
  ) throws -> RunRecord {
    let record = try explored(
      stepScenario(
        steps, "\(shared)\nworkers: \(tasks)\ncheck: [{ never: starvation, fairness: \(fairness.rawValue) }]",
        tasks: tasks))
    if record.verdict == .ok { #expect(record.checks[0].evaluations > 0) }
    if record.verdict == .violated { try expectLasso(record) }
    return record
  }

  /// The steps that repeat lead from a shared state back to the same.
  private func expectLasso(_ record: RunRecord) throws {
    let schedule = try #require(record.exploration?.violations.first?.schedule)
    let start = try #require(schedule.cycleStart)
    #expect(start < schedule.steps.count)
    let before = start == 0 ? schedule.initial : schedule.steps[start - 1].state
    #expect(schedule.steps.last?.state == before)
  }

  private static let peterson = """
    - while: true
      do:
        - set: { "flag[task]": true }
        - set: { turn: 1 - task }
        - while: flag[1 - task] and turn == 1 - task
          do: [yield]
        - atomic: { inside: inside + 1 }
        - assert: inside == 1
        - atomic: { inside: inside - 1 }
        - set: { "flag[task]": false }
    """
  private static let petersonState = "state: { flag: [false, false], turn: 0, inside: 0 }"

  @Test("Peterson's lock starves nobody under weak fairness, and without fairness it does")
  func peterson() throws {
    #expect(try starvation(Self.peterson, Self.petersonState).verdict == .ok)
    #expect(try starvation(Self.peterson, Self.petersonState, .strong).verdict == .ok)
    let unfair = try starvation(Self.peterson, Self.petersonState, .none)
    #expect(unfair.verdict == .violated)
    #expect(unfair.findings[0].message.contains("passed over for ever"))
  }

  @Test("Dekker's lock starves nobody under weak fairness, and without fairness it does")
  func dekker() throws {
    let steps = """
      - while: true
        do:
          - set: { "flag[task]": true }
          - while: flag[1 - task]
            do:
              - if: turn == 1 - task
                then:
                  - set: { "flag[task]": false }
                  - await: turn == task
                  - set: { "flag[task]": true }
          - atomic: { inside: inside + 1 }
          - assert: inside == 1
          - atomic: { inside: inside - 1 }
          - set: { turn: 1 - task }
          - set: { "flag[task]": false }
      """
    #expect(try starvation(steps, Self.petersonState).verdict == .ok)
    #expect(try starvation(steps, Self.petersonState, .none).verdict == .violated)
  }

  @Test("a lock that is taken again and again can pass somebody over under weak fairness, not under strong")
  func lock() throws {
    let steps = """
      - while: true
        do:
          - lock: door
            do: [{ atomic: { inside: inside + 1 } }, { atomic: { inside: inside - 1 } }]
      """
    let shared = "state: { inside: 0 }\nlocks: [door]"
    let weak = try starvation(steps, shared)
    #expect(weak.verdict == .violated)
    #expect(weak.findings[0].message.contains("passed over for ever"))
    #expect(weak.findings[0].message.contains("lock door"))
    #expect(try starvation(steps, shared, .strong).verdict == .ok)
  }

  @Test("a lock that is tried again and again can be missed for ever, however fair")
  func busyLock() throws {
    let steps = """
      - while: true
        do:
          - set: { free: false }
          - while: not free
            do: [{ cas: { taken: [0, 1] }, into: free }]
          - yield
          - atomic: { taken: 0 }
      """
    let record = try starvation(steps, "state: { taken: 0 }", .strong)
    #expect(record.verdict == .violated)
    #expect(record.findings[0].message.contains("can go round the loop"))
  }

  @Test("a ticket lock starves nobody under weak fairness")
  func tickets() throws {
    let steps = """
      - while: true
        do:
          - atomic: { next: (next + 1) % 3 }
            old: mine
          - await: serving == mine
          - atomic: { inside: inside + 1 }
          - assert: inside == 1
          - atomic: { inside: inside - 1 }
          - atomic: { serving: (serving + 1) % 3 }
      """
    let shared = "state: { next: 0, serving: 0, inside: 0 }"
    #expect(try starvation(steps, shared).verdict == .ok)
    #expect(try starvation(steps, shared, .none).verdict == .violated)
  }

  @Test("two who give way to each other for ever are in a livelock, however fair", arguments: [Fairness.weak, .strong])
  func polite(fairness: Fairness) throws {
    let steps = """
      - set: { out: true }
      - while: out
        do:
          - set: { "flag[task]": true }
          - set: { out: "flag[1 - task]" }
          - if: out
            then: [{ set: { "flag[task]": false } }]
      - set: { "flag[task]": false }
      """
    let record = try starvation(steps, "state: { flag: [false, false] }", fairness)
    #expect(record.verdict == .violated)
    #expect(record.findings[0].message.contains("a livelock"))
  }

  @Test("a writer is passed over by readers who come and go, also under strong fairness")
  func readersWriters() throws {
    let steps = """
      - while: true
        do:
          - if: task == 0
            then: [{ lock: { table: write }, do: [yield] }]
            else: [{ lock: { table: read }, do: [{ set: { seen: 1 } }, { atomic: { reads: 1 - reads } }] }]
      """
    let shared = "state: { reads: 0 }\nlocks: { table: { kind: read_write } }"
    #expect(try starvation(steps, shared, .weak, tasks: 3).verdict == .violated)
    let strong = try starvation(steps, shared, .strong, tasks: 3)
    #expect(strong.verdict == .violated)
    #expect(strong.findings[0].message.contains("lock table"))
  }

  // MARK: Eventually

  private static func flag(_ setter: String) -> String {
    """
    scenario: flag
    state: { done: false, seen: false }
    roles:
      setter:
        workload:
          type: steps
          steps: [\(setter)]
      waiter:
        workload:
          type: steps
          steps:
            - while: not done
              do: [yield]
            - set: { seen: true }
    check: [{ eventually: seen }]
    """
  }

  @Test("what somebody is sure to do comes to hold in every fair run, not in every run")
  func eventually() throws {
    let set = Self.flag("{ set: { done: true } }")
    #expect(try explored(set).verdict == .ok)
    let unfair = try explored(set.replacing("eventually: seen", with: "eventually: seen, fairness: none"))
    #expect(unfair.verdict == .violated)
    #expect(unfair.findings[0].message.contains("never comes to hold in a run that never ends"))
    #expect(unfair.checks[0].violations == 1)
  }

  @Test("who waits in a loop for what nobody does goes round it for ever")
  func neverSet() throws {
    let record = try explored(Self.flag("{ set: { done: false } }"))
    #expect(record.verdict == .violated)
    try expectLasso(record)
  }

  @Test("a run that ends without it is shown to its end")
  func endsWithout() throws {
    let record = try explored(
      stepScenario("- choose: { x: [1, 2] }\n- set: { y: x }", "state: { y: 0 }\ncheck: [{ eventually: y == 2 }]"))
    #expect(record.verdict == .violated)
    #expect(record.findings[0].message.contains("in a run that ends"))
    #expect(record.exploration?.violations[0].schedule.cycleStart == nil)
    #expect(
      try explored(
        stepScenario("- set: { y: 2 }\n- set: { y: 0 }", "state: { y: 0 }\ncheck: [{ eventually: y == 2 }]")
      ).verdict == .ok)
  }

  // MARK: Partial deadlock

  private static let partial = """
    - if: task < 2
      then:
        - acquire: "door[task]"
        - acquire: "door[1 - task]"
        - release: "door[1 - task]"
        - release: "door[task]"
      else:
        - while: true
          do: [{ atomic: { ticks: 1 - ticks } }]
    """
  private static let partialShared = "state: { ticks: 0 }\nlocks: { door: 2 }\nworkers: 3"

  @Test("who is stuck for ever while others go on is found without asking")
  func partialDeadlock() throws {
    let record = try explored(stepScenario(Self.partial, Self.partialShared, tasks: 3))
    #expect(record.verdict == .deadlock)
    #expect(record.findings[0].kind == .deadlock)
    #expect(record.findings[0].waits.map(\.strand.worker) == [0, 1])
    #expect(record.findings[0].waits.allSatisfy { $0.holds.count == 1 && $0.waitsFor != nil })
    try expectLasso(record)
  }

  @Test("who waits for somebody who may still come is not stuck")
  func notStuck() throws {
    let steps = """
      - while: true
        do: [{ lock: door, do: [{ atomic: { ticks: 1 - ticks } }] }]
      """
    let record = try explored(stepScenario(steps, "state: { ticks: 0 }\nlocks: [door]\nworkers: 2", tasks: 2))
    #expect(record.verdict == .ok)
  }

  @Test("beyond its limit of states it says that it was not decided")
  func undecided() throws {
    let steps = """
      - while: true
        do: [{ lock: door, do: [{ atomic: { ticks: (ticks + 1) % 8 } }] }]
      """
    let check = "state: { ticks: 0 }\nlocks: [door]\nworkers: 3\ncheck: [{ never: starvation }]"
    var settings = ExploreSettings()
    settings.limits.states = try #require(explored(stepScenario(steps, check, tasks: 3)).exploration).states + 1
    let asked = try explored(stepScenario(steps, check, tasks: 3), settings)
    #expect(asked.verdict == .inconclusive)
    #expect(asked.exploration?.undecided != nil)
    #expect(asked.checks[0].evaluations == 0)
  }

  @Test("the graph that is judged has every state and step of the plain search, and its ends")
  func plainGraph() throws {
    var compared = 0
    for seed in 0..<120 as Range<UInt64> {
      guard let graph = RandomScenario(seed: seed).graph() else { continue }
      let model = try ExploreModel(graph, reductions: LivenessSearch.reductions)
      var settings = SearchSettings()
      settings.findsAll = true
      settings.limits.states = 5_000
      var search = Search(model: model, settings: settings)
      let builder = LiveGraphBuilder(model)
      search.recorder = builder
      let result = try search.run()
      guard result.isComplete else { continue }
      compared += 1
      let plain = builder.finish()
      #expect(plain.stateCount == result.states, "seed \(seed)")
      #expect((0..<plain.stateCount).reduce(0) { $0 + plain.steps(of: $1).count } == result.transitions, "seed \(seed)")
      #expect((0..<plain.stateCount).count { plain.steps(of: $0).isEmpty } == result.ends, "seed \(seed)")
      settings.threads = 2
      let again = try Search(model: model, settings: settings).run()
      #expect(again.states == result.states && again.transitions == result.transitions, "seed \(seed)")
    }
    #expect(compared > 60)
  }

  // MARK: Loops

  @Test("loops that are counted bring no state back, and others may")
  func loops() throws {
    func canRepeat(_ steps: String) throws -> Bool {
      try #require(compile(stepScenario(steps, "state: { x: 0 }")).graph).canRepeatStates
    }
    #expect(try !canRepeat("- repeat: 3\n  do: [{ repeat: 2, do: [{ set: { x: x + 1 } }] }]"))
    #expect(try !canRepeat("- set: { i: 0 }\n- while: i < 3\n  do: [{ set: { x: i } }, { set: { i: i + 1 } }]"))
    #expect(try canRepeat("- while: x < 3\n  do: [yield]"))
    #expect(try canRepeat("- repeat: 3\n  do: [{ while: x > 0, do: [yield] }]"))
    #expect(try canRepeat("- set: { i: 0 }\n- while: i < 3\n  do: [{ set: { i: i + 1 } }, { set: { i: x } }]"))
  }

  @Test("an endless loop is not one that is meant to be left, a loop inside it is")
  func leaveable() throws {
    let steps = "- while: true\n  do: [{ atomic: { x: 1 } }, { while: x > 0, do: [yield] }]"
    let program = try #require(compile(stepScenario(steps, "state: { x: 0 }")).graph).roles[0].program
    let loops = ProgramLoops(program)
    let atomic = try #require(program.instructions.firstIndex { $0.opcode == .atomicBegin })
    let load = try #require(program.instructions.firstIndex { $0.opcode == .load })
    #expect(loops.leaveable[atomic] == -1)
    #expect(loops.leaveable[load] >= 0)
  }
}
