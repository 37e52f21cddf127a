// Ctrl-C and its like: the first asks for an orderly end, the second for an end.
import ScenarioEngine
import ScenarioModel
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Waits for signals on a thread of its own, so that no handler ever runs in the middle of anything.
final class SignalThread: Sendable {
  private static let handled = [SIGINT, SIGTERM]
  /// How long, in microseconds, an end that was asked for twice may take before it is made.
  private static let patience: UInt32 = 300_000

  private let interruption: Interruption
  /// Whether the runs are over and the report is being written.
  private let isReporting = Atomic<Bool>(false)

  private init(_ interruption: Interruption) { self.interruption = interruption }

  /// - Precondition: no other thread has been started, as all have to have these signals blocked.
  static func start(raising interruption: Interruption) throws(CommandFailure) -> SignalThread {
    var set = sigset_t()
    sigemptyset(&set)
    for number in handled { sigaddset(&set, number) }
    pthread_sigmask(SIG_BLOCK, &set, nil)
    let signals = SignalThread(interruption)
    do {
      _ = try NativeThread.start { signals.watch() }
    } catch {
      throw CommandFailure(.notAvailable, "no thread can be started: \(error.reason)")
    }
    return signals
  }

  /// From now on a second signal lets the report be written, and only a third does not.
  func beginReport() { isReporting.store(true, ordering: .sequentiallyConsistent) }

  /// The code of a program that such a signal ended.
  static func exitCode(of signal: Int32) -> ExitCode { signal == SIGTERM ? .terminated : .interrupted }

  private func watch() {
    var set = sigset_t()
    sigemptyset(&set)
    for number in SignalThread.handled { sigaddset(&set, number) }
    while true {
      var number: Int32 = 0
      guard sigwait(&set, &number) == 0 else { continue }
      interruption.raise(signal: number)
      if interruption.count > 2 { System.exitAtOnce(SignalThread.exitCode(of: number).rawValue) }
      if interruption.count == 2 { endSoon(number) }
    }
  }

  /// Workers and child programs are being killed already. What is left is a thread that cannot be: give the report a
  /// moment, then take it along. The lifelines of worker processes end with this process.
  private func endSoon(_ number: Int32) {
    usleep(SignalThread.patience)
    if !isReporting.load(ordering: .sequentiallyConsistent) {
      System.exitAtOnce(SignalThread.exitCode(of: number).rawValue)
    }
  }
}
