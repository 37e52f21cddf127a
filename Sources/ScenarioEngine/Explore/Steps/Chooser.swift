// One of the ways in which a step can go, where it can go in several.
import ScenarioModel

/// Counts through all combinations of choices that a step meets, the first choice varying slowest.
///
/// A combination is a number in a mixed radix whose digits are only known while the step is taken: `code` names it, and
/// taking the step again with that code goes the same way.
struct Chooser {
  private(set) var code = 0
  private var rest = 0
  /// Draws instead of counting; the code then says what was drawn.
  private var generator: SeededGenerator?
  private var weight = 1
  private var picks: [(pick: Int, among: Int)] = []

  /// Prepares for taking a step in the way that a code names; 0 is the first.
  mutating func begin(code: Int = 0) {
    self.code = code
    rest = code
    if generator != nil { generator = nil }
    if !picks.isEmpty { picks.removeAll(keepingCapacity: true) }
  }

  /// Prepares for taking a step in a way that is drawn.
  mutating func begin(drawing generator: SeededGenerator) {
    begin()
    self.generator = generator
    weight = 1
  }

  /// Where what draws has got to, after `begin(drawing:)`.
  var drawn: SeededGenerator? { generator }

  /// One of `0 ..< among`.
  mutating func pick(among: Int) -> Int {
    guard among > 1 else { return 0 }
    if generator != nil { return draw(among) }
    let pick = rest % among
    rest /= among
    picks.append((pick, among))
    return pick
  }

  private mutating func draw(_ among: Int) -> Int {
    let pick = Int(generator?.below(UInt64(among)) ?? 0)
    code += pick * weight
    weight *= among
    return pick
  }

  /// Turns to the next combination, if there is one: the last choice that can still vary does.
  mutating func advance() -> Bool {
    guard !picks.isEmpty else { return false }
    var last = picks.count - 1
    while last >= 0, picks[last].pick + 1 == picks[last].among { last -= 1 }
    guard last >= 0 else { return false }
    picks[last].pick += 1
    var next = 0
    var weight = 1
    for position in 0...last {
      next += picks[position].pick * weight
      weight *= picks[position].among
    }
    begin(code: next)
    return true
  }
}
