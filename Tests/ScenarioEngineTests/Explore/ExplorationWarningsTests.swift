// What exploring tells although no check forbids it: locks taken in different orders, items left in a queue.
import ScenarioModel
import Support
import Testing

@testable import ScenarioEngine

@Suite("Exploring warns of what no check forbids")
struct ExplorationWarningsTests {
  private static let abba = """
    - lock: gate
      do:
        - if: task == 0
          then:
            - lock: a
              do: [{ lock: b, do: [yield] }]
          else:
            - lock: b
              do: [{ lock: a, do: [yield] }]
    """

  private func warnings(_ yaml: String, _ settings: ExploreSettings = ExploreSettings()) throws -> [String] {
    let record = try explored(yaml, settings)
    return try #require(record.exploration).warnings.map(\.message)
  }

  @Test("two locks taken in both orders are told of, though a third keeps them from a deadlock")
  func gate() throws {
    let yaml = stepScenario(Self.abba, "locks: [gate, a, b]\nworkers: 2", tasks: 2)
    #expect(try explored(yaml).verdict == .ok)
    let found = try warnings(yaml)
    #expect(found.count == 1)
    #expect(found[0].contains("b while a is held") && found[0].contains("a while b is held"))
    #expect(!found[0].contains("gate"))
    var plain = ExploreSettings()
    plain.reductions = .none
    #expect(try warnings(yaml, plain) == found)
  }

  @Test("one worker alone does not stand in its own way")
  func alone() throws {
    #expect(try warnings(stepScenario(Self.abba, "locks: [gate, a, b]\nworkers: 1", tasks: 2)).isEmpty)
  }

  @Test("one order is no reason to warn, a circle of three locks is")
  func circle() throws {
    func steps(_ second: String) -> String {
      """
      - lock: gate
        do:
          - lock: "fork[task]"
            do: [{ lock: "fork[\(second)]", do: [yield] }]
      """
    }
    let shared = "locks: { gate: mutex, fork: 4 }\nworkers: 3".replacing("gate: mutex", with: "gate: { kind: mutex }")
    #expect(try warnings(stepScenario(steps("task + 1"), shared, tasks: 3)).isEmpty)
    let found = try warnings(stepScenario(steps("(task + 1) % 3"), shared, tasks: 3))
    #expect(found.count == 1)
    #expect(found[0].contains("fork[0] while fork[2] is held"))
  }

  @Test("items that nobody takes are told of")
  func leftovers() throws {
    let yaml = """
      scenario: left
      queues: { box: { capacity: 4 } }
      roles:
        maker:
          tasks: 3
          workload: { type: steps, steps: [{ put: { box: 1 } }] }
        taker:
          workload: { type: steps, steps: [{ get: { box: got } }, { log: "{got}" }] }
      """
    #expect(try warnings(yaml) == ["2 items can be left in queue box at the end"])
    #expect(try warnings(yaml.replacing("tasks: 3", with: "tasks: 1")).isEmpty)
  }
}
