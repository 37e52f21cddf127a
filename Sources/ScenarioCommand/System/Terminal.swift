// What a descriptor leads to: a terminal or not, how wide, and what it can show.
import ScenarioReport

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

struct Terminal {
  /// Whether a person looks at it.
  let isInteractive: Bool
  /// How to write for it.
  let style: ReportStyle

  /// Looks at a descriptor and at `NO_COLOR`, `TERM`, `COLUMNS` and the locale.
  init(descriptor: Int32) {
    isInteractive = isatty(descriptor) == 1
    let isDumb = System.environment("TERM") == "dumb"
    style = ReportStyle(
      width: Terminal.width(descriptor), color: isInteractive && !isDumb && System.environment("NO_COLOR") == nil,
      unicode: Terminal.showsUnicode)
  }

  /// Whether a line can be drawn over.
  var isLive: Bool { isInteractive && System.environment("TERM") != "dumb" }

  /// `COLUMNS` if the user has set it, else what the terminal says, else 80.
  private static func width(_ descriptor: Int32) -> Int {
    if let columns = System.environment("COLUMNS").flatMap({ Int($0) }), columns > 0 { return columns }
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Whether the locale's characters are UTF-8: the first of these variables that is set decides, and without any of
  /// them the locale is `C`.
  private static var showsUnicode: Bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { System.environment($0) }.first ?? "C"
    let name = locale.lowercased()
    return name.contains("utf-8") || name.contains("utf8")
  }
}
