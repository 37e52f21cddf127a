// A file system that is soon full, for programs that write.
import FoundationEssentials

/// A memory file system of a given size, mounted for one program alone.
package enum SmallDisk {
  /// How a program ended there.
  package struct End: Sendable {
    package let code: Int32
    /// What it said on both streams, in one line.
    package let words: String
    /// The names of what it left behind.
    package let left: [String]
  }

  /// Runs the built program with its temporary files on such a disk.
  ///
  /// - Parameters:
  ///   - size: as `mount` has it: `40k`.
  ///   - folder: where the program runs; gets a folder `disk`.
  /// - Returns: nil, with a word about it, where this user may not mount anything.
  package static func run(_ arguments: [String], size: String, in folder: TemporaryFolder) throws -> End? {
    try FileManager.default.createDirectory(atPath: folder / "disk", withIntermediateDirectories: true)
    var start = ProgramStart(["-c", script, "-", folder / "disk", size, BuiltBinary.path] + arguments)
    start.folder = folder.path
    let output = try RunningProgram(start, path: "/bin/sh").end().output
    let parts = output.split(separator: "\(marker)\n", omittingEmptySubsequences: false)
    guard parts.count == 3, let code = Int32(parts[1].dropLast()) else {
      print("skipped: this user may not mount a small file system")
      return nil
    }
    return End(
      code: code, words: parts[0].split(whereSeparator: \.isWhitespace).joined(separator: " "),
      left: parts[2].split(separator: "\n").map(String.init))
  }

  private static let marker = "--- end of the program"
  private static let script = """
    unshare -m sh -c '
      mount -t tmpfs -o size=$2 none "$1" || exit
      disk=$1; shift 2
      TMPDIR=$disk "$@" 2>&1
      code=$?
      printf "%s\\n%s\\n%s\\n" "\(marker)" $code "\(marker)"
      ls -A "$disk"' - "$@"
    """
}
