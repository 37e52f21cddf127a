// An open file: reading and writing whole blocks, making them durable, and what the page cache holds of it.
import CPlatform

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Blocks the calling thread wherever the file system does.
final class DataFile {
  enum Use { case reading, replacing }

  private let number: Int32
  let path: String
  /// Bytes that are read or written in one go: many enough to cost nothing, few enough to be asked to stop meanwhile.
  private static let piece = 4 << 20

  /// - Throws: `SystemError`.
  init(_ path: String, for use: Use) throws(SystemError) {
    let flags = use == .reading ? O_RDONLY : O_RDWR | O_CREAT | O_TRUNC
    let number = open(path, flags | O_CLOEXEC, 0o600)
    guard number >= 0 else { throw SystemError("'\(path)' cannot be opened", errno) }
    self.number = number
    self.path = path
  }

  deinit { close(number) }

  /// Writes all of `bytes` from the start of the file.
  ///
  /// - Parameter checkpoint: called between the pieces of large contents.
  /// - Throws: `SystemError` that says how much went in: a full disk, a limit on sizes; what `checkpoint` throws.
  func write(_ bytes: ArraySlice<UInt8>, checkpoint: () throws -> Void = {}) throws {
    var done = 0
    while done < bytes.count {
      try checkpoint()
      let size = min(DataFile.piece, bytes.count - done)
      let count = bytes.withUnsafeBytes { pwrite(number, $0.baseAddress! + done, size, off_t(done)) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        throw SystemError("writing '\(path)' failed after \(done) of \(bytes.count) bytes", count == 0 ? ENOSPC : errno)
      }
      done += count
    }
  }

  /// The file's first `size` bytes; fewer where it ends before.
  ///
  /// - Parameter checkpoint: called between the pieces of large contents.
  /// - Throws: `SystemError` that says how much came out; what `checkpoint` throws.
  func read(_ size: Int, checkpoint: () throws -> Void = {}) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: size) { buffer, done in
      while done < size {
        try checkpoint()
        let count = pread(number, buffer.baseAddress! + done, min(DataFile.piece, size - done), off_t(done))
        if count < 0, errno == EINTR { continue }
        guard count >= 0 else { throw SystemError("reading '\(path)' failed after \(done) bytes", errno) }
        guard count > 0 else { return }
        done += count
      }
    }
  }

  /// Returns when what was written is on the device, as far as the system can tell.
  func sync() throws(SystemError) {
    guard fsync(number) == 0 else { throw SystemError("syncing '\(path)' failed", errno) }
  }

  /// Asks the system to forget what it caches of the file. What is not on the device yet stays.
  func dropCache() {
    #if os(Linux)
      posix_fadvise(number, 0, 0, Int32(POSIX_FADV_DONTNEED))
    #endif
  }

  /// How much of the file's first `size` bytes is in memory, 0 to 1; nil where the system does not tell.
  func cachedShare(of size: Int) -> Double? {
    #if os(Linux)
      let page = Int(sysconf(Int32(_SC_PAGESIZE)))
      guard size > 0, let map = mmap(nil, size, PROT_READ, MAP_SHARED, number, 0), map != MAP_FAILED else {
        return nil
      }
      defer { munmap(map, size) }
      var pages = [UInt8](repeating: 0, count: (size + page - 1) / page)
      guard mincore(map, size, &pages) == 0 else { return nil }
      return Double(pages.count { $0 & 1 != 0 }) / Double(pages.count)
    #else
      return nil
    #endif
  }

  /// Whether the file lies in memory anyway, on a file system without a device.
  func isInMemory() -> Bool { platform_lies_in_memory(number) != 0 }
}
