// Something to wait for beside pipes and sockets: one thread signals it, another polls its descriptor.
import CPlatform

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Readable from the first `signal` to the next `clear`. Any thread may use it.
final class WakeUp: Sendable {
  private let descriptor: Descriptor
  /// To be polled for reading.
  var number: Int32 { descriptor.number }

  /// - Throws: `SystemError` when the process has no descriptors left.
  init() throws {
    let number = platform_event_descriptor()
    guard number >= 0 else { throw SystemError("an event descriptor could not be made", errno) }
    descriptor = Descriptor(owning: number)
  }

  func signal() {
    var one: UInt64 = 1
    _ = withUnsafeBytes(of: &one) { descriptor.write($0) }
  }

  func clear() { withUnsafeTemporaryAllocation(byteCount: 8, alignment: 8) { _ = descriptor.read(into: $0) } }
}
