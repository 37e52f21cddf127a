// A compiled regular expression of PCRE2 that gives up when it backtracks too much.
import CPCRE2

/// Perl's syntax over UTF-8. Unchecked: PCRE2 never changes a compiled pattern, so threads may share it.
final class Pattern: @unchecked Sendable {
  private let code: OpaquePointer

  /// Why a text is no pattern.
  struct Mistake: Error, Equatable {
    /// PCRE2's words: "missing closing parenthesis".
    var message: String
    /// Counted in bytes from the start of the pattern.
    var offset: Int
  }

  init(_ text: String) throws(Mistake) {
    var number: Int32 = 0
    var offset = 0
    let bytes = Array(text.utf8)
    let options = UInt32(PCRE2_UTF) | UInt32(PCRE2_UCP)
    guard let code = pcre2_compile_8(bytes, bytes.count, options, &number, &offset, nil) else {
      throw Mistake(message: Pattern.words(number), offset: offset)
    }
    self.code = code
  }

  deinit { pcre2_code_free_8(code) }

  /// Counts the matches in `text`, which must be UTF-8, from left to right, none overlapping another.
  ///
  /// - Parameters:
  ///   - steps: how much one match may backtrack before it is given up, in PCRE2's own measure.
  ///   - checkpoint: called at each match.
  /// - Throws: `TaskError` when a match was given up.
  func matches(in text: UnsafeBufferPointer<UInt8>, steps: UInt32, checkpoint: () throws -> Void) throws -> Int64 {
    guard let match = pcre2_match_data_create_from_pattern_8(code, nil), let context = pcre2_match_context_create_8(nil)
    else { throw TaskError("there is no memory to search with") }
    defer {
      pcre2_match_data_free_8(match)
      pcre2_match_context_free_8(context)
    }
    pcre2_set_match_limit_8(context, steps)
    guard let ends = pcre2_get_ovector_pointer_8(match) else { return 0 }
    var offset = 0
    var count: Int64 = 0
    while offset <= text.count {
      try checkpoint()
      let status = pcre2_match_8(code, text.baseAddress, text.count, offset, UInt32(PCRE2_NO_UTF_CHECK), match, context)
      if status == PCRE2_ERROR_NOMATCH { break }
      guard status >= 0 else {
        throw TaskError("the search was given up at byte \(offset) of the text: \(Pattern.words(status))")
      }
      count += 1
      // An empty match would be found again at the same place.
      offset = ends[0] < ends[1] ? ends[1] : ends[1] + 1
    }
    return count
  }

  private static func words(_ number: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 256)
    let length = pcre2_get_error_message_8(number, &buffer, buffer.count)
    return length > 0 ? String(decoding: buffer.prefix(Int(length)), as: UTF8.self) : "error \(number)"
  }
}
