// The eventfds by which anyone, in any process, wakes the event loops of a run.
import CPlatform

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

enum LoopDescriptors {
  /// - Throws: `StartError` when the system has no more descriptors.
  static func make(count: Int) throws -> [Int32] {
    var descriptors: [Int32] = []
    for _ in 0..<count {
      let descriptor = platform_event_descriptor()
      guard descriptor >= 0 else {
        close(descriptors)
        throw StartError(reason: "no descriptor for an event loop: \(String(cString: strerror(errno)))")
      }
      descriptors.append(descriptor)
    }
    return descriptors
  }

  static func close(_ descriptors: [Int32]) {
    #if canImport(Glibc)
      for descriptor in descriptors { _ = Glibc.close(descriptor) }
    #else
      for descriptor in descriptors { _ = Darwin.close(descriptor) }
    #endif
  }
}
