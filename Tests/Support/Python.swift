// Python's jsonschema as an independent judge of documents and schemas.

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import FoundationEssentials
import ScenarioSyntax

/// The system's Python, where it has the `jsonschema` package.
package enum Python {
  /// The path of the interpreter that `python3` stands for, past whatever chooses among several; nil without one.
  package static let executable: String? = (try? output("import sys; print(sys.executable)", input: "")).map {
    String($0.dropLast())
  }

  /// Whether documents can be validated here.
  package static var hasSchemas: Bool { (try? output("import jsonschema; print(1)", input: "")) == "1\n" }

  /// Validates documents against a draft-07 schema.
  /// - Returns: for each document nil, or the first error and where it is.
  package static func validate(_ documents: [JSONValue], against schema: JSONValue) throws -> [String?] {
    let input: JSONValue = ["documents": .array(documents), "schema": schema]
    let text = try output(script, input: input.text())
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    guard lines.count == documents.count else { throw Failure(message: "expected a line a document, got: \(text)") }
    return lines.map { $0.isEmpty ? nil : String($0) }
  }

  /// What went wrong with running it.
  package struct Failure: Error { package let message: String }

  private static let script = """
    import json, jsonschema, sys
    given = json.load(open(sys.argv[1], encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(given["schema"])
    validator = jsonschema.Draft7Validator(given["schema"])
    def deepest(error):
      return deepest(min(error.context, key=lambda e: -len(e.absolute_path))) if error.context else error
    for document in given["documents"]:
      error = next(validator.iter_errors(document), None)
      if error: error = deepest(error)
      print(("/".join(map(str, error.absolute_path)) + ": " + error.message.replace(chr(10), " ")) if error else "")
    """

  /// Runs a script on a temporary file with the input; both are removed again.
  private static func output(_ script: String, input: String) throws -> String {
    let base = FileManager.default.temporaryDirectory.path + "/scenario-python-\(UInt64.random(in: 0 ... .max))"
    let (code, data) = (base + ".py", base + ".json")
    try Data(script.utf8).write(to: URL(filePath: code))
    try Data(input.utf8).write(to: URL(filePath: data))
    defer {
      unlink(code)
      unlink(data)
    }
    guard let pipe = popen("python3 '\(code)' '\(data)' 2>&1", "r") else { throw Failure(message: "no shell") }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while case let count = fread(&buffer, 1, buffer.count, pipe), count > 0 { bytes += buffer[..<count] }
    guard pclose(pipe) == 0 else { throw Failure(message: String(decoding: bytes, as: UTF8.self)) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
