// A thread of the operating system that can be joined, or an error that says why it could not be had.
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A started thread. Join it exactly once.
struct NativeThread: @unchecked Sendable {
  /// Bytes of address space per thread; pages are used only when touched.
  private static let stackSize = 512 * 1024

  private let handle: pthread_t

  private final class Body {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  /// - Throws: `StartError` when the system refuses.
  static func start(_ body: @escaping @Sendable () -> Void) throws -> NativeThread {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, stackSize)
    let argument = Unmanaged.passRetained(Body(body))
    #if canImport(Glibc)
      var handle = pthread_t()
      let status = pthread_create(&handle, &attributes, { run($0!) }, argument.toOpaque())
      guard status == 0 else {
        argument.release()
        throw StartError(reason: String(cString: strerror(status)))
      }
      return NativeThread(handle: handle)
    #else
      var handle: pthread_t?
      let status = pthread_create(&handle, &attributes, { run($0) }, argument.toOpaque())
      guard status == 0, let handle else {
        argument.release()
        throw StartError(reason: String(cString: strerror(status)))
      }
      return NativeThread(handle: handle)
    #endif
  }

  func join() { pthread_join(handle, nil) }

  private static func run(_ argument: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
    return nil
  }
}

/// A worker could not be started.
struct StartError: Error {
  /// The system's words.
  var reason: String
}
