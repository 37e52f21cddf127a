// One task of the http workload in progress, and the sentence for each way in which it can fail.
import ScenarioModel

/// Sends a request and judges the answer. Its result is the digest of the status and the body.
final class HttpOperation: Operation {
  /// What it measures, in the order of the descriptor's list.
  enum Measure: Int { case connect, firstByte, total, bytes }

  private let pool: ConnectionPool
  private var connection: CurlConnection?
  private let request: HttpRequest
  private let expectedStatus: Set<Int32>?
  private let meter: Meter

  /// - Throws: `TaskError` when it cannot be started.
  init(_ request: HttpRequest, expecting status: Set<Int32>?, on pool: ConnectionPool, meter: Meter) throws {
    self.request = request
    expectedStatus = status
    self.pool = pool
    self.meter = meter
    let connection = try pool.take()
    try connection.start(request)
    self.connection = connection
  }

  func advance() throws -> OperationStep {
    guard let connection else { throw TaskError("\(request.title) has ended before") }
    switch connection.proceed() {
    case .wait(let interests, let deadline): return .wait(for: interests, deadline: deadline)
    case .failed(let trouble, let answer):
      release()
      throw TaskError("\(request.title) failed: \(words(trouble, answer))")
    case .done(let answer):
      release()
      record(answer)
      if let failure = failure(of: answer) { throw TaskError(failure) }
      var digest = answer.digest
      digest.add(answer.status)
      return .done(Int64(bitPattern: digest.value))
    }
  }

  func cancel() {
    connection?.stop()
    release()
  }

  private func release() {
    if let connection { pool.giveBack(connection) }
    connection = nil
  }

  private func record(_ answer: HttpAnswer) {
    if let connect = answer.connect { meter.record(connect, as: Measure.connect.rawValue) }
    meter.record(answer.firstByte, as: Measure.firstByte.rawValue)
    meter.record(answer.total, as: Measure.total.rawValue)
    meter.record(answer.bytes, as: Measure.bytes.rawValue)
  }

  /// What is wrong with a whole answer, if anything.
  private func failure(of answer: HttpAnswer) -> String? {
    let isExpected = expectedStatus.map { $0.contains(answer.status) } ?? (200...299).contains(answer.status)
    guard isExpected else {
      let wanted = expectedStatus.map { $0.sorted().map(String.init).joined(separator: " or ") }
      return "\(request.title) was answered with status \(answer.status)" + (wanted.map { " instead of \($0)" } ?? "")
    }
    guard !answer.hasText else { return nil }
    return "the answer to \(request.title) does not contain '\(request.expectedText)'"
  }

  /// Of a connection for which libcurl got no socket it does not say why; that there are too many can be seen.
  private var unconnected: String {
    do {
      _ = try Descriptor.null()
      return "no connection could be made"
    } catch {
      return "no connection could be made, there are too many open files; 'limit' bounds the requests at once"
    }
  }

  /// Why there is no whole answer.
  private func words(_ trouble: HttpTrouble, _ answer: HttpAnswer) -> String {
    switch trouble {
    case .unresolved: return "the host's name could not be resolved"
    case .unconnected where answer.systemError == 0: return unconnected
    case .unconnected: return SystemError("no connection could be made", answer.systemError).message
    case .late where !answer.isConnected:
      return "there was no connection within \(Quantity.duration(min(request.connectTimeout, request.timeout)))"
    case .late:
      let what = answer.status == 0 ? "there was no answer" : "the answer was not complete"
      return "\(what) within \(Quantity.duration(request.timeout))"
    case .silent: return "the server closed the connection without an answer"
    case .broken(let words): return "the connection broke: \(words)"
    case .headless: return "the answer ended too soon, within its head"
    case .partial: return "the answer ended too soon, after \(answer.bytes) bytes of its body"
    case .untrusted(let words): return "\(words); 'trust' names certificates to trust"
    case .insecure(let words): return "no secure connection could be made: \(words)"
    case .other(let words): return words
    }
  }
}
