// Where a process's guard is to be had.

/// At most one guard, started when it is first asked for.
package final class GuardPost: Sendable {
  private let program: String?
  private let started = Guarded<ChildGuard??>(nil)

  /// - Parameter program: this very program, where it is one that becomes a guard when `ChildGuard.argument` is its first
  ///   argument; nil elsewhere, as in a test runner, which would take that for something else.
  package init(program: String?) { self.program = program }

  /// nil where none can be had: then children run without.
  package var guardian: ChildGuard? {
    started.with { started in
      if let started { return started }
      let guardian = program.flatMap { try? ChildGuard(program: $0) }
      started = .some(guardian)
      return guardian
    }
  }
}
