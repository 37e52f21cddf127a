// What must hold of every workload on the list.
import ScenarioModel
import Testing

@testable import ScenarioEngine

@Suite("every workload")
struct WorkloadsTests {
  static let descriptors = Workloads.builtIn.descriptors

  @Test("names are given once, and none is both here and promised")
  func names() {
    let names = Self.descriptors.map(\.name) + Workloads.unavailable
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { $0.wholeMatch(of: /[a-z][a-z0-9_-]*/) != nil })
    #expect(Self.descriptors.last?.name == "steps")
  }

  @Test("it and its fields are described in one sentence, with examples", arguments: descriptors.map(\.name))
  func words(name: String) throws {
    let descriptor = try descriptor(name)
    for summary in [descriptor.summary] + descriptor.fields.map(\.summary) {
      #expect(!summary.isEmpty && !summary.hasSuffix(".") && !summary.contains("\n"))
    }
    #expect(descriptor.fields.allSatisfy { !$0.examples.isEmpty })
    #expect(Set(descriptor.fields.map(\.name)).count == descriptor.fields.count)
  }

  @Test(
    "its bare name compiles, and its kernels can be made",
    arguments: ["noop", "prime", "compress", "decompress", "regex", "sleep", "file", "http", "database"])
  func defaults(name: String) throws {
    let (program, diagnostics) = try compile(yaml: name)
    #expect(diagnostics.isEmpty)
    #expect(program.instructions.contains { $0.opcode == .call || $0.opcode == .sleep })
    for specification in program.kernels {
      #expect(specification.workload == name)
      switch try Workloads.builtIn.kernel(for: specification, at: KernelSite(executor: "serial", workers: 1)) {
      case .blocking: #expect(specification.form == .blocking)
      case .offloaded: #expect(specification.form == .offloaded)
      case .suspending: #expect(specification.form == .suspending)
      }
    }
  }

  @Test("its fields' examples and defaults are what a file may say", arguments: descriptors.map(\.name))
  func examples(name: String) throws {
    let descriptor = try descriptor(name)
    let required = descriptor.fields.filter(\.isRequired)
    for field in descriptor.fields {
      for example in field.examples + (field.defaultValue.map { [$0] } ?? []) {
        let others = required.filter { $0.name != field.name }.map { ", \($0.name): \($0.examples[0])" }.joined()
        let yaml = "{ type: \(name), \(field.name): \(example)\(others) }"
        let (declaration, diagnostics) = try declaration(yaml)
        #expect(diagnostics.isEmpty, "\(yaml): \(diagnostics.map(\.brief))")
        #expect(field.name == "steps" || declaration.parameters[field.name]?.range != nil, "\(yaml)")
      }
    }
  }

  @Test("only steps leaves its compiling to the model")
  func exceptions() {
    #expect(Self.descriptors.filter { $0.compile == nil }.map(\.name) == ["steps"])
  }

  @Test("noop gives back its input")
  func noop() throws {
    let (program, result, _) = try compile("noop")
    #expect(result == program.instructions.last?.a)
    #expect(try runBlocking(program, task: 3, input: 17) == 17)
  }

  @Test("codes are unique and explained")
  func codes() {
    #expect(Set(WorkloadCodes.all.map(\.id)).count == WorkloadCodes.all.count)
    #expect(WorkloadCodes.all.allSatisfy { $0.explanation.contains("```yaml") })
  }
}
