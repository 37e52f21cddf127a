// Where results and everything else go: standard output, checked, and standard error.
import ScenarioModel
import ScenarioReport

/// The program's two streams. Results are collected and written in whole pieces; used by the main thread alone.
final class Console {
  /// How to write results, and everything else.
  let output = Terminal(descriptor: StandardStreams.output)
  let error = Terminal(descriptor: StandardStreams.error)
  private let isOpen: Bool
  private var pending: [UInt8] = []
  private var failure: WriteFailure?

  /// - Precondition: it is the first to open anything in this process.
  init() { isOpen = StandardStreams.secure() }

  /// Adds to the results.
  func write(_ text: String) { pending += text.utf8 }

  /// Writes to standard error. What cannot be written there is lost: there is nowhere left to say so.
  func tell(_ text: String) {
    guard !text.isEmpty else { return }
    try? ByteWriter.write(Array(text.utf8), to: StandardStreams.error)
  }

  /// Hands the collected results over; of a failure `close` tells.
  func flush() {
    guard !pending.isEmpty, failure == nil else { return }
    do throws(WriteFailure) {
      guard isOpen else { throw .closed }
      try ByteWriter.write(pending, to: StandardStreams.output)
    } catch {
      failure = error
    }
    pending = []
  }

  /// Whether anybody still takes results.
  var isTaken: Bool { failure == nil }

  /// Hands over what is left, and says how the program ends: as `code` says unless its results could not be written. A
  /// reader that has gone away has seen enough: that is no error to talk about.
  func close(_ code: ExitCode) -> ExitCode {
    flush()
    switch failure {
    case nil: return code
    case .closed: return .closedOutput
    case .failed(let error):
      tell("error: standard output cannot be written: \(System.words(error))\n")
      return ExitCode.worst([code.rawValue, ExitCode.cannotWriteOutput.rawValue])
    }
  }
}
