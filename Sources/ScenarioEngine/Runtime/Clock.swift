// Time as the engine sees it: monotonic nanoseconds, and the CPU time of the calling thread.
import CPlatform

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

package enum Clock {
  /// Nanoseconds of the system's monotonic clock, the same in all processes.
  @inline(__always) package static func now() -> Int64 { platform_now() }

  /// Suspends the calling thread.
  package static func sleep(milliseconds: Int32) { _ = poll(nil, 0, milliseconds) }

  /// Nanoseconds of CPU that the calling thread has used.
  static func threadCPU() -> Int64 { platform_thread_cpu() }

  /// Keeps the CPU busy until the calling thread has used `duration` more nanoseconds of it.
  ///
  /// - Parameter interpose: called about every 20 microseconds; true ends the work early.
  static func burn(_ duration: Int64, interpose: () -> Bool) {
    let end = threadCPU() + duration
    while threadCPU() < end {
      if interpose() { return }
      for _ in 0..<200 { platform_pause() }
    }
  }
}
