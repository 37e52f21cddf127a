// A file that was not there before.
import ScenarioModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

enum NewFile {
  /// Writes a new file; nothing is left of it if that fails half-way.
  ///
  /// - Throws: a failure of code 73 when there is something of that name or nothing can be made, 74 when it cannot be
  ///   written.
  static func create(_ path: String, text: String) throws(CommandFailure) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      let isThere = errno == EEXIST
      throw CommandFailure(
        .cannotCreateOutput, "'\(path)' cannot be created: \(System.words(errno))",
        help: isThere ? "choose another name, or remove the file first" : nil)
    }
    do throws(WriteFailure) {
      defer { close(descriptor) }
      try ByteWriter.write(Array(text.utf8), to: descriptor)
    } catch {
      unlink(path)
      throw CommandFailure(.cannotWriteOutput, "'\(path)' cannot be written: \(error.words)")
    }
  }
}
