// Manifests: what becomes a workload, and what is wrong where.
import ScenarioModel
import ScenarioSyntax
import Support
import Testing

@testable import ScenarioEngine

@Suite("An installed plug-in")
struct InstalledPluginTests {
  private static let fine = """
    name: lookup
    summary: Looks things up
    bound_by: waiting
    strategies: [serial, async]
    command: [python3, "{folder}/lookup.py"]
    parameters:
      latency: { type: duration, default: 2ms, maximum: 1s, description: How long it takes. }
      table: { type: text, required: true, description: Where to look }
    """

  private func read(_ text: String) -> (descriptor: WorkloadDescriptor?, findings: [Diagnostic]) {
    InstalledPlugin.read(SourceFile(name: "plugins/lookup/plugin.yaml", bytes: Array(text.utf8)), taken: ["sleep"])
  }

  @Test("is a workload with fields of its own, whose command knows its folder")
  func workload() throws {
    let (found, findings) = read(InstalledPluginTests.fine)
    let descriptor = try #require(found)
    #expect(findings == [])
    #expect(descriptor.name == "lookup" && descriptor.boundBy == .waiting && descriptor.needs == [.exec])
    #expect(descriptor.fields.map(\.name) == ["latency", "table", "timeout", "batch"])
    #expect(descriptor.fields[0].summary == "How long it takes")
    #expect(descriptor.fields.map(\.isRequired) == [false, true, false, false])
    var builder = ProgramBuilder()
    let declaration = WorkloadDeclaration(
      type: Located("lookup"), parameters: ["table": Located(.text("t")), "timeout": Located(.duration(5))])
    _ = descriptor.compile?(declaration, &builder)
    let kernel = try #require(builder.program.kernels.first)
    #expect(kernel.workload == "plugin")
    #expect(kernel.parameters["command"] == .list([.text("python3"), .text("plugins/lookup/lookup.py")]))
    #expect(kernel.parameters["parameters"] == .mapping(["table": .text("t")]))
    #expect(kernel.parameters["timeout"] == .duration(5))
    #expect(descriptor.permissions(declaration) == [Permission(.exec, "python3")])
  }

  @Test(
    "with a mistake is none, and the mistake has a place",
    arguments: [
      ("name: lookup", "name: sleep", "there is a workload called 'sleep' already", 1),
      ("bound_by: waiting", "bound_by: luck", "'bound_by'", 3),
      ("latency:", "timeout:", "a plug-in's parameter cannot be called 'timeout'", 7),
      ("default: 2ms", "default: 2", "the default of 'latency'", 7),
      ("default: 2ms", "default: 2s", "the default of 'latency'", 7),
      ("type: text", "type: choice", "'table' is a choice of nothing", 8),
      ("maximum: 1s", "minimum: 2s, maximum: 1s", "the minimum of 'latency' is above its maximum", 7),
      ("type: text", "type: texts", "'type'", 8), ("command: ", "commands: ", "unknown key 'commands'", 5),
    ])
  func mistakes(_ old: String, _ new: String, _ words: String, _ line: Int) throws {
    let (descriptor, findings) = read(InstalledPluginTests.fine.replacing(old, with: new))
    #expect(descriptor == nil)
    let finding = try #require(findings.first { $0.severity == .error })
    #expect(findings.contains { $0.message.contains(words) }, "\(findings.map(\.message))")
    let range = try #require(finding.range)
    #expect(range.file.position(of: range.lower).line == line)
  }
}
