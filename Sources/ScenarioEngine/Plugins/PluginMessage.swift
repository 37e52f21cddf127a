// The lines that go between scenario and a plug-in, as values. Documentation/plugins.md says what they mean.
import ScenarioModel
import ScenarioSyntax

/// What is sent to a plug-in.
enum PluginMessage {
  /// The versions of the protocol that this program speaks.
  static let versions: [Int64] = [1]

  case hello
  case start(PluginStart)
  case run(ArraySlice<PluginTask>)
  case ping(Int64)
  case stop

  /// One line without its end.
  var line: String {
    switch self {
    case .hello:
      JSONValue.object(["hello": ["versions": .array(PluginMessage.versions.map { .int($0) })]]).text()
    case .start(let start): JSONValue.object(["start": start.value]).text()
    case .run(let tasks):
      // By hand: there is one for each task.
      "{\"run\":[" + tasks.map { "{\"id\":\($0.id),\"task\":\($0.task),\"input\":\($0.input)}" }.joined(separator: ",")
        + "]}"
    case .ping(let number): "{\"ping\":\(number)}"
    case .stop: "{\"stop\":true}"
    }
  }
}

/// How a plug-in is going to be used.
struct PluginStart: Sendable {
  /// The executor: `thread`.
  var strategy: String
  /// How many tasks its workers have in flight at once; nil: any number.
  var inFlight: Int?
  var seed: UInt64
  /// An object: all that the plug-in declares, with defaults.
  var parameters: JSONValue

  fileprivate var value: JSONValue {
    [
      "strategy": .string(strategy), "in_flight": inFlight.map { .int(Int64($0)) } ?? .null,
      // JSON's readers may have no integers beyond 2^53.
      "seed": .int(Int64(seed >> 11)), "parameters": parameters,
    ]
  }
}

/// A task as a plug-in sees it.
struct PluginTask: Sendable {
  /// Unique in the plug-in's life, from 1.
  var id: Int64
  var task: Int64
  var input: Int64
}

/// What a plug-in sends.
enum PluginAnswer {
  case hello(JSONValue)
  /// With the parameters that it is going to use, if it says so.
  case ready(JSONValue?)
  /// With the reason.
  case refuse(String)
  case done([PluginResult])
  case pong(Int64)

  /// - Throws: `PluginMistake` when the line is none of these, with the line in it.
  init(_ line: [UInt8]) throws(PluginMistake) {
    let value: JSONValue
    do {
      value = try JSONValue.parse(line)
    } catch {
      throw PluginMistake("wrote a line that is not JSON: \(ProgramText.quoted(line))")
    }
    if let items = value["done"] {
      self = .done(try PluginAnswer.results(items, line))
    } else if case .int(let number)? = value["pong"] {
      self = .pong(number)
    } else if let hello = value["hello"] {
      self = .hello(hello)
    } else if let ready = value["ready"] {
      self = .ready(ready["parameters"])
    } else if case .string(let reason)? = value["refuse"] {
      self = .refuse(ProgramText.oneLine(reason))
    } else {
      throw PluginMistake("wrote a line that is no message of the protocol: \(ProgramText.quoted(line))")
    }
  }

  private static func results(_ value: JSONValue, _ line: [UInt8]) throws(PluginMistake) -> [PluginResult] {
    guard case .array(let items) = value else {
      throw PluginMistake("wrote 'done' without a list: \(ProgramText.quoted(line))")
    }
    var results: [PluginResult] = []
    for item in items { results.append(try PluginResult(item)) }
    return results
  }
}

/// What became of a task.
struct PluginResult: Sendable {
  enum Outcome: Sendable, Equatable {
    case result(Int64)
    case error(String)
  }
  var id: Int64
  var outcome: Outcome
  /// How long the task took inside of the plug-in, in nanoseconds; nil when it does not say.
  var nanoseconds: Int64?

  fileprivate init(_ value: JSONValue) throws(PluginMistake) {
    let text = ProgramText.quoted(Array(value.text().utf8))
    guard case .int(let id)? = value["id"] else { throw PluginMistake("gave an answer without an 'id': \(text)") }
    self.id = id
    switch (value["result"], value["error"]) {
    case (.int(let result)?, nil): outcome = .result(result)
    case (nil, .string(let reason)?): outcome = .error(ProgramText.oneLine(reason))
    case (nil, nil): throw PluginMistake("answered id \(id) with neither 'result' nor 'error': \(text)")
    case (_?, _?): throw PluginMistake("answered id \(id) with both 'result' and 'error': \(text)")
    case (_?, nil): throw PluginMistake("gave id \(id) a 'result' that is no whole number of 64 bits: \(text)")
    case (nil, _?): throw PluginMistake("gave id \(id) an 'error' that is no text: \(text)")
    }
    switch value["ns"] {
    case nil: nanoseconds = nil
    case .int(let time)? where time >= 0: nanoseconds = time
    case .double(let time)? where time >= 0 && time < 1e18: nanoseconds = Int64(time)
    default: throw PluginMistake("gave id \(id) an 'ns' that is no time: \(text)")
    }
  }
}
