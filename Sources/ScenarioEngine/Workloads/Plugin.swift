// The plugin workload: tasks done by a program in any language that speaks the protocol of Documentation/plugins.md.
import ScenarioModel
import ScenarioSyntax

/// The result of a task is the plug-in's own.
package enum Plugin: Workload {
  package static let descriptor = WorkloadDescriptor(
    name: "plugin",
    summary: "Has a program of your own do the tasks, in any language, over standard input and output",
    boundBy: .plugin,
    fields: [
      Field(
        "command", .list(.text, minimum: 1), required: true,
        summary: "The program, looked up in PATH, and its arguments; `{folder}` stands for this file's folder",
        examples: ["[python3, '{folder}/primes.py']"]),
      Field(
        "parameters", .mapping(.identifier, .any), default: "{}",
        summary: "What the plug-in is to know; it declares itself what there is", examples: ["{ limit: 1000 }"]),
    ] + ways,
    needs: [.exec], permissions: { [Permission(.exec, command(of: $0).first ?? "")] }, measures: measures,
    compile: { declaration, builder in
      let words = command(of: declaration)
      if words.first?.isEmpty == true {
        declaration.report(unusable: "the program's name is empty", in: "command", to: &builder)
      }
      if words.contains(where: { $0.contains("\0") }) {
        declaration.report(
          unusable: "a program's arguments cannot contain a NUL character", in: "command", to: &builder)
      }
      var parameters = declaration.parameters.mapValues(\.value)
      parameters["command"] = .list(words.map { .text($0) })
      return builder.call(specification(parameters))
    })

  /// How tasks are handed over; any plug-in's.
  static let ways = [
    Field(
      "timeout", .duration(1_000_000...86_400_000_000_000), default: "30s",
      summary: "Most time from sending a task to its answer; a plug-in that hangs for longer is killed",
      examples: ["500ms"]),
    Field(
      "batch", .integer(1...4096), default: "64",
      summary: "Most tasks in one message, where several wait to be sent", examples: ["1"]),
  ]

  static let measures = [
    MeasureDescriptor("in plug-in", summary: "From the task's begin to its end, as the plug-in says"),
    MeasureDescriptor("overhead", summary: "What the way to the plug-in and back took, waiting for it included"),
  ]

  /// A call of a plug-in.
  ///
  /// - Parameter parameters: `command`, `parameters`, `timeout` and `batch`.
  static func specification(_ parameters: [String: ParameterValue]) -> KernelSpecification {
    KernelSpecification(workload: descriptor.name, parameters: parameters, isComputing: false, form: .suspending)
  }

  package static func fixture(
    _ specification: KernelSpecification, in place: RunPlace
  ) throws -> (any Fixture)? {
    try PluginFixture(place)
  }

  package static func kernel(_ specification: KernelSpecification, at site: KernelSite) throws -> Kernel {
    var settings = PluginHost.Settings(
      words: specification.texts("command"), strategy: site.executor, inFlight: site.workers, seed: site.seed)
    if case .mapping(let values)? = specification.parameters["parameters"] { settings.parameters = values }
    if case .duration(let timeout)? = specification.parameters["timeout"] { settings.timeout = timeout }
    settings.interruption = site.interruption
    settings.batch = Int(specification.integer("batch") ?? 64)
    let host = try PluginHost(settings, guardian: site.guards.guardian)
    let findings = specification.text(PluginFixture.parameter)
    site.atEnd { [unowned site] in
      var outcome = host.close()
      if let exit = host.exit { site.account(exit, as: host.title) }
      outcome.notes.insert(host.introduction, at: 0)
      if let findings { PluginFixture.leave(outcome, at: findings) }
    }
    return .suspending { context in try PluginOperation(host.books, context) }
  }

  /// The words of the command, with the folder of the file that they are written in.
  private static func command(of declaration: WorkloadDeclaration) -> [String] {
    guard case .list(let words)? = declaration.parameters["command"]?.value else { return [] }
    let file = declaration.parameters["command"]?.range?.file.name ?? ""
    return words.compactMap { word in
      guard case .text(let text) = word else { return nil }
      return FolderText.filled(text, fileAt: file)
    }
  }
}

/// Texts in which `{folder}` stands for the folder of a file.
enum FolderText {
  /// - Parameter path: of the file; one that was not read from a folder, as of a flag, lies in the current one.
  static func filled(_ text: String, fileAt path: String) -> String {
    let isFile = !path.hasPrefix("--") && path.contains("/")
    let folder = isFile ? String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) : "."
    return text.replacing("{folder}", with: folder.isEmpty ? "/" : folder)
  }
}
