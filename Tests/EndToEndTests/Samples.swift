// Small scenarios with a known end.

enum Samples {
  static let fine = """
    scenario: fine
    tags: [good]
    strategy: thread
    workload: noop
    """

  /// Shows the opposite of what it says.
  static let surprising = """
    scenario: surprising
    tags: [bad]
    strategy: thread
    workload: noop
    expect: [verdict == violated]
    """

  /// With `--workers 2` one cell is left, and nothing to compare it with.
  static let undecided = """
    scenario: undecided
    strategy: thread
    workload: noop
    tasks: 4
    compare: { workers: [1, 2] }
    expect: [speedup >= 0.01 for 2]
    """

  /// Goes on until it is stopped.
  static let endless = """
    scenario: endless
    strategy: thread
    workers: 2
    tasks: 1000
    workload: { type: sleep, duration: 100ms }
    """

  /// Two tasks that wait for a long time.
  static let sleepy = """
    scenario: sleepy
    strategy: thread
    workers: 2
    workload: { type: sleep, duration: 5m }
    measure: { timeout: 10m }
    """

  static let slow = """
    scenario: slow
    strategy: thread
    workload: { type: sleep, duration: 5m }
    measure: { timeout: 50ms }
    """

  static let broken = """
    scenario: broken
    workload: noop
    worker: 2
    """

  static let unavailable = """
    scenario: later
    workload: noop
    strategy: simulate
    """

  /// Leaves a file named `ran` where it runs.
  static let program = """
    scenario: program
    strategy: thread
    workload: { type: exec, command: [touch, ran] }
    """
}
