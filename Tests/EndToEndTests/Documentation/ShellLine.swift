// A line that documentation tells the reader to type, typed.
import FoundationEssentials
import Support

enum ShellLine {
  /// Gives a line to the shell, in a folder that has a copy of the project's scenarios and examples, with the built program
  /// on the PATH.
  static func run(_ line: String, within seconds: Int = 120) throws -> ProgramEnd {
    let folder = try TemporaryFolder()
    for name in ["Scenarios", "Examples"] {
      try FileManager.default.copyItem(atPath: Project.root + "/" + name, toPath: folder / name)
    }
    let program = BuiltBinary.path
    let place = program[..<(program.lastIndex(of: "/") ?? program.startIndex)]
    var start = ProgramStart(["-c", "PATH='\(place)':\"$PATH\"\n\(line)"])
    start.folder = folder.path
    return try RunningProgram(start, path: "/bin/sh").end(within: seconds)
  }

  /// The line with `--dry-run` where it would take long, or where its end depends on how busy the machine is: the
  /// sizes of the experiments that a lesson comes from, and everything at once, which continuous integration runs
  /// by itself.
  static func bounded(_ line: String) -> String {
    let command = line.split(separator: "#").first.map(String.init) ?? line
    let isLong = command.contains("--set ") || command.hasPrefix("scenario batch ")
    return isLong ? command + " --dry-run" : line
  }
}
