// What the report says of the interpreters of a run: a file where each of them leaves a line about itself.
import ScenarioModel

/// The file lies in the run's directory.
final class PythonFixture: Fixture {
  let parameters: [String: ParameterValue]
  private let path: String
  private let place: RunPlace

  /// The name of the parameter that tells the kernel where the file is.
  static let parameter = "notes"

  init(in place: RunPlace) throws {
    path = "\(try place.directory())/python-\(place.number)"
    parameters = [PythonFixture.parameter: .text(path)]
    self.place = place
  }

  func close(_ measured: [MeasureRecord]) -> FixtureOutcome {
    let lines = (SystemText.read(path) ?? "").split(separator: "\n").map { $0.split(separator: "\t").map(String.init) }
    guard let first = lines.first, first.count == 3 else { return FixtureOutcome() }
    let count = lines.count == 1 ? "one interpreter" : "\(lines.count) interpreters"
    let isFree = first[1] == "free"
    let lock = isFree ? "without a global interpreter lock" : "with its global interpreter lock"
    return FixtureOutcome(
      notes: ["\(first[0]) \(lock): \(count)\(arrangement(isFree: isFree))"] + advice(first[2]),
      takesTurns: !isFree && place.executor == ThreadExecutor.descriptor.name && place.workers != 1)
  }

  /// How the tasks were spread over the interpreters.
  private func arrangement(isFree: Bool) -> String {
    switch place.executor {
    case ThreadExecutor.descriptor.name: " with \(threads)\(isFree ? "" : ", of which one computes at a time")"
    case ProcessExecutor.descriptor.name: ", each beside a worker process of its own"
    case AsyncExecutor.descriptor.name: " with an event loop of asyncio"
    default: " with one thread"
    }
  }

  private var threads: String {
    place.workers == 1 ? "one thread" : "\(place.workers.map { "\($0)" } ?? "many") threads"
  }

  private func advice(_ kind: String) -> [String] {
    switch (place.executor == AsyncExecutor.descriptor.name, kind) {
    case (true, "async"): []
    case (true, _):
      ["the function is no 'async def': while it runs, it blocks Python's event loop, and other tasks wait"]
    case (false, "async"): ["the function is an 'async def': every call runs in an event loop of its own (asyncio.run)"]
    case (false, _): []
    }
  }
}
