// What a scenario may do beyond its own work.
import ArgumentParser
import ScenarioModel

struct PermissionOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Let scenarios run other programs; without names: any.", valueName: "name,…"))
  var allowExec: [String] = []

  @Option(help: ArgumentHelp("Let scenarios reach hosts beyond loopback; without names: any.", valueName: "host,…"))
  var allowNet: [String] = []

  @Option(help: ArgumentHelp("Let scenarios read files below this directory.", valueName: "dir"))
  var allowRead: [String] = []

  @Option(help: ArgumentHelp("Let scenarios write files below this directory.", valueName: "dir"))
  var allowWrite: [String] = []

  var granted: PermissionGrants {
    var grants = PermissionGrants(
      directory: System.currentDirectory, followingLinks: SymbolicLinks.follow)
    for (kind, names) in [(Permission.Kind.exec, allowExec), (.net, allowNet)] {
      for name in names.flatMap({ $0.split(separator: ",") }) {
        if name == PermissionOptions.anything {
          grants.allowAll(kind)
        } else {
          grants.allow(Permission(kind, String(name)))
        }
      }
    }
    for (kind, paths) in [(Permission.Kind.read, allowRead), (.write, allowWrite)] {
      for path in paths { grants.allow(Permission(kind, path)) }
    }
    return grants
  }

  /// Stands for every name. Nobody can type it, so that a program whose name is odd cannot be taken for it.
  private static let anything = "\0"

  /// Gives the flags that may stand without a value the value that they then mean: the argument parser has no such options.
  static func normalized(_ arguments: [String]) -> [String] {
    let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
    return arguments[..<end].map { ["--allow-exec", "--allow-net"].contains($0) ? "\($0)=\(anything)" : $0 }
      + arguments[end...]
  }
}
