// The arrows between the rooms, and who may touch the system: the table of ARCHITECTURE.md.

extension HouseRule {
  static let imports = HouseRule("imports follow the table of rooms") { file in
    guard file.isSwift, let room = file.room else { return [] }
    return file.code.enumerated().compactMap { index, line in
      guard let module = ImportTable.module(of: line), !ImportTable.allows(module, in: room, file) else { return nil }
      return file.breach(line: index + 1, "may not import \(module)")
    }
  }
}

enum ImportTable {
  private static let system: Set<Substring> = ["Glibc", "Darwin", "Musl", "CPlatform", "Dispatch"]

  /// Modules that any file of a room may import. A room that is not listed may import nothing.
  private static let rooms: [Substring: Set<Substring>] = [
    "ScenarioSyntax": [],
    "ScenarioModel": ["ScenarioSyntax"],
    "ScenarioReport": ["ScenarioSyntax", "ScenarioModel"],
    "ScenarioEngine": ["ScenarioSyntax", "ScenarioModel", "Synchronization"],
    "ScenarioServer": ["ScenarioModel", "NIOCore", "NIOPosix", "NIOHTTP1"],
    "scenario": ["ScenarioCommand"],
    "ScenarioKit": ["ScenarioSyntax", "ScenarioModel", "ScenarioReport", "ScenarioEngine", "ScenarioCommand"],
    "ScenarioCommand": [
      "ScenarioSyntax", "ScenarioModel", "ScenarioReport", "ScenarioEngine", "ScenarioServer", "Synchronization",
      "ArgumentParser",
    ],
  ]

  /// Files and folders that may import more than their room.
  private static let exceptions: [(place: String, modules: Set<Substring>)] = [
    ("Sources/ScenarioSyntax/Source/SourceOpener.swift", ["Glibc", "Darwin"]),
    ("Sources/ScenarioSyntax/YAML/YAMLParser.swift", ["CLibYAML"]),
    ("Sources/ScenarioEngine/Workloads/Database/SQLite/SQLiteConnection.swift", ["CSQLite"]),
    ("Sources/ScenarioEngine/Workloads/Database/Postgres/PostgresConnection.swift", ["CPostgres"]),
    ("Sources/ScenarioEngine/Workloads/Database/Postgres/PostgresLibrary.swift", ["CPostgres"]),
    ("Sources/ScenarioEngine/Runtime", system), ("Sources/ScenarioEngine/Executors", system),
    ("Sources/ScenarioEngine/EventLoop", system), ("Sources/ScenarioEngine/Worker", system),
    ("Sources/ScenarioEngine/Workloads/Deflate.swift", ["CZlib"]),
    ("Sources/ScenarioEngine/Workloads/Pattern.swift", ["CPCRE2"]),
    ("Sources/ScenarioEngine/Runner", system), ("Sources/ScenarioCommand/System", ["Glibc", "Darwin"]),
    ("Sources/ScenarioEngine/Workloads/Http/Client", ["CCurl"]),
    ("Sources/ScenarioServer/StandardStreams.swift", ["Glibc", "Darwin"]),
  ]

  static func allows(_ module: Substring, in room: Substring, _ file: SourceText) -> Bool {
    if rooms[room]?.contains(module) == true { return true }
    return exceptions.contains {
      $0.modules.contains(module) && (file.path == $0.place || file.lies(below: $0.place))
    }
  }

  /// `Glibc` of `@preconcurrency import struct Glibc.stat`; nil of what is no import.
  static func module(of line: Substring) -> Substring? {
    var words = line.split { $0 == " " || $0 == ";" }[...]
    let levels: Set<Substring> = ["public", "package", "internal", "fileprivate", "private"]
    while let word = words.first, word.hasPrefix("@") || levels.contains(word) { words.removeFirst() }
    guard words.first == "import" else { return nil }
    let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "typealias", "func", "let", "var"]
    words.removeFirst()
    if let word = words.first, kinds.contains(word) { words.removeFirst() }
    return words.first?.split(separator: ".").first
  }
}
