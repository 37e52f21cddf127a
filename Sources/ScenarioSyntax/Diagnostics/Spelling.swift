// "Did you mean …?": the known word nearest to a mistyped one.

/// Suggestions for mistyped words.
package enum Spelling {
  /// The candidate that a reader would take `word` for, or nil if none is near enough to be worth saying.
  ///
  /// A word may differ by a third of its length, at least by one edit (insertion, deletion, replacement, or two
  /// neighbours exchanged), and never by all of it. Differences in case cost nothing. Of equally near candidates the
  /// first wins.
  package static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
    let letters = Array(word.lowercased().unicodeScalars.prefix(longestWord))
    let allowed = max(letters.count, 3) / 3
    var best: (candidate: String, distance: Int)?
    for candidate in candidates where candidate != word {
      let other = Array(candidate.lowercased().unicodeScalars.prefix(longestWord))
      guard abs(other.count - letters.count) <= allowed else { continue }
      let distance = editDistance(letters, other)
      guard distance <= allowed, distance < max(min(letters.count, other.count), 1) else { continue }
      if distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.candidate
  }

  /// Words are compared up to this many letters, so that a hostile key costs no more than a long one.
  private static let longestWord = 64

  /// The optimal string alignment distance: the edits above, no part edited twice.
  /// Source: Boytsov, "Indexing methods for approximate dictionary searching" (2011), section 2.
  private static func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var beforeLast = [Int](repeating: 0, count: right.count + 1)
    var last = Array(0...right.count)
    var current = last
    for i in 0..<left.count {
      current[0] = i + 1
      for j in 0..<right.count {
        let replacement = last[j] + (left[i] == right[j] ? 0 : 1)
        current[j + 1] = min(replacement, last[j + 1] + 1, current[j] + 1)
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
          current[j + 1] = min(current[j + 1], beforeLast[j - 1] + 1)
        }
      }
      (beforeLast, last, current) = (last, current, beforeLast)
    }
    return last[right.count]
  }
}
