// What a step is made of, whatever its verb: its name, the names it sets, the steps inside of it.

/// Finds every name that a list of steps may set, apart from the programs of inner `run` steps, which have names of
/// their own.
enum AssignedNames {
  static func all(in steps: [Step]) -> Set<String> {
    var names: Set<String> = []
    for found in places(in: steps) { names.insert(found.value) }
    return names
  }

  /// Each place where a name is set, in the order written.
  static func places(in steps: [Step]) -> [Located<String>] {
    steps.flatMap { step in step.verb.written + step.verb.ownBodies.flatMap(places) }
  }
}

extension Step.Verb {
  /// The verb as it is written in a file.
  var name: String {
    switch self {
    case .unreadable: "step"
    case .set: "set"
    case .atomic: "atomic"
    case .cas: "cas"
    case .choice: "if"
    case .loop: "while"
    case .repetition: "repeat"
    case .lock: "lock"
    case .acquire: "acquire"
    case .release: "release"
    case .tryAcquire: "try"
    case .wait: "wait"
    case .signal: "signal"
    case .broadcast: "broadcast"
    case .await: "await"
    case .put: "put"
    case .get: "get"
    case .close: "close"
    case .barrier: "barrier"
    case .sleep: "sleep"
    case .compute: "compute"
    case .yield: "yield"
    case .run: "run"
    case .parallel: "parallel"
    case .choose: "choose"
    case .count: "count"
    case .log: "log"
    case .assert: "assert"
    case .fail: "fail"
    case .result: "return"
    }
  }

  /// The lists of steps directly inside, apart from those of an inner program, which has names of its own.
  var ownBodies: [[Step]] {
    if case .run = self { return [] }
    return bodies
  }
}
