// Starting the built program, in the words of the tests.
import FoundationEssentials
import ScenarioSyntax
import Support

enum Tool {
  /// Runs the program to its end.
  static func run(
    _ arguments: String..., in folder: TemporaryFolder? = nil, change: (inout ProgramStart) -> Void = { _ in }
  ) throws -> ProgramEnd {
    try started(arguments, in: folder, change).end()
  }

  /// Runs the program on a terminal of that width; the end's output is what was seen there.
  static func show(
    _ arguments: String..., columns: UInt16 = 80, in folder: TemporaryFolder? = nil,
    change: (inout ProgramStart) -> Void = { _ in }
  ) throws -> ProgramEnd {
    try PseudoTerminal.run(start(arguments, folder, change), columns: columns)
  }

  /// Starts the program, whose end the test sees to.
  static func started(
    _ arguments: [String], in folder: TemporaryFolder? = nil, _ change: (inout ProgramStart) -> Void = { _ in }
  ) throws -> RunningProgram {
    try RunningProgram(start(arguments, folder, change))
  }

  private static func start(
    _ arguments: [String], _ folder: TemporaryFolder?, _ change: (inout ProgramStart) -> Void
  ) -> ProgramStart {
    var start = ProgramStart(arguments)
    start.folder = folder?.path
    change(&start)
    return start
  }
}

extension ProgramEnd {
  /// Standard output as exactly one JSON document.
  func json() throws -> JSONValue { try JSONDecoder().decode(JSONValue.self, from: Data(output.utf8)) }
}

extension JSONValue {
  /// The file at that path in a folder, as exactly one JSON document.
  static func document(_ name: String, in folder: TemporaryFolder) throws -> JSONValue {
    try JSONDecoder().decode(JSONValue.self, from: Data((folder.read(name) ?? "").utf8))
  }

  var text: String? { if case .string(let text) = self { text } else { nil } }
  var number: Int64? { if case .int(let number) = self { number } else { nil } }
  var items: [JSONValue] { if case .array(let items) = self { items } else { [] } }
}
