// The program at work: its parts, and what files can name here and now.
import ScenarioEngine
import ScenarioModel
import ScenarioReport

/// Made once, when the command line is about to be understood, and handed to whoever needs it.
struct Tool: Sendable {
  let engine: EngineParts
  let reporters: Reporters
  /// The plug-ins that are installed on this machine.
  let installed: InstalledPlugins
  /// What this program can run: its own workloads, then those of installed plug-ins.
  let catalog: Catalog

  init(_ parts: ToolParts) {
    engine = parts.engine
    reporters = parts.reporters
    let workloads = parts.workloads.descriptors
    installed = InstalledPlugins.look(taken: workloads.map(\.name) + Workloads.unavailable)
    catalog = Catalog(
      workloads: workloads + installed.workloads, executors: parts.executors.descriptors,
      unavailableWorkloads: Workloads.unavailable, unavailableExecutors: Executors.unavailable)
  }

  var executorNames: [String] { catalog.executors.map(\.name) }
}
