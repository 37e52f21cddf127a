// Logarithm, exponential and arc tangent in plain arithmetic, so that equal seeds draw equal values on every platform.

/// The few elementary functions that the statistics need.
///
/// The C library's versions differ in the last bit from platform to platform, and a draw that differs in one bit is
/// another experiment. These use only `+ - * /`, the square root and the parts of a floating-point number, all of
/// which IEEE 754 fixes exactly. Accurate to a few units in the last place; not meant for hot loops.
package enum Elementary {
  /// The natural logarithm of 2, split so that `exponent * high` is exact for every exponent of a `Double`.
  private static let ln2High = 0x1.62e42feep-1
  private static let ln2Low = 0x1.a39ef35793c76p-33

  /// The natural logarithm. Negative arguments and NaN give NaN, zero gives `-infinity`.
  ///
  /// `ln(m * 2^e) = e ln 2 + 2 artanh((m - 1) / (m + 1))` with `m` in `[sqrt(1/2), sqrt(2))`, where the series of
  /// artanh gains three bits and more per power (Abramowitz and Stegun 4.1.27).
  package static func log(_ x: Double) -> Double {
    guard x > 0 else { return x == 0 ? -.infinity : .nan }
    guard x.isFinite else { return x }
    var mantissa = x.significand
    var exponent = Double(x.exponent)
    if mantissa > 1.4142135623730951 {
      mantissa /= 2
      exponent += 1
    }
    let s = (mantissa - 1) / (mantissa + 1)
    let square = s * s
    var series = 0.0
    for power in stride(from: 23, through: 3, by: -2) { series = (series + 1 / Double(power)) * square }
    return exponent * ln2High + (2 * s + (2 * s * series + exponent * ln2Low))
  }

  /// The exponential. Overflows to `infinity` above about 709.8 and underflows to zero below about -745.
  ///
  /// `exp(x) = 2^k exp(r)` with `|r| <= ln(2) / 2` and fourteen terms of the Taylor series.
  package static func exp(_ x: Double) -> Double {
    guard !x.isNaN else { return x }
    if x > 710 { return .infinity }
    if x < -746 { return 0 }
    let k = (x / (ln2High + ln2Low)).rounded()
    let r = (x - k * ln2High) - k * ln2Low
    var series = 1.0
    for term in stride(from: 14, through: 1, by: -1) { series = 1 + series * r / Double(term) }
    return Double(sign: .plus, exponent: Int(k), significand: series)
  }

  /// The arc tangent, in radians within `-pi/2 ... pi/2`.
  ///
  /// `atan(x) = pi/2 - atan(1/x)` and twice `atan(x) = 2 atan(x / (1 + sqrt(1 + x^2)))` bring it below 0.2, where the
  /// alternating series converges fast (Abramowitz and Stegun 4.4.42).
  package static func atan(_ x: Double) -> Double {
    guard x.isFinite else { return x.isNaN ? x : (x < 0 ? -Double.pi / 2 : Double.pi / 2) }
    if x.magnitude > 1 { return (x < 0 ? -Double.pi : Double.pi) / 2 - atan(1 / x) }
    var reduced = x
    for _ in 0..<2 { reduced /= 1 + (1 + reduced * reduced).squareRoot() }
    let square = reduced * reduced
    var series = 0.0
    for power in stride(from: 25, through: 1, by: -2) { series = 1 / Double(power) - series * square }
    return 4 * reduced * series
  }
}
