// The compiled form of one task: a flat array of instructions over the task's own registers.
import ScenarioSyntax

/// A task's program. Registers 0 to 4 are given (`GivenRegister`); locals and temporaries follow.
///
/// All branches of one task share its registers: the compiler gives each branch registers of its own to write.
package struct Program: Sendable {
  package enum GivenRegister: Int32, CaseIterable, Sendable { case task, worker, tasks, workers, input }

  package var instructions: [Instruction]
  package var constants: [Int64]
  package var registerCount: Int
  /// Name of each named local register, for reports.
  package var registerNames: [Int32: String]
  /// `sites[pc]`: the step the instruction belongs to, index into `steps`.
  package var sites: [Int32]
  package var steps: [StepSite]
  /// What to do when the task fails inside a `lock` body; inner entries come first.
  package var handlers: [FailureHandler]
  /// Entry points of the branches of each `fork`.
  package var forks: [[Int32]]
  /// The most strands of one task that can be alive at once, the task itself included; 1 without `parallel`.
  package var peakStrands: Int
  package var kernels: [KernelSpecification]
  /// By kernel: the results that an exploration supposes it to give, where the file says so.
  package var assumptions: [Int: [Int64]] = [:]
  package var distributions: [Distribution]
  /// Texts of `fail`, conditions of `assert`, and templates of `log`, pieces joined around values.
  package var texts: [LogTemplate]
  /// The `await` steps: which words each one reads.
  package var awaits: [AwaitSite]
  /// An instruction of it may depend on another worker; without one, tasks may be claimed in chunks.
  package var waitsForOthers: Bool

  package init(
    instructions: [Instruction] = [], constants: [Int64] = [], registerCount: Int = GivenRegister.allCases.count,
    registerNames: [Int32: String] = [:], sites: [Int32] = [], steps: [StepSite] = [],
    handlers: [FailureHandler] = [], forks: [[Int32]] = [], peakStrands: Int = 1,
    kernels: [KernelSpecification] = [], distributions: [Distribution] = [], texts: [LogTemplate] = [],
    awaits: [AwaitSite] = [], waitsForOthers: Bool = false
  ) {
    self.instructions = instructions
    self.constants = constants
    self.registerCount = registerCount
    self.registerNames = registerNames
    self.sites = sites
    self.steps = steps
    self.handlers = handlers
    self.forks = forks
    self.peakStrands = peakStrands
    self.kernels = kernels
    self.distributions = distributions
    self.texts = texts
    self.awaits = awaits
    self.waitsForOthers = waitsForOthers
  }
}

/// The source of an instruction.
package struct StepSite: Sendable, Hashable {
  /// The step's verb as written: `set`, `lock`, or a workload's type.
  package var verb: String
  package var range: SourceRange?
  package init(verb: String, range: SourceRange?) {
    self.verb = verb
    self.range = range
  }
}

/// A failure at a pc in `lower ..< upper` continues at `handler`, which releases what it must and ends in `rethrow`.
package struct FailureHandler: Sendable, Hashable, BitwiseCopyable {
  package var lower: Int32
  package var upper: Int32
  package var handler: Int32
  package init(lower: Int32, upper: Int32, handler: Int32) {
    self.lower = lower
    self.upper = upper
    self.handler = handler
  }
}

/// A distribution of durations, parameters in nanoseconds.
package enum Distribution: Sendable, Hashable {
  case constant(Int64)
  case uniform(low: Int64, high: Int64)
  case exponential(mean: Int64)
  /// `sigma` is the standard deviation of the logarithm.
  case lognormal(median: Int64, sigma: Double)
}

package struct LogTemplate: Sendable, Hashable {
  /// One more than there are values.
  package var pieces: [String]
  package init(pieces: [String]) { self.pieces = pieces }
}

/// One `await` step.
package struct AwaitSite: Sendable, Hashable {
  /// Index of the await object, unique over the graph.
  package var object: Int
  /// The shared words its expression may read.
  package var words: [Int]
  /// The queues whose items it may count.
  package var queues: [Int]
  package init(object: Int, words: [Int], queues: [Int] = []) {
    self.object = object
    self.words = words
    self.queues = queues
  }
}
