// Which program this process is, so that it can be started again as a guard or a worker.
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

package enum OwnBinary {
  /// A path that starts this very program again.
  ///
  /// The file itself, for its name is what process lists show; but when it was replaced or removed since this process
  /// started, as by a build, the kernel's own reference, so that parts of two versions never meet.
  package static var path: String {
    #if os(Linux)
      guard let location, !location.hasSuffix(removed) else { return "/proc/self/exe" }
      return location
    #else
      location ?? CommandLine.arguments[0]
    #endif
  }

  /// What the kernel puts after the name of a file that is no longer there.
  private static let removed = " (deleted)"

  private static var location: String? {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 4096) { buffer in
      #if os(Linux)
        let count = readlink("/proc/self/exe", buffer.baseAddress!, buffer.count)
        guard count > 0 else { return nil }
        return String(decoding: UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: buffer[..<count])), as: UTF8.self)
      #else
        var size = UInt32(buffer.count)
        guard _NSGetExecutablePath(buffer.baseAddress!, &size) == 0 else { return nil }
        return String(cString: buffer.baseAddress!)
      #endif
    }
  }
}
