// Which plug-ins are installed here: manifests in the folders that an environment variable names.
import ScenarioEngine
import ScenarioModel
import ScenarioSyntax

/// What the manifests say. A broken one is a finding and hinders nobody who does not name its plug-in.
struct InstalledPlugins {
  /// Colon-separated folders of plug-ins; each plug-in is a folder with a manifest.
  static let variable = "SCENARIO_PLUGINS"
  /// The name of every manifest.
  static let manifest = "plugin.yaml"

  private(set) var workloads: [WorkloadDescriptor] = []
  /// What is wrong with manifests.
  private(set) var findings: [Diagnostic] = []

  /// Looks through the folders that the environment names, or else the user's own.
  ///
  /// - Parameter taken: names that no plug-in can have.
  static func look(taken: [String]) -> InstalledPlugins {
    var plugins = InstalledPlugins()
    for folder in folders {
      let names = (try? FolderListing.names(in: folder)) ?? []
      for name in names { plugins.add("\(folder)/\(name)/\(manifest)", taken: taken) }
    }
    return plugins
  }

  private static var folders: [String] {
    if let named = System.environment(variable) { return named.split(separator: ":").map(String.init) }
    return System.environment("HOME").map { ["\($0)/.config/scenario/plugins"] } ?? []
  }

  private mutating func add(_ path: String, taken: [String]) {
    guard FolderListing.kind(of: path) == .file else { return }
    switch YAMLReader.open(path: path) {
    case .failure(let finding): findings.append(finding)
    case .success(let file):
      let read = InstalledPlugin.read(file, taken: taken + workloads.map(\.name))
      findings += read.findings
      if let descriptor = read.descriptor { workloads.append(descriptor) }
    }
  }

  /// The findings as what a user should know whose file named a workload that there is not.
  var warnings: [Diagnostic] {
    findings.map {
      Diagnostic(
        $0.code, severity: .warning, message: $0.message, range: $0.range, labels: $0.labels, notes: $0.notes,
        help: $0.help)
    }
  }
}
