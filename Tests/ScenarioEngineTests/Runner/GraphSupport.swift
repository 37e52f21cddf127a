// Small graphs written by hand, for tests of the engine that should not depend on the compiler.
import ScenarioModel
import Support

@testable import ScenarioEngine

enum Graphs {
  /// A single role that runs `program`.
  static func role(
    _ program: Program, executor: String = "thread", workers: Int = 2, tasks: Int = 2,
    options: [String: ParameterValue] = [:], shared: SharedLayout = SharedLayout(), checks: [GraphCheck] = [],
    counters: [String] = []
  ) -> ExecutionGraph {
    ExecutionGraph(
      scenario: "test", shared: shared,
      roles: [
        GraphRole(
          name: "main", program: program, executor: executor, options: options, workers: .count(workers),
          source: .count(tasks), workload: "steps")
      ], checks: checks, counters: counters)
  }

  /// One word called `x`.
  static func word(_ initial: Int64 = 0) -> SharedLayout {
    var shared = SharedLayout()
    shared.variables = [.init(name: "x", isBoolean: false, isList: false, first: 0, count: 1)]
    shared.words = [initial]
    return shared
  }

  /// Adds one to word 0, `times` times, with `before` and `after` around each.
  static func increments(_ times: Int32, before: [Instruction] = [], after: [Instruction] = []) -> Program {
    var builder = ProgramBuilder()
    builder.enter(StepSite(verb: "set", range: nil))
    let counter = builder.register(named: "i")
    let value = builder.register(named: "v")
    let top = builder.next
    for instruction in before { builder.emit(instruction) }
    builder.emit(Instruction(.load, a: value, b: 0))
    builder.emit(Instruction(.add, a: value, b: value, c: 1, flags: .immediate))
    builder.emit(Instruction(.store, a: value, b: 0))
    for instruction in after { builder.emit(instruction) }
    builder.emit(Instruction(.add, a: counter, b: counter, c: 1, flags: .immediate))
    let test = builder.register()
    builder.emit(Instruction(.less, a: test, b: counter, c: times, flags: .immediate))
    builder.emit(Instruction(.jumpIfNotZero, a: test, b: top))
    builder.emit(Instruction(.constant, a: counter, b: builder.addConstants([0])))
    builder.emit(Instruction(.end, a: -1))
    return builder.program
  }

  /// - Parameters:
  ///   - binary: what worker processes are started from.
  ///   - loopPatience: nanoseconds that a step may keep an event loop unmentioned; nil: as users have it.
  static func run(
    _ graph: ExecutionGraph, seed: UInt64 = 1, binary: String = BuiltBinary.path, loopPatience: Int64? = nil
  ) -> RunRecord {
    var settings = RunSettings(ownBinary: binary, interruption: Interruption())
    settings.loopPatience = loopPatience ?? settings.loopPatience
    return RunCoordinator(graph: graph, seed: seed, settings: settings).run()
  }
}
