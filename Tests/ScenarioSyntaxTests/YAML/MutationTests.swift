// Damaged texts: whatever the bytes, the reader answers, and what it says is in bounds.

import ScenarioSyntax
import Support
import Testing

@Suite("damaged texts")
struct MutationTests {
  /// Texts to damage: all fixtures and one that uses everything.
  private static let seeds: [[UInt8]] =
    Golden.names(in: "../Fixtures/Findings", suffix: ".yaml")
    .compactMap { Golden.bytes(of: "../Fixtures/Findings/\($0).yaml") } + [Array(sample.utf8)]

  private static let sample = """
    # all of it
    scenario: bank_race
    x-task: &task { type: sleep, "duration": '2s' }
    state: { balance: 1000, forks: [0, 0, ${n}] }
    workload:
      <<: [*task, { a: 1 }]
      steps:
        - if: balance >= 800
          then: [ { set: { balance: balance - 800 } } ]
        - log: |
            päid 两次
        - ? !!str key
          : >-
            folded
            text
    """

  /// Pieces that mean something to YAML.
  private static let pieces: [String] = [
    ":", ": ", "- ", "? ", "[", "]", "{", "}", ",", "&a", "*a", "!", "!!int ", "|", ">", "'", "\"", "%", "@", "`", "#",
    " #", "\t", "\n", "\r", "\r\n", " ", "  ", "---\n", "...\n", "<<: ", "${x}", "\\", "\\x", "\u{FEFF}", "\u{85}",
    "\u{2028}", "é", "👩‍👩‍👧", "两", "\u{F0000}", "\u{0}", "~",
  ]

  @Test("are read or refused, with ranges in bounds and nested, and findings that render", arguments: 0..<16)
  func mutations(round: Int) {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SplitMix(state: seed)
    for step in 0..<60 {
      let bytes = Self.mutate(Self.seeds[Int(random.next() % UInt64(Self.seeds.count))], &random)
      if let problem = Self.problem(with: bytes) {
        Issue.record("seed \(seed), step \(step): \(problem)\n\(String(decoding: bytes, as: UTF8.self))")
      }
    }
  }

  private static func mutate(_ seed: [UInt8], _ random: inout SplitMix) -> [UInt8] {
    var bytes = seed
    for _ in 0...random.next() % 4 {
      let place = Int(random.next() % UInt64(bytes.count + 1))
      let length = min(bytes.count - place, Int(random.next() % 8))
      switch random.next() % 4 {
      case 0: bytes.replaceSubrange(place..<place, with: pieces[Int(random.next() % UInt64(pieces.count))].utf8)
      case 1: bytes.removeSubrange(place..<place + length)
      case 2 where place < bytes.count: bytes[place] = UInt8(truncatingIfNeeded: random.next())
      default: bytes.insert(contentsOf: bytes[place..<place + length], at: Int(random.next() % UInt64(bytes.count + 1)))
      }
    }
    return bytes
  }

  /// What is wrong with how a text is read, if anything.
  private static func problem(with bytes: [UInt8]) -> String? {
    let file = SourceFile(name: "damaged.yaml", bytes: bytes)
    let document = YAMLReader.read(file)
    if document.root == nil, document.diagnostics.isEmpty { return "no tree and no reason" }
    for diagnostic in document.diagnostics {
      for range in diagnostic.labels.map(\.range) + (diagnostic.range.map { [$0] } ?? [])
      where range.lower > range.upper || range.upper > bytes.count {
        return "\(diagnostic.code.name) lies outside the text"
      }
    }
    for (renderer, minimum) in [
      (ExcerptRenderer(color: true, width: 30) as any DiagnosticRenderer, 2),
      (ConciseRenderer(), 1), (GitHubRenderer(), 1), (JSONRenderer(), 1),
    ] where renderer.render(document.diagnostics).split(separator: "\n").count < minimum * document.diagnostics.count {
      return "findings without text"
    }
    return document.root.flatMap { problem(in: $0, of: bytes.count) }
  }

  private static func problem(in node: YAMLNode, of size: Int) -> String? {
    let range = node.range
    if range.lower > range.upper || range.upper > size { return "a node lies outside the text" }
    let isAlias = node.definition != nil
    for entry in node.entries where entry.key.kind != .scalar { return "a key is no scalar: \(entry.key.range)" }
    if Set(node.entries.map(\.key.text)).count != node.entries.count { return "two equal keys" }
    let isMerged = range.text.contains("<<")
    for child in node.elements + node.entries.flatMap({ [$0.key, $0.value] }) {
      // What an alias or a merge key brings in is written elsewhere.
      if !isAlias, !isMerged, child.range.lower < range.lower || child.range.upper > range.upper {
        return "\(child.range) lies outside its parent, \(range)"
      }
      if let problem = problem(in: child, of: size) { return problem }
    }
    return nil
  }
}

/// A generator that the same seed makes repeat. Source: Steele, Lea and Flood, "Fast splittable pseudorandom number
/// generators" (2014).
private struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
