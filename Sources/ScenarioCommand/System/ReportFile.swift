// A report in a file: whole or not at all, and never over anything that is not a plain file.
import ScenarioModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A place for a report that has been looked at.
struct ReportFile {
  let path: String

  /// Looks whether a report can be put there, so that nobody waits for runs whose report then is lost.
  ///
  /// - Throws: a failure of code 73 if the path leads to anything but a plain file or nothing in a writable directory.
  init(_ path: String) throws(CommandFailure) {
    self.path = path
    var status = stat()
    if lstat(path, &status) == 0 {
      if let kind = ReportFile.kind(status.st_mode) {
        throw CommandFailure(
          .cannotCreateOutput, "'\(path)' is \(kind), and reports are only written over plain files",
          help: "name a new file, or a plain one to replace")
      }
    } else if errno != ENOENT {
      throw ReportFile.failure(path, errno)
    }
    guard access(directory, W_OK | X_OK) == 0 else { throw ReportFile.failure(path, errno) }
  }

  /// Writes the report beside its place and then puts it there, so that a reader sees the old one or the new one.
  func write(_ text: String) throws(CommandFailure) {
    var template = Array("\(directory)/.scenario-report-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw ReportFile.failure(path, errno) }
    let temporary = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    do throws(WriteFailure) {
      defer { close(descriptor) }
      try ByteWriter.write(Array(text.utf8), to: descriptor)
      guard fchmod(descriptor, mode) == 0, fsync(descriptor) == 0 else { throw .failed(errno) }
    } catch {
      unlink(temporary)
      throw CommandFailure(.cannotWriteOutput, "'\(path)' cannot be written: \(error.words)")
    }
    // Looked at once more: what was a plain file before the runs may be something else after them.
    do throws(CommandFailure) {
      _ = try ReportFile(path)
      guard rename(temporary, path) == 0 else { throw ReportFile.failure(path, errno) }
    } catch {
      unlink(temporary)
      throw error
    }
    syncDirectory()
  }

  private var directory: String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The mode of the file replaced, else what the process gives new files.
  private var mode: mode_t {
    var status = stat()
    if lstat(path, &status) == 0 { return status.st_mode & 0o777 }
    let mask = umask(0)
    umask(mask)
    return 0o666 & ~mask
  }

  /// Without it the new name may be lost when the machine stops; a directory that cannot be synced is as good as it gets.
  private func syncDirectory() {
    let descriptor = open(directory, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  /// What stands in the way; nil for a plain file.
  private static func kind(_ mode: mode_t) -> String? {
    switch mode & S_IFMT {
    case S_IFREG: nil
    case S_IFDIR: "a directory"
    case S_IFLNK: "a symbolic link"
    case S_IFIFO: "a pipe"
    case S_IFSOCK: "a socket"
    default: "a device"
    }
  }

  private static func failure(_ path: String, _ error: Int32) -> CommandFailure {
    CommandFailure(
      .cannotCreateOutput, "'\(path)' cannot be created: \(System.words(error))",
      help: error == ENOENT
        ? "make its folder first, or name another one" : "name a file in a folder that you may write to")
  }
}
