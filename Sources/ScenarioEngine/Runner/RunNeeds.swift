// What a run needs of the system, compared with what there is before anything is started.
import ScenarioModel

/// Threads and processes that a run has at once, apart from its own few.
struct RunNeeds: Sendable, Equatable {
  /// In the main process.
  var threads: Int
  /// Each is a process with a second thread, which waits for the end of the first one's parent.
  var processes: Int

  init(threads: Int, processes: Int) {
    self.threads = threads
    self.processes = processes
  }

  init(_ plans: [RolePlan]) {
    processes = plans.reduce(0) { $0 + ($1.spansProcesses ? $1.workers + $1.helpers : 0) }
    threads = plans.reduce(0) { $0 + ($1.sharesLoop ? $1.loops : $1.agents) } - processes
  }

  /// Kernel stack, first pages of its own stack and of its record: less than any thread or process takes, so that nothing
  /// is refused that could be had.
  private static let kibibytesPerThread = 32, kibibytesPerProcess = 1024

  /// How much of a thing is needed.
  func amount(_ unit: Capacity.Unit) -> Int {
    switch unit {
    case .tasks: threads + 2 * processes
    // A process is watched by its descriptor.
    case .files: processes
    // A stack and the page that guards it.
    case .maps: 2 * threads
    case .memory: (threads * RunNeeds.kibibytesPerThread + processes * RunNeeds.kibibytesPerProcess) >> 10
    }
  }

  /// Why the system cannot give this, with the limit that allows the least; nil when it can.
  func refusal(_ capacities: [Capacity]) -> String? {
    let lacking = capacities.filter { amount($0.unit) > $0.left }
    guard let tightest = lacking.min(by: { possible($0) < possible($1) }) else { return nil }
    return
      "\(words) need \(amount(tightest.unit)) \(tightest.unit.rawValue), and \(tightest.name) leaves \(tightest.left) "
      + "of \(tightest.limit): at most \(possible(tightest)) are possible here; lower 'workers'"
      + (tightest.unit == .memory ? "" : " or raise that limit")
  }

  /// How many of the workers fit, were all roles cut in proportion.
  private func possible(_ capacity: Capacity) -> Int {
    let needed = amount(capacity.unit)
    return needed == 0 ? .max : Int(Double(threads + processes) * Double(capacity.left) / Double(needed))
  }

  private var words: String {
    let parts = [(processes, "worker process", "es"), (threads, "thread", "s")].filter { $0.0 > 0 }
    return parts.map { "\($0) \($1)\($0 == 1 ? "" : $2)" }.joined(separator: " and ")
  }
}
