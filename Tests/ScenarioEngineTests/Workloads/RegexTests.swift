// Counting matches: right numbers, clear mistakes, and an end to backtracking.
import ScenarioModel
import Testing

@testable import ScenarioEngine

@Suite("regex")
struct RegexTests {
  private func count(_ pattern: String, in text: String, steps: UInt32 = 1_000_000) throws -> Int64 {
    let pattern = try Pattern(pattern)
    return try Array(text.utf8).withUnsafeBufferPointer { try pattern.matches(in: $0, steps: steps) {} }
  }

  @Test(
    "matches are counted from left to right, none overlapping another",
    arguments: [
      ("a", "banana", 3), ("ana", "banana", 1), ("x", "banana", 0), ("", "abc", 4), ("a*", "baac", 4),
      ("^b", "b\nb", 1),
      ("\\d+", "1 22 333", 3), ("a|b", "", 0), ("(?i)B", "bB", 2), ("ü", "grün", 1), ("$", "x", 1),
    ])
  func counting(pattern: String, text: String, expected: Int64) throws {
    #expect(try count(pattern, in: text) == expected)
  }

  @Test("a pattern that backtracks for ever is given up, with the place")
  func backtracking() throws {
    let error = #expect(throws: TaskError.self) {
      try count("(a+)+b", in: String(repeating: "a", count: 60) + "cb", steps: 10_000)
    }
    #expect(error?.message == "the search was given up at byte 0 of the text: match limit exceeded")
  }

  @Test("what is no pattern is a mistake in the file, with PCRE2's reason")
  func mistakes() throws {
    let (_, _, found) = try compile("regex", ["pattern": .text("(a"), "size": .size(1000), "steps": .integer(1000)])
    #expect(
      found.map(\.message)
        == ["the pattern is not a regular expression: missing closing parenthesis, after 2 bytes"])
  }

  @Test("the default pattern finds something in every task's text, the same each time")
  func defaults() throws {
    let (program, diagnostics) = try compile(yaml: "regex")
    #expect(diagnostics.isEmpty)
    let results = try (0..<3).map { try runBlocking(program, task: $0) }
    #expect(results.allSatisfy { $0 > 100 })
    #expect(try runBlocking(program, task: 0) == results[0])
  }

  @Test("a run that is over ends it at the next match")
  func stopping() throws {
    let (program, _) = try compile(yaml: "regex")
    #expect(throws: Stopped.self) { _ = try runBlocking(program, safepoint: { true }) }
  }
}
