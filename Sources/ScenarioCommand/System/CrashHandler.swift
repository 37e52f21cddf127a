// A defect of this program ends it with a code and a sentence of its own, not with a bare signal.
import ScenarioModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

enum CrashHandler {
  /// What a failed precondition, an overflow or a wild pointer raise.
  private static let signals = [SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGSEGV]

  /// Handles these signals, unless who hunts a defect wants Swift's own handler, which shows where it happened.
  static func install() {
    guard System.environment("SWIFT_BACKTRACE") == nil else { return }
    for number in signals {
      _ = signal(number) { _ in
        // Only what may be called in the middle of anything.
        let words: StaticString = "error: this is a defect of scenario itself, not of your file; please report it\n"
        _ = write(StandardStreams.error, words.utf8Start, words.utf8CodeUnitCount)
        System.exitAtOnce(70)
      }
    }
  }
}
