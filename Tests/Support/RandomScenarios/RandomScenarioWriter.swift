// What random scenarios are made of: every verb of the language, in programs that end.
import ScenarioModel

/// Draws roles, steps and expressions. It keeps book of which locals have a value, so that most of what it writes
/// compiles.
struct RandomScenarioWriter {
  private var random: SeededGenerator
  private var integers: Set<String> = []
  private var booleans: Set<String> = []
  private var nextName = 0
  /// How many more steps the scenario may have.
  private var budget = 9
  private var heldMutex = false
  private var inBranch = false
  /// Programs may go on for ever, over values that stay small.
  private let goesRound: Bool

  init(_ random: SeededGenerator, goesRound: Bool = false) {
    self.random = random
    self.goesRound = goesRound
  }

  // MARK: Chance

  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
  private mutating func one<Choice>(of choices: [Choice]) -> Choice { choices[number(0...choices.count - 1)] }
  private mutating func chance(_ one: Int, in many: Int) -> Bool { number(1...many) <= one }

  // MARK: Scenarios

  mutating func queues() -> [String] {
    ["q", "r"].map { name in
      let capacity = one(of: ["0", "1", "1", "2", goesRound ? "1" : "unbounded"])
      let order = one(of: ["fifo", "fifo", "lifo", "priority"])
      let full = capacity == "unbounded" ? "block" : one(of: ["block", "block", "block", "drop", "fail"])
      return "\(name): { capacity: \(capacity), order: \(order), full: \(full) }"
    }
  }

  mutating func checks() -> [String] {
    (0..<number(0...2)).map { _ in
      let scope = (integers, booleans)
      (integers, booleans) = ([], [])
      defer { (integers, booleans) = scope }
      return one(of: ["always", "finally"]) + ": \"\(boolean(1, isCheck: true))\""
    }
  }

  mutating func roles() -> [RandomScenario.Role] {
    var roles: [RandomScenario.Role] = []
    let count = one(of: [1, 1, 2])
    for index in 0..<count {
      let isFed = index == 1 && chance(1, in: 2)
      if isFed { roles[0].into = "q" }
      let tasks = isFed ? nil : number(1...(count == 1 ? 3 : 2))
      roles.append(
        RandomScenario.Role(
          name: ["one", "two"][index], workers: number(1...2), tasks: tasks, from: isFed ? "q" : nil, into: nil,
          collect: one(of: ["ordered", "completed"]), steps: program(number(1...(count == 1 ? 4 : 3)))))
    }
    return roles
  }

  private mutating func program(_ length: Int) -> [StepSketch] {
    (integers, booleans) = ([], [])
    (heldMutex, inBranch) = (false, false)
    guard goesRound, chance(1, in: 2) else { return steps(length, depth: 2) }
    // Again and again, or until somebody changes what it looks at; once in a while with something before it.
    let before = chance(1, in: 3) ? steps(1, depth: 1) : []
    let condition = chance(1, in: 2) ? "true" : boolean(1)
    let body = scoped { $0.steps(length, depth: 1) }
    return before + [StepSketch("while", "\"\(condition)\"", [], [.init("do", body)])]
  }

  /// What is stored for others to read, or to be computed with again.
  private mutating func stored(_ depth: Int) -> String {
    goesRound ? "(\(integer(depth))) % 3" : integer(depth)
  }

  private mutating func steps(_ length: Int, depth: Int) -> [StepSketch] {
    var result: [StepSketch] = []
    for _ in 0..<length where budget > 0 {
      budget -= 1
      result.append(step(depth))
      if ["return", "fail"].contains(result.last?.verb) { break }
    }
    return result
  }

  // MARK: Steps

  private mutating func step(_ depth: Int) -> StepSketch {
    // Where the condition's lock is held, its steps mean most.
    if heldMutex, chance(1, in: 4) { return signalling() }
    switch number(1...(depth > 0 ? 30 : 19)) {
    case 1...4: return assignment()
    case 5: return atomic()
    case 6: return compareAndSwap()
    case 7: return bare()
    case 8: return StepSketch("await", "\"\(boolean(1))\"")
    case 9: return StepSketch("put", "{ \(one(of: ["q", "r", "r"])): \"\(stored(1))\" }")
    case 10: return take(depth)
    case 11:
      return one(of: [
        StepSketch("sleep", "0ms"), StepSketch("sleep", "100us"), StepSketch("compute", "20us"),
        StepSketch("yield", ""),
      ])
    case 12: return StepSketch("count", one(of: ["a", "b"]))
    case 13: return StepSketch("assert", "\"\(boolean(1))\"")
    case 14: return signalling()
    case 15: return choice()
    case 16: return StepSketch("log", "\"x is {x}, task {task}\"")
    case 17: return chance(1, in: 3) ? StepSketch("close", one(of: ["q", "r"])) : assignment()
    case 18: return ending()
    case 19: return chance(1, in: 2) ? StepSketch("barrier", "b") : assignment()
    case 20...22: return conditional(depth)
    case 23: return repetition(depth)
    case 24: return loop(depth)
    case 25...27: return locked(depth)
    case 28: return parallel(depth)
    case 29: return inline(depth)
    default: return attempt(depth)
    }
  }

  private mutating func fresh() -> String {
    nextName += 1
    return "v\(nextName)"
  }

  private mutating func assignment() -> StepSketch {
    switch number(1...6) {
    case 1, 2: return StepSketch("set", "{ \(one(of: ["x", "y"])): \"\(stored(2))\" }")
    case 3: return StepSketch("set", "{ \"\(element())\": \"\(stored(1))\" }")
    case 4: return StepSketch("set", "{ flag: \"\(boolean(1))\" }")
    case 5:
      let (value, name) = (stored(2), fresh())
      integers.insert(name)
      let next = goesRound ? "(\(name) + 1) % 3" : "\(name) + 1"
      return StepSketch("set", "{ \(name): \"\(value)\", x: \"\(next)\" }")
    default:
      let (value, name) = (boolean(1), fresh())
      booleans.insert(name)
      return StepSketch("set", "{ \(name): \"\(value)\" }")
    }
  }

  private mutating func atomic() -> StepSketch {
    let target = one(of: ["x", "y", "xs[task % 2]"])
    let drawn = one(of: ["\(target) + 1", "\(target) * 2", "max(\(target), 1)", "\(target) - task"])
    let value = goesRound ? "(\(drawn)) % 3" : drawn
    guard chance(1, in: 2) else { return StepSketch("atomic", "{ \"\(target)\": \"\(value)\" }") }
    let old = fresh()
    integers.insert(old)
    return StepSketch("atomic", "{ \"\(target)\": \"\(value)\" }", ["old: \(old)"])
  }

  private mutating func compareAndSwap() -> StepSketch {
    let operand = "{ \(one(of: ["x", "y"])): [\"\(integer(1))\", \"\(stored(1))\"] }"
    guard chance(2, in: 3) else { return StepSketch("cas", operand) }
    let into = fresh()
    booleans.insert(into)
    return StepSketch("cas", operand, ["into: \(into)"])
  }

  /// A bare operation on a lock or semaphore; sometimes one that nothing matches.
  private mutating func bare() -> StepSketch {
    let resource = one(of: ["gate", "gate", "re", "\"fork[task % 2]\"", "{ rw: read }"])
    return StepSketch(one(of: ["acquire", "release", "release"]), resource)
  }

  private mutating func take(_ depth: Int) -> StepSketch {
    let queue = one(of: ["q", "r", "r"])
    let name = fresh()
    guard chance(1, in: 2) else {
      integers.insert(name)
      return StepSketch("get", "{ \(queue): \(name) }")
    }
    let otherwise = [StepSketch("set", "{ \(name): -1 }")]
    integers.insert(name)
    return StepSketch("get", "{ \(queue): \(name) }", [], [.init("else", otherwise)])
  }

  private mutating func signalling() -> StepSketch {
    if heldMutex, chance(1, in: 2) { return StepSketch("wait", "c") }
    return StepSketch(one(of: ["signal", "broadcast"]), "c")
  }

  private mutating func choice() -> StepSketch {
    let name = one(of: ["x", "y"])
    return StepSketch("choose", "{ \(name): [0, \(number(1...3)), \"\(integer(1))\"] }")
  }

  private mutating func ending() -> StepSketch {
    if inBranch || chance(2, in: 3) { return assignment() }
    return chance(1, in: 3) ? StepSketch("fail", "enough") : StepSketch("return", "\"\(integer(1))\"")
  }

  // MARK: Steps with steps inside

  /// Runs a body whose locals are not certain to be set afterwards.
  private mutating func scoped(_ body: (inout RandomScenarioWriter) -> [StepSketch]) -> [StepSketch] {
    let (before, after) = (integers, booleans)
    defer { (integers, booleans) = (before, after) }
    return body(&self)
  }

  private mutating func conditional(_ depth: Int) -> StepSketch {
    let condition = boolean(2)
    let then = scoped { $0.steps($0.number(1...2), depth: depth - 1) }
    let otherwise = scoped { $0.chance(1, in: 2) ? $0.steps(1, depth: depth - 1) : [] }
    return StepSketch("if", "\"\(condition)\"", [], [.init("then", then), .init("else", otherwise)])
  }

  private mutating func repetition(_ depth: Int) -> StepSketch {
    let name = fresh()
    let body = scoped { writer in
      writer.integers.insert(name)
      return writer.steps(1, depth: depth - 1)
    }
    return StepSketch("repeat", "2", ["as: \(name)"], [.init("do", body)])
  }

  /// A loop that counts itself to its end.
  private mutating func loop(_ depth: Int) -> StepSketch {
    let name = fresh()
    let body = scoped { $0.steps(1, depth: depth - 1) }
    let count = StepSketch("set", "{ \(name): \"\(name) + 1\" }")
    let loop = StepSketch("while", "\"\(name) < 2\"", [], [.init("do", [count] + body)])
    let start = StepSketch("set", "{ \(name): 0 }")
    return StepSketch("if", "true", [], [.init("then", [start, loop]), .init("else", [])])
  }

  private mutating func locked(_ depth: Int) -> StepSketch {
    let resource = one(of: ["m", "m", "m", "re", "gate", "rw", "{ rw: read }", "\"fork[task % 2]\"", "\"fork[1]\""])
    let outer = heldMutex
    defer { heldMutex = outer }
    if resource == "m" { heldMutex = true }
    // A lock's body always runs, but it may return before its end.
    let body = scoped { $0.steps($0.number(1...2), depth: depth - 1) }
    return StepSketch("lock", resource, [], [.init("do", body)])
  }

  private mutating func parallel(_ depth: Int) -> StepSketch {
    let (wasHeld, wasInBranch) = (heldMutex, inBranch)
    (heldMutex, inBranch) = (false, true)
    defer { (heldMutex, inBranch) = (wasHeld, wasInBranch) }
    let first = scoped { $0.steps(1, depth: depth - 1) }
    let second = scoped { $0.steps(1, depth: depth - 1) }
    return StepSketch("parallel", "", [], [.init("left", first), .init("right", second)])
  }

  /// A program inside a program: names of its own, and a result.
  private mutating func inline(_ depth: Int) -> StepSketch {
    let (value, name) = ("x + task", fresh())
    integers.insert(name)
    let inner = one(of: [
      "{ return: \"\(value)\" }", "{ if: flag, then: [ { return: 7 } ] }, { set: { z: \"\(value)\" } }, { return: z }",
    ])
    return StepSketch("run", "{ type: steps, steps: [ \(inner) ] }", ["into: \(name)"])
  }

  private mutating func attempt(_ depth: Int) -> StepSketch {
    let resource = one(of: ["m", "re", "gate", "rw", "{ rw: read }"])
    let name = fresh()
    let body = scoped { $0.steps(1, depth: depth - 1) }
    let then = StepSketch("if", "\(name)", [], [.init("then", body + [StepSketch("release", resource)])])
    let first = StepSketch("try", resource, ["into: \(name)"])
    return StepSketch("if", "true", [], [.init("then", [first, then]), .init("else", [])])
  }

  // MARK: Expressions

  private mutating func element() -> String { one(of: ["xs[0]", "xs[1]", "xs[task % 2]"]) }

  private mutating func integer(_ depth: Int, isCheck: Bool = false) -> String {
    let own = isCheck ? [] : integers.sorted() + ["task", "input"]
    guard depth > 0, chance(1, in: 2) else {
      let shared = ["x", "y", isCheck ? one(of: ["xs[0]", "xs[1]"]) : element()]
      return one(of: shared + own + own + ["\(number(0...3))", "-1"])
    }
    let left = integer(depth - 1, isCheck: isCheck)
    let right = integer(depth - 1, isCheck: isCheck)
    switch number(1...8) {
    case 1...3: return "\(left) + \(right)"
    case 4, 5: return "\(left) - (\(right))"
    case 6: return one(of: ["min", "max"]) + "(\(left), \(right))"
    case 7: return chance(1, in: 3) ? "1 / (\(right))" : "(\(left)) % 3"
    default: return isCheck ? "sum(xs)" : one(of: ["sum(xs)", "count(r)", "(\(left)) * 2", "abs(\(left))"])
    }
  }

  private mutating func boolean(_ depth: Int, isCheck: Bool = false) -> String {
    guard depth > 0 else {
      let own = isCheck ? [] : booleans.sorted()
      return one(of: ["flag", "not flag"] + own + own)
    }
    switch number(1...6) {
    case 1: return boolean(0, isCheck: isCheck)
    case 2: return "\(boolean(0, isCheck: isCheck)) \(one(of: ["and", "or"])) \(boolean(depth - 1, isCheck: isCheck))"
    default:
      let sign = one(of: ["<", "<=", ">", ">=", "==", "!="])
      return "\(integer(1, isCheck: isCheck)) \(sign) \(integer(0, isCheck: isCheck))"
    }
  }
}
