// What the project asks of every file, one rule a file below Rules.
import Testing

/// A rule that can be checked on one file at a time.
struct HouseRule: Sendable, CustomTestStringConvertible {
  let sentence: String
  let breaches: @Sendable (SourceText) -> [Breach]
  var testDescription: String { sentence }

  init(_ sentence: String, _ breaches: @escaping @Sendable (SourceText) -> [Breach]) {
    self.sentence = sentence
    self.breaches = breaches
  }

  static let all: [HouseRule] = [
    .fileSize, .functionSize, .purpose, .imports, .globalState, .printing, .timeAndChance, .publicSurface,
    .outsideWords,
  ]
}
