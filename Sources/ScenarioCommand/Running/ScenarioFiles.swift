// Which files of a folder are scenarios, and which of them are meant.
import ScenarioModel

enum ScenarioFiles {
  /// Folders of this name hold files that are wrong on purpose.
  private static let skipped = "Invalid"

  /// All YAML files below a folder in the order of their paths; a file stands for itself.
  ///
  /// Hidden files and folders, folders named `Invalid`, manifests of plug-ins, and links to folders are left out, so that
  /// there is no circle.
  ///
  /// - Throws: a failure of code 66 when there is no such folder or it cannot be read.
  static func below(_ folder: String) throws(CommandFailure) -> [String] {
    switch FolderListing.kind(of: folder) {
    case nil:
      throw CommandFailure(
        .noSuchFile, "no such file or folder: \(folder)",
        help: "for example, the shipped ones: scenario batch Scenarios")
    case .folder: return try files(in: folder)
    case .file, .other: return [folder]
    }
  }

  private static func files(in folder: String) throws(CommandFailure) -> [String] {
    var files: [String] = []
    for name in try FolderListing.names(in: folder) {
      let path = folder == "." ? name : folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
      switch FolderListing.kind(of: path) {
      case .folder where name != skipped && !FolderListing.isLink(path): files += try self.files(in: path)
      case .file where isScenario(name): files.append(path)
      default: break
      }
    }
    return files
  }

  private static func isScenario(_ name: String) -> Bool {
    (name.hasSuffix(".yaml") || name.hasSuffix(".yml")) && name != InstalledPlugins.manifest
  }
}
