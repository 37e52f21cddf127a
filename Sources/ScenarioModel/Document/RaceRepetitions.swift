// How often a scenario runs that looks for a race and does not say how often.

/// One run proves nothing about a race: a bad schedule may just not have come up.
enum RaceRepetitions {
  /// Repetitions of each cell: a race that shows in a third of all runs is missed by all ten once in sixty times.
  static let count = 10

  /// The first expectation that any one repetition fulfils by going wrong; nil if there is none.
  static func cause(_ expectations: [ExpectationDeclaration]) -> ExpectationDeclaration? {
    expectations.first { expectation in
      guard expectation.measure == .verdict, expectation.comparison == .equal else { return false }
      return [.verdict(.violated), .verdict(.deadlock), .verdict(.error)].contains(expectation.bound)
    }
  }
}
