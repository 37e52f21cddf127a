// Conditions on counters and final state: they must hold in every repetition that ended by itself.

enum StateAnswer {
  static func of(
    _ expectation: ExpectationDeclaration, name: String, index: Int?, runs: [RunRecord]
  ) -> CellAnswer {
    let ended = runs.filter(\.endedByItself)
    guard !ended.isEmpty else { return .noSample("no run ended by itself, so no final state means anything") }
    let found = ended.map { word(name, index, in: $0) }
    let words = found.compactMap(\.self)
    guard words.count == found.count else { return .noSample("the run recorded no \(spelled(name, index))") }
    var failing: Word?
    for word in words where failing == nil {
      guard let holds = compare(word, expectation) else {
        return .noSample("\(spelled(name, index)) is not compared with a value of its kind")
      }
      if !holds { failing = word }
    }
    guard let failing else { return CellAnswer(holds: true, value: distinct(words)) }
    let times = words.count { $0 == failing }
    let reason = ended.count > 1 ? "in \(times) of \(ended.count) runs" : nil
    return CellAnswer(holds: false, value: failing.text, reason: reason)
  }

  private struct Word: Hashable {
    let value: Int64
    let isBoolean: Bool
    var text: String { isBoolean ? (value != 0 ? "true" : "false") : "\(value)" }
  }

  private static func spelled(_ name: String, _ index: Int?) -> String { index.map { "\(name)[\($0)]" } ?? name }

  /// A counter, a variable, or an element of a list; nil when the run has none such.
  private static func word(_ name: String, _ index: Int?, in run: RunRecord) -> Word? {
    if index == nil, let counter = run.counters.first(where: { $0.name == name }) {
      return Word(value: counter.value, isBoolean: false)
    }
    guard let variable = run.state.first(where: { $0.name == name }), variable.isList == (index != nil) else {
      return nil
    }
    let place = index ?? 0
    guard variable.words.indices.contains(place) else { return nil }
    return Word(value: variable.words[place], isBoolean: variable.isBoolean)
  }

  private static func compare(_ word: Word, _ expectation: ExpectationDeclaration) -> Bool? {
    switch expectation.bound {
    case .integer(let bound): expectation.comparison.holds(word.value, bound)
    case .number(let bound): expectation.comparison.holds(Double(word.value), bound)
    case .boolean(let bound): expectation.comparison.holds(word.value != 0 ? 1 : 0, bound ? 1 : 0)
    case .verdict: nil
    }
  }

  private static func distinct(_ words: [Word]) -> String {
    var texts: [String] = []
    for word in words where !texts.contains(word.text) { texts.append(word.text) }
    return texts.joined(separator: ", ")
  }
}
