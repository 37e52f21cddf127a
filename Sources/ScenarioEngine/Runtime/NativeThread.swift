// A thread of the operating system that can be joined, or an error that says why it could not be had.
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A started thread. Join it exactly once.
package struct NativeThread: @unchecked Sendable {
  /// Bytes of address space per thread; pages are used only when touched.
  private static let stackSize = 512 * 1024

  private let handle: pthread_t

  /// - Throws: `StartError` when the system refuses.
  package static func start(_ body: @escaping @Sendable () -> Void) throws(StartError) -> NativeThread {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    pthread_attr_setstacksize(&attributes, stackSize)
    let argument = Unmanaged.passRetained(ThreadBody(body)).toOpaque()
    var handle: pthread_t? = nil
    let status = create(&handle, &attributes, argument)
    pthread_attr_destroy(&attributes)
    guard status == 0, let handle else {
      Unmanaged<ThreadBody>.fromOpaque(argument).release()
      throw StartError(reason: String(cString: strerror(status)))
    }
    return NativeThread(handle: handle)
  }

  package func join() { pthread_join(handle, nil) }
}

private final class ThreadBody: Sendable {
  let run: @Sendable () -> Void
  init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}

private func create(
  _ handle: inout pthread_t?, _ attributes: inout pthread_attr_t, _ argument: UnsafeMutableRawPointer
) -> Int32 {
  #if canImport(Glibc)
    var thread = pthread_t()
    let status = pthread_create(&thread, &attributes, runThread, argument)
    handle = thread
    return status
  #else
    return pthread_create(&handle, &attributes, { runThread($0) }, argument)
  #endif
}

private func runThread(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  Unmanaged<ThreadBody>.fromOpaque(argument!).takeRetainedValue().run()
  return nil
}

/// A worker could not be started.
package struct StartError: Error {
  /// The system's words.
  package var reason: String
}
