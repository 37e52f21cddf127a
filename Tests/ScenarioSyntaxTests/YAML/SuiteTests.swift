// The public YAML test suite, against an exact list of what libyaml is known to get wrong.

import FoundationEssentials
import Support
import Testing

/// Where the suite is, from the environment: its `data` branch, one folder a case.
private let suite = ProcessInfo.processInfo.environment["YAML_TEST_SUITE"]

@Suite("the public YAML test suite")
struct SuiteTests {
  private enum Outcome: String {
    case right
    /// A text that is no YAML is accepted.
    case accepts
    /// A text that is YAML is refused.
    case refuses
    /// Other events than expected.
    case differs
  }

  @Test(
    "gives the expected events but for the listed deviations",
    .enabled(
      if: suite != nil,
      "set YAML_TEST_SUITE to a checkout of github.com/yaml/yaml-test-suite, branch data, to run the public suite"))
  func cases() throws {
    let root = try #require(suite)
    let listed = Self.deviations
    let folders = Self.folders(below: root)
    #expect(folders.count >= 402, "the suite has 402 cases")
    for name in folders {
      let expected = listed[name] ?? .right
      let found = Self.outcome(of: root + "/" + name)
      let advice = found == .right ? "take it off the list" : "not on the list"
      #expect(found == expected, "\(name) \(found.rawValue), but '\(expected.rawValue)' is expected: \(advice)")
    }
    #expect(Set(listed.keys).subtracting(folders) == [], "listed, but not in the suite")
  }

  /// The list: a line for each case, its name and what goes wrong.
  private static var deviations: [String: Outcome] {
    let text = String(decoding: Golden.bytes(of: "../Fixtures/libyaml-deviations.txt") ?? [], as: UTF8.self)
    let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { $0.split(separator: " ") }
    return Dictionary(uniqueKeysWithValues: lines.map { (String($0[0]), Outcome(rawValue: String($0[1]))!) })
  }

  /// Every folder that holds a case; some cases are numbered folders within one.
  private static func folders(below root: String) -> [String] {
    let manager = FileManager.default
    let paths = (try? manager.subpathsOfDirectory(atPath: root)) ?? []
    return paths.filter { $0.hasSuffix("/in.yaml") && !$0.hasPrefix("name/") && !$0.hasPrefix("tags/") }
      .map { String($0.dropLast("/in.yaml".count)) }.sorted()
  }

  private static func outcome(of folder: String) -> Outcome {
    let manager = FileManager.default
    let found = manager.contents(atPath: folder + "/in.yaml").flatMap { EventText.of([UInt8]($0)) }
    if manager.fileExists(atPath: folder + "/error") { return found == nil ? .right : .accepts }
    guard let found else { return .refuses }
    let expected = manager.contents(atPath: folder + "/test.event").map { String(decoding: $0, as: UTF8.self) }
    return found.utf8.elementsEqual(expected?.utf8 ?? "".utf8) ? .right : .differs
  }
}
