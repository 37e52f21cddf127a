// A terminal that nobody sits at, for what is only shown to people.
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

package enum PseudoTerminal {
  /// Runs a program with standard output and standard error on one terminal of that width.
  ///
  /// - Returns: its end, with all that was on the terminal as its output.
  package static func run(
    _ start: ProgramStart, columns: UInt16, path: String = BuiltBinary.path
  ) throws -> ProgramEnd {
    var (controller, terminal): (Int32, Int32) = (-1, -1)
    var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    var name = [CChar](repeating: 0, count: 256)
    guard openpty(&controller, &terminal, nil, nil, &size) == 0, ttyname_r(terminal, &name, name.count) == 0 else {
      throw RunningProgram.Failure(description: "no pseudo-terminal: \(String(cString: strerror(errno)))")
    }
    let device = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    var attached = start
    attached.output = .terminal(device: device, controller: controller)
    attached.error = .file(device)
    let program = try RunningProgram(attached, path: path)
    // Not before the program has it, or the terminal would have been hung up before it began.
    close(terminal)
    return try program.end()
  }
}
