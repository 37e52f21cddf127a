// Numbers with units as people read them: three digits that matter, never a false precision.

/// Words for measured figures, shared by judgement and reports. ASCII only.
package enum Quantity {
  /// A duration in ns as `850 ns`, `12.3 us`, `101 ms`, `2.50 s`, `4 min 10 s`, `1 h 5 min`.
  package static func duration(_ nanoseconds: Int64) -> String {
    if nanoseconds == .min { return duration(.min + 1) }
    if nanoseconds < 0 { return "-" + duration(-nanoseconds) }
    let value = Double(nanoseconds)
    // The limits lie where rounding to three digits would reach the next unit.
    switch value {
    case ..<1_000: return "\(nanoseconds) ns"
    case ..<999_500: return significant(value / 1e3) + " us"
    case ..<999_500_000: return significant(value / 1e6) + " ms"
    case ..<119_950_000_000: return significant(value / 1e9) + " s"
    default: break
    }
    let seconds = Int64((value / 1e9).rounded())
    if seconds < 7200 { return seconds % 60 == 0 ? "\(seconds / 60) min" : "\(seconds / 60) min \(seconds % 60) s" }
    let minutes = Int64((value / 6e10).rounded())
    return minutes % 60 == 0 ? "\(minutes / 60) h" : "\(minutes / 60) h \(minutes % 60) min"
  }

  /// A size in bytes as `512 B`, `4 KiB`, `1.5 MiB`.
  package static func size(_ bytes: Int64) -> String {
    var value = Double(bytes.magnitude)
    let sign = bytes < 0 ? "-" : ""
    if value < 1024 { return "\(bytes) B" }
    var unit = "B"
    for next in ["KiB", "MiB", "GiB", "TiB", "PiB"] where value >= 1023.5 {
      value /= 1024
      unit = next
    }
    let text = value == value.rounded() ? "\(Int64(value))" : significant(value)
    return "\(sign)\(text) \(unit)"
  }

  /// A rate in events per second as `19.8/s`, `12,500/s`.
  package static func rate(_ perSecond: Double) -> String {
    guard perSecond.isFinite else { return "?/s" }
    return (abs(perSecond) >= 1000 ? count(whole(perSecond)) : significant(perSecond)) + "/s"
  }

  /// A ratio as `1.94x`, `12.0x`; above a hundred without decimals.
  package static func ratio(_ value: Double) -> String { plainRatio(value) + "x" }

  /// A ratio without its sign: two digits after the point below ten.
  package static func plainRatio(_ value: Double) -> String {
    guard value.isFinite else { return "?" }
    if abs(value) < 9.995 { return fixed(value, decimals: 2) }
    return abs(value) < 99.95 ? fixed(value, decimals: 1) : count(whole(value))
  }

  /// A share between 0 and 1 as `80 %`, small ones as `2.5 %`, never rounded up to a full hundred.
  package static func percent(_ share: Double) -> String {
    guard share.isFinite else { return "? %" }
    let value = share * 100
    if value != 0, abs(value) < 9.95 { return fixed(value, decimals: 1) + " %" }
    if value > 99, value < 100 { return fixed(min(value, 99.9), decimals: 1) + " %" }
    return "\(whole(value)) %"
  }

  /// An integer with thousands separated by commas: `1,204`.
  package static func count(_ value: Int64) -> String {
    let digits = String(value.magnitude)
    var grouped = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { grouped += "," }
      grouped.append(digit)
    }
    return value < 0 ? "-" + grouped : grouped
  }

  /// `1 run`, `2 runs`: a count with its noun, `plural` when the plural is not formed by an s.
  package static func counted(_ value: Int64, _ noun: String, plural: String? = nil) -> String {
    "\(count(value)) \(value == 1 ? noun : plural ?? noun + "s")"
  }

  /// Three significant digits, at least all digits before the point.
  package static func significant(_ value: Double) -> String {
    guard value.isFinite else { return "?" }
    switch abs(value) {
    case ..<9.995: return fixed(value, decimals: 2)
    case ..<99.95: return fixed(value, decimals: 1)
    default: return "\(whole(value))"
    }
  }

  /// A decimal number with exactly so many digits after the point, `decimals` within 0 ... 6.
  package static func fixed(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return "?" }
    guard abs(value) < 1e12 else { return value.description }
    let scale = (0..<decimals).reduce(1.0) { power, _ in power * 10 }
    let scaled = whole(value * scale)
    guard decimals > 0 else { return "\(scaled)" }
    let digits = String(scaled.magnitude)
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let split = padded.index(padded.endIndex, offsetBy: -decimals)
    return (scaled < 0 ? "-" : "") + padded[..<split] + "." + padded[split...]
  }

  /// The nearest integer; values beyond its range give the nearest end.
  private static func whole(_ value: Double) -> Int64 {
    Int64(exactly: value.rounded()) ?? (value < 0 ? .min : .max)
  }
}
