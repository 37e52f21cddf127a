// What the runs of one cell come to: computed once, read by judgement and by every report.
import ScenarioSyntax

/// One cell in figures. A figure is nil when there is no sample for it; no number ever stands for "nothing measured".
package struct CellSummary: Sendable {
  /// The cell's place in its scenario; the baseline is 0.
  package let index: Int
  /// As in the cell's record; empty when nothing is compared.
  package let label: String
  /// The compared settings and their values.
  package let parameters: [CellParameter]
  /// Who runs it.
  package let strategy: CellStrategy
  /// Runs that were not counted.
  package let warmups: Int
  /// How many measured runs there were.
  package let runs: Int
  /// It stands for every interleaving, tried in a model: it has verdicts and no measurements.
  package let isExplored: Bool

  /// The worst verdict of the runs; nil when there was none.
  package let verdict: Verdict?
  /// How often each verdict was seen, from best to worst, none with a count of 0.
  package let verdicts: [VerdictCount]

  /// Elapsed ns of the runs that `time` is about, in the order of the repetitions: those that finished their work, or,
  /// when none did, those that at least ended by themselves.
  package let samples: [Int64]
  /// The samples' median with what is known of it.
  package let time: SampleSummary?
  /// Median ns from the order to start workers until all were ready, over the same runs.
  package let startup: Int64?
  /// Median tasks per second over the same runs, counting the tasks of the roles that are last.
  package let throughput: Double?
  /// The same for each role by itself, in the graph's order.
  package let roles: [RoleSummary]
  /// Against the first cell; nil when the two are not comparable or it is the first cell itself.
  package let speedup: Speedup?
  /// Whether, and if not why not, it is compared with the first cell.
  package let comparability: Comparability
  /// Latencies of all roles' tasks over the same runs; nil when none was recorded.
  package let latency: LatencyHistogram?
  /// Whether its runs did the same work.
  package let digest: WorkDigest

  /// The greatest of each figure over all runs.
  package let observed: ObservedConcurrency
  /// Median ns of CPU over all processes, and median bytes of their peaks together; nil when not measured.
  package let cpu: Int64?
  package let memory: Int64?
  /// Sums over the runs, in the order of the graph's checks.
  package let checks: [CheckSummary]
  /// Distinct final states of the runs that ended by themselves, the most frequent first.
  package let finalStates: [FinalState]
  /// State and counters at the end of the last repetition that ended by itself, or, when none did, as they were left.
  package let lastState: FinalState?
  /// What the run that stands for the cell had come to when it was cut short; nil for one that ended by itself.
  package let cutShort: CutShortRun?
  /// Which run stands for the cell where only one can be shown: the first with the cell's verdict, or, when all is well,
  /// the one whose time is nearest to the median.
  package let exampleRun: Int?
}

/// One role in figures, over the runs that its cell's figures are of.
package struct RoleSummary: Sendable {
  /// The role's name.
  package let name: String
  /// No other role takes its results: its tasks are those that the cell's throughput counts.
  package let isLast: Bool
  /// Median of the tasks completed per second of the whole run, not of the role's own time; nil without a run.
  package let throughput: Double?
  /// Latencies of its tasks; nil when none was recorded.
  package let latency: LatencyHistogram?
  /// What its native code measured of itself, over all runs, with what was noted of the last of them.
  package let kernels: [KernelRecord]
}

/// How often a verdict was seen.
package struct VerdictCount: Sendable, Hashable {
  /// How a run ended.
  package let verdict: Verdict
  /// In how many runs, at least 1.
  package let count: Int
}

/// The digests of the runs that finished their work.
package enum WorkDigest: Sendable, Hashable {
  /// No run finished.
  case none
  /// All did the same work.
  case same(UInt64)
  /// That many different results were seen.
  case different(Int)
}

/// Whether a cell is compared with the first one.
package enum Comparability: Sendable, Hashable {
  /// It is the first cell.
  case baseline
  case comparable
  /// The two did different work.
  case unequalWork
  /// The runs of this cell, or of the first, disagree among themselves about the results.
  case unstableWork(inBaseline: Bool)
  /// No repetition was `ok` in both.
  case noPairs
}

/// One check over all runs of a cell.
package struct CheckSummary: Sendable, Hashable {
  /// Its name, else its text.
  package let title: String
  /// When it is evaluated.
  package let kind: GraphCheck.Kind
  /// How often it was evaluated in all runs.
  package let evaluations: Int64
  /// How often it did not hold.
  package let violations: Int64
  /// In how many runs it was violated.
  package let violatedRuns: Int
  /// Where it is written.
  package let range: SourceRange?
  /// The finding of the first violation, if one was kept, and the run it is from.
  package let first: Finding?
}

/// How runs ended: the shared state and the counters.
package struct FinalState: Sendable, Hashable {
  /// The shared variables.
  package let state: [StateValue]
  /// The named counters.
  package let counters: [NamedValue]
  /// How many runs ended so.
  package let count: Int
}
