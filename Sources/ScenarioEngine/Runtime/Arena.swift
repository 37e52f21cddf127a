// The one block of memory that a run's workers share: private for threads and coroutines, mapped by every worker process.
import CPlatform

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A mapping of zeroed memory. Everything in it is found by offset, so that each process may map it where it likes.
///
/// Owned by one value: `unmap` is called once, when nobody runs in it any more.
struct Arena: @unchecked Sendable {
  let base: UnsafeMutableRawPointer
  let size: Int
  /// The memory file behind a mapping that processes share; nil for private memory.
  let descriptor: Int32?

  /// - Throws: `ArenaError` with the system's reason.
  static func make(size: Int, shared: Bool) throws -> Arena {
    guard shared else {
      let base = try map(size: size, descriptor: -1, flags: MAP_PRIVATE | MAP_ANONYMOUS)
      return Arena(base: base, size: size, descriptor: nil)
    }
    let descriptor = platform_memory_file("scenario-arena")
    guard descriptor >= 0 else { throw ArenaError(reason: String(cString: strerror(errno)), size: size) }
    guard ftruncate(descriptor, size) == 0 else {
      let reason = String(cString: strerror(errno))
      close(descriptor)
      throw ArenaError(reason: reason, size: size)
    }
    do {
      return Arena(
        base: try map(size: size, descriptor: descriptor, flags: MAP_SHARED), size: size, descriptor: descriptor)
    } catch {
      close(descriptor)
      throw error
    }
  }

  /// Maps the arena that another process made; takes ownership of the descriptor.
  static func attach(descriptor: Int32) throws -> Arena {
    var info = stat()
    guard fstat(descriptor, &info) == 0 else { throw ArenaError(reason: String(cString: strerror(errno)), size: 0) }
    let size = Int(info.st_size)
    return Arena(
      base: try map(size: size, descriptor: descriptor, flags: MAP_SHARED), size: size, descriptor: descriptor)
  }

  /// Brings memory near that will be read and perhaps written soon.
  @inline(__always)
  static func prefetch(_ address: UnsafeRawPointer) { platform_prefetch(address) }

  /// Asks for large pages, which the system may or may not give.
  func preferLargePages() {
    #if canImport(Glibc)
      madvise(base, size, Int32(MADV_HUGEPAGE))
    #endif
  }

  func unmap() {
    munmap(base, size)
    if let descriptor { close(descriptor) }
  }

  private static func map(size: Int, descriptor: Int32, flags: Int32) throws -> UnsafeMutableRawPointer {
    let address = mmap(nil, size, PROT_READ | PROT_WRITE, flags | MAP_NORESERVE, descriptor, 0)
    guard let address, address != MAP_FAILED else {
      throw ArenaError(reason: String(cString: strerror(errno)), size: size)
    }
    return address
  }
}

/// The memory for a run could not be had.
struct ArenaError: Error {
  var reason: String
  /// Bytes asked for.
  var size: Int
}
