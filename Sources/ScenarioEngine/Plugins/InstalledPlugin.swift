// A plug-in with a manifest: a workload under a name of its own.
import ScenarioModel
import ScenarioSyntax

/// Makes workloads of manifests. Starts nothing.
package enum InstalledPlugin {
  /// - Parameters:
  ///   - file: a `plugin.yaml`.
  ///   - taken: names of workloads that it cannot have.
  /// - Returns: nil for the descriptor when the findings have errors.
  package static func read(
    _ file: SourceFile, taken: some Sequence<String>
  ) -> (descriptor: WorkloadDescriptor?, findings: [Diagnostic]) {
    let document = YAMLReader.read(file)
    guard let root = document.root, !document.diagnostics.contains(where: { $0.severity == .error }) else {
      return (nil, document.diagnostics)
    }
    var (declaration, command, findings) = PluginDeclaration.manifest(root)
    guard let declaration else { return (nil, findings) }
    if taken.contains(declaration.name) {
      findings.append(
        Diagnostic(
          .unusablePlugin, message: "there is a workload called '\(declaration.name)' already",
          range: root["name"]?.range,
          help: "give the plug-in another name"))
    }
    let reserved = Plugin.ways.map(\.name) + ["type"]
    for name in declaration.parameters.map(\.name) where reserved.contains(name) {
      findings.append(
        Diagnostic(
          .unusablePlugin, message: "a plug-in's parameter cannot be called '\(name)'",
          range: root["parameters"]?.entries.first { $0.key.text == name }?.key.range,
          help: "every plug-in's workload has a '\(name)' already"))
    }
    guard !findings.contains(where: { $0.severity == .error }) else { return (nil, findings) }
    let words = command.map { FolderText.filled($0, fileAt: file.name) }
    return (descriptor(of: declaration, words: words), findings)
  }

  private static func descriptor(of declaration: PluginDeclaration, words: [String]) -> WorkloadDescriptor {
    let names = declaration.parameters.map(\.name)
    return WorkloadDescriptor(
      name: declaration.name,
      summary: declaration.summary.isEmpty ? "Has an installed plug-in do the tasks" : declaration.summary,
      boundBy: declaration.boundBy.bound, fields: declaration.parameters + Plugin.ways, needs: [.exec],
      permissions: { _ in [Permission(.exec, words[0])] }, measures: Plugin.measures,
      compile: { written, builder in
        var own: [String: ParameterValue] = [:]
        for name in names { own[name] = written.parameters[name]?.value }
        var parameters: [String: ParameterValue] = [
          "command": .list(words.map { .text($0) }), "parameters": .mapping(own),
        ]
        for way in Plugin.ways { parameters[way.name] = written.parameters[way.name]?.value }
        return builder.call(Plugin.specification(parameters))
      })
  }
}

extension DiagnosticCode {
  static let unusablePlugin = DiagnosticCode(
    id: "S0520", name: "unusable-plugin", summary: "an installed plug-in that cannot be a workload",
    explanation: """
      A plug-in is installed by a manifest, `plugin.yaml`, which gives scenarios a new workload. Its name must not be that
      of another workload, and its parameters must not have the names that every plug-in's workload has: `type`, `timeout`
      and `batch`.

      ```yaml
      name: sleep
      ```

      Choose another name:

      ```yaml
      name: remote_sleep
      ```
      """)
}
