// A list of things by name, each with some words: what `list` and `doctor` show.
import ScenarioSyntax

/// Names with words; pure, like all reports.
package struct Listing: Sendable {
  /// A column by its title in the table and its key in JSON.
  package struct Column: Sendable {
    package var title: String
    package var key: String
    package init(_ title: String, key: String? = nil) {
      self.title = title
      self.key = key ?? title
    }
  }
  /// What is listed: `workloads`.
  package var kind: String
  package var columns: [Column]
  /// Each with one cell a column; an empty cell is null in JSON.
  package var rows: [[String]]
  /// Sentences below the list.
  package var remarks: [String]

  package init(_ kind: String, _ columns: [Column], _ rows: [[String]], remarks: [String] = []) {
    self.kind = kind
    self.columns = columns
    self.rows = rows
    self.remarks = remarks
  }

  /// For people: each row under its first cell, the column without a title as a sentence, the others with their titles.
  /// A list of two columns has a line for each row.
  package func text(style: ReportStyle) -> String {
    let lines = rows.map { row in Block.paragraph(StyledText("\(row[0]): ", .strong) + StyledText(row[1])) }
    let body = columns.count == 2 ? [Section(nil, lines)] : rows.map(section)
    let remarks = remarks.isEmpty ? [] : [Section(nil, remarks.map { .paragraph(StyledText($0)) })]
    return PageLayout.render(body + remarks, style: style)
  }

  private func section(_ row: [String]) -> Section {
    let cells = zip(columns, row).dropFirst().filter { !$1.isEmpty }
    let sentences = cells.filter { $0.0.title.isEmpty }.map { Block.paragraph(StyledText($0.1)) }
    let others = cells.filter { !$0.0.title.isEmpty }.map { "\($0.0.title): \($0.1)" }.joined(separator: "; ")
    return Section(row[0], sentences + (others.isEmpty ? [] : [.paragraph(StyledText(others, .faint))]))
  }

  /// For programs: an object with the rows as objects under the name of the kind.
  package var json: String {
    let items = rows.map { row in
      let members = zip(columns, row).map { ($0.key, $1.isEmpty ? JSONValue.null : .string($1)) }
      return JSONValue.object(Dictionary(members) { $1 })
    }
    let document: JSONValue = [
      "schema": "scenario-list/1", "kind": .string(kind), "items": .array(items),
      "remarks": .array(remarks.map(JSONValue.string)),
    ]
    return document.text(pretty: true) + "\n"
  }
}
