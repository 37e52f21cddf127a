// What is said about each file of Scenarios/Invalid, word for word.
import ScenarioModel
import ScenarioSyntax
import Support
import Testing

/// Each `Scenarios/Invalid/GROUP/NAME.yaml` is loaded and its findings compared with `Fixtures/Invalid/GROUP/NAME.txt`.
/// A first line `# flags: --set a=1 --workers 2` gives the flags.
@Suite("Invalid scenarios")
struct InvalidScenarioTests {
  private static let folder = "../../../Scenarios/Invalid"
  private static let groups = ["Shape", "Rules", "Expectations", "Composition"]
  static let names = groups.flatMap { group in
    Golden.names(in: "\(folder)/\(group)", suffix: ".yaml").map { "\(group)/\($0)" }
  }

  private static func open(_ path: String) -> Result<SourceFile, Diagnostic> {
    Golden.bytes(of: "\(folder)/\(path)").map { .success(SourceFile(name: path, bytes: $0)) }
      ?? .failure(Diagnostic(.noSuchFile, message: "there is no '\(path)'", range: nil))
  }

  private static func load(_ name: String) throws -> LoadedScenario {
    let file = try open(name + ".yaml").get()
    return ScenarioLoader(catalog: .test, readFile: { open($0) }).load(file, overrides: flags(of: file))
  }

  private static func flags(of file: SourceFile) -> [Override] {
    let line = SourceRange(file: file, lower: file.line(1).lowerBound, upper: file.line(1).upperBound).text
    guard line.hasPrefix("# flags: ") else { return [] }
    let words = line.split(separator: " ").dropFirst(2).map(String.init)
    return stride(from: 0, to: words.count, by: 2).map { index in
      words[index] == "--workers" ? .workers(words[index + 1]) : .set(words[index + 1])
    }
  }

  @Test("are told what is wrong with them; UPDATE_GOLDEN=1 writes the texts", arguments: names)
  func texts(_ name: String) throws {
    let loaded = try Self.load(name)
    #expect(loaded.hasErrors)
    let text = ExcerptRenderer().render(loaded.diagnostics)
    #expect(Golden.difference(text, from: "../Fixtures/Invalid/\(name).txt") == nil)
  }

  @Test("show every finding about shape, rules, expectations and composition")
  func coverage() throws {
    var shown: Set<DiagnosticCode> = [.permissionNeeded]
    for name in Self.names { shown.formUnion(try Self.load(name).diagnostics.map(\.code)) }
    let all = ShapeCodes.all + CheckCodes.all + ExpectationCodes.all + CompositionCodes.all
    #expect(all.filter { !shown.contains($0) }.map(\.id) == [])
  }

  @Test("have findings with a place, in words that start small and do not end with a full stop")
  func style() throws {
    for name in Self.names {
      for finding in try Self.load(name).diagnostics {
        let letter = try #require(finding.message.first)
        #expect(!letter.isUppercase && !finding.message.hasSuffix("."), "\(name): \(finding.message)")
        #expect(finding.range != nil, "\(name): \(finding.message)")
      }
    }
  }
}
