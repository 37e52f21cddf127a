// Temporary registers: lent in runs of one or more, given back when their step has been compiled.

/// Lends registers of a program and takes them back in the order of a stack.
struct RegisterPool {
  private struct Loan {
    var first: Int32
    var count: Int
  }

  /// Runs that nobody uses now, by length.
  private(set) var free: [Int: [Int32]] = [:]
  private var loans: [Loan] = []

  /// Where the stack of loans is now, for `release(to:)`.
  var mark: Int { loans.count }

  /// `count` registers in a row.
  mutating func take(_ count: Int, from builder: inout ProgramBuilder) -> Int32 {
    let first = free[count]?.popLast() ?? RegisterPool.fresh(count, from: &builder)
    loans.append(Loan(first: first, count: count))
    return first
  }

  /// Takes back everything lent since `mark`.
  mutating func release(to mark: Int) {
    while loans.count > mark {
      let loan = loans.removeLast()
      free[loan.count, default: []].append(loan.first)
    }
  }

  /// Makes every free register unavailable and returns them: branches that run at the same time must not share any.
  mutating func withhold() -> [Int: [Int32]] {
    defer { free = [:] }
    return free
  }

  mutating func giveBack(_ registers: [Int: [Int32]]) { free.merge(registers) { $0 + $1 } }

  private static func fresh(_ count: Int, from builder: inout ProgramBuilder) -> Int32 {
    let first = builder.register()
    for _ in 1..<count { _ = builder.register() }
    return first
  }
}
