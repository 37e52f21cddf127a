// What the local server of a run answers: drawn from a seed and the path that is asked for, so that runs can be repeated.

/// How a server behaves, as values that its process is started with.
package struct ServiceDescription: Sendable, Hashable {
  /// What becomes of the share of requests that fails.
  package enum Failure: String, Sendable, CaseIterable {
    /// Answered with status 500.
    case status
    /// The connection is reset instead of an answer.
    case reset
    /// No answer ever comes.
    case stall
    /// Half of the body is sent, then the connection is closed.
    case half
  }
  /// What everything random is drawn from.
  package var seed: UInt64
  /// Nanoseconds before an answer, 0 or more.
  package var latency: Int64
  /// Nanoseconds by which the latency differs at most, up or down; an answer never comes before it was asked for.
  package var jitter: Int64
  /// Bytes of every body.
  package var size: Int64
  /// 200 to 599.
  package var status: Int64
  /// The share of paths that fail, 0 to 1.
  package var failing: Double
  /// How they do.
  package var failure: Failure
  /// Whether a connection can be used for further requests.
  package var keepsAlive: Bool

  package init(
    seed: UInt64 = 0, latency: Int64 = 0, jitter: Int64 = 0, size: Int64 = 1024, status: Int64 = 200,
    failing: Double = 0, failure: Failure = .status, keepsAlive: Bool = true
  ) {
    self.seed = seed
    self.latency = latency
    self.jitter = jitter
    self.size = size
    self.status = status
    self.failing = failing
    self.failure = failure
    self.keepsAlive = keepsAlive
  }
}

/// What one path is answered with.
package struct ServiceAnswer: Sendable, Hashable {
  /// Nanoseconds before it is sent.
  package var delay: Int64
  /// The answer's status; 500 for a path that fails so.
  package var status: Int64
  /// What goes wrong beside the status; nil when nothing does.
  package var failure: ServiceDescription.Failure?
}

extension ServiceDescription {
  /// The answer to a path: always the same for the same description.
  package func answer(to path: some Sequence<UInt8>) -> ServiceAnswer {
    var digest: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in path { digest = (digest ^ UInt64(byte)) &* 0x100_0000_01b3 }
    var draws = SplitMix64(seed: SplitMix64.mix(seed) ^ digest)
    let isFailing = ServiceDescription.unit(&draws) < failing
    let offset = jitter == 0 ? 0 : Double(jitter) * (2 * ServiceDescription.unit(&draws) - 1)
    let kind = isFailing ? failure : nil
    return ServiceAnswer(
      delay: max(0, latency + Int64(offset)), status: kind == .status ? 500 : status,
      failure: kind == .status ? nil : kind)
  }

  /// At least 0 and below 1: the upper 53 bits.
  private static func unit(_ draws: inout SplitMix64) -> Double { Double(draws.next() >> 11) * 0x1p-53 }

  /// The description as words that `init(arguments:)` reads.
  package var arguments: [String] {
    [
      "\(seed)", "\(latency)", "\(jitter)", "\(size)", "\(status)", "\(failing)", failure.rawValue,
      keepsAlive ? "keep" : "close",
    ]
  }

  /// nil when these are not the words of a description.
  package init?(arguments: [String]) {
    guard arguments.count == 8, let seed = UInt64(arguments[0]), let latency = Int64(arguments[1]),
      let jitter = Int64(arguments[2]), let size = Int64(arguments[3]), let status = Int64(arguments[4]),
      let failing = Double(arguments[5]), let failure = Failure(rawValue: arguments[6]),
      ["keep", "close"].contains(arguments[7])
    else { return nil }
    self.init(
      seed: seed, latency: latency, jitter: jitter, size: size, status: status, failing: failing, failure: failure,
      keepsAlive: arguments[7] == "keep")
  }
}
