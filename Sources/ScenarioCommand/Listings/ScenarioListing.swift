// Scenarios by name: the lessons of this program, or what lies in a folder.
import ScenarioModel
import ScenarioReport
import ScenarioSyntax

enum ScenarioListing {
  private static let columns: [Listing.Column] = [
    .init("scenario", key: "name"), .init("tags"), .init("file", key: "path"), .init("", key: "summary"),
  ]

  /// - Parameter folder: nil for the lessons.
  /// - Throws: a failure of code 66 when there is no such folder.
  static func scenarios(below folder: String?) throws(CommandFailure) -> Listing {
    guard let folder else {
      return Listing(
        "scenarios", columns, Lessons.all.map { row(SourceFile(name: "", bytes: Array($0.text.utf8))) },
        remarks: ["lessons of this program: 'scenario new NAME --from LESSON' writes a copy of one"])
    }
    var rows: [[String]] = []
    for path in try ScenarioFiles.below(folder) {
      switch YAMLReader.open(path: path) {
      case .success(let file): rows.append(row(file))
      case .failure(let finding): rows.append(["", "", path, finding.message])
      }
    }
    return Listing("scenarios", columns, rows, remarks: rows.isEmpty ? ["no scenarios below \(folder)"] : [])
  }

  /// Reads only what is shown; a file that cannot be read has a row all the same.
  private static func row(_ file: SourceFile) -> [String] {
    let read = YAMLReader.read(file)
    let problem = read.root == nil ? read.diagnostics.first?.message : nil
    return [
      read.root?["scenario"]?.text ?? "", (read.root?["tags"]?.elements ?? []).map(\.text).joined(separator: ", "),
      file.name, read.root?["summary"]?.text ?? problem ?? "",
    ]
  }
}
