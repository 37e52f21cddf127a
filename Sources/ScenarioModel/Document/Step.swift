// One step of a program as written: a verb, its operands, and its place.
import ScenarioSyntax

/// One step of a program.
package struct Step: Sendable {
  /// What a step does, with its operands.
  package indirect enum Verb: Sendable {
    /// A step that could not be read, apart from the steps inside of it.
    case unreadable(bodies: [[Step]])
    case set([Assignment])
    /// One indivisible read-modify-write; `old` receives the value before it.
    case atomic(target: Target, value: Expression, old: Located<String>?)
    /// Writes `new` if the target equals `expected`; `into` receives whether it did.
    case cas(target: Target, expected: Expression, new: Expression, into: Located<String>?)
    case choice(condition: Expression, then: [Step], otherwise: [Step])
    case loop(condition: Expression, body: [Step])
    case repetition(count: Expression, counter: Located<String>?, body: [Step])
    /// Acquires, runs the body, and releases also when a step inside fails.
    case lock(Resource, body: [Step])
    case acquire(Resource)
    case release(Resource)
    case tryAcquire(Resource, into: Located<String>)
    case wait(condition: Located<String>)
    case signal(condition: Located<String>)
    case broadcast(condition: Located<String>)
    case await(Expression)
    case put(queue: Located<String>, value: Expression)
    /// `closed` runs when the queue is closed and empty; without it that is a task error.
    case get(queue: Located<String>, into: Located<String>, closed: [Step]?)
    case close(queue: Located<String>)
    case barrier(Located<String>)
    /// Nanoseconds, 0 or more.
    case sleep(Located<Int64>)
    /// Nanoseconds of CPU time, 0 or more.
    case compute(Located<Int64>)
    case yield
    /// `assume` has the results that an exploration supposes.
    case run(WorkloadDeclaration, into: Located<String>?, assume: Located<[Int64]>?)
    case parallel([Branch])
    case choose(target: Target, among: [Expression])
    case count(Located<String>)
    /// Text in which `{expression}` stands for a value.
    case log(LogText)
    case assert(Expression, text: String)
    case fail(Located<String>)
    case result(Expression)
  }

  /// What it does.
  package var verb: Verb
  /// The whole step; its verb's key alone is `keyRange`.
  package var range: SourceRange
  /// The verb's key.
  package var keyRange: SourceRange
  package init(_ verb: Verb, range: SourceRange, keyRange: SourceRange) {
    self.verb = verb
    self.range = range
    self.keyRange = keyRange
  }
}

/// A variable that a step writes: a name, or an element of a shared list.
package struct Target: Sendable {
  /// The name as written.
  package var name: Located<String>
  /// Which element of a list or family.
  package var index: Expression?
  package init(name: Located<String>, index: Expression? = nil) {
    self.name = name
    self.index = index
  }
}

/// A variable and its new value.
package struct Assignment: Sendable {
  /// What is written.
  package var target: Target
  /// The new value.
  package var value: Expression
  package init(target: Target, value: Expression) {
    self.target = target
    self.value = value
  }
}

/// A lock or semaphore that a step names, possibly one of a family, possibly for reading only.
package struct Resource: Sendable {
  /// How a read_write lock is held; other locks are exclusive.
  package enum Mode: String, Sendable, CaseIterable { case exclusive, read, write }
  /// The name as written.
  package var name: Located<String>
  /// Which element of a list or family.
  package var index: Expression?
  /// How it is held.
  package var mode: Mode
  package init(name: Located<String>, index: Expression? = nil, mode: Mode = .exclusive) {
    self.name = name
    self.index = index
    self.mode = mode
  }
}

/// One branch of a `parallel` step.
package struct Branch: Sendable {
  /// The name as written.
  package var name: Located<String>
  /// What it does.
  package var steps: [Step]
  package init(name: Located<String>, steps: [Step]) {
    self.name = name
    self.steps = steps
  }
}

/// A traced line: literal pieces around the values of expressions; `pieces.count == values.count + 1`.
package struct LogText: Sendable {
  /// The literal parts.
  package var pieces: [String]
  /// The expressions between them.
  package var values: [Expression]
  package init(pieces: [String], values: [Expression]) {
    self.pieces = pieces
    self.values = values
  }
}
