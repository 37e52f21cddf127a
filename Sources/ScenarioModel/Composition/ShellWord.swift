// Words of a command line that can be typed as they stand.

/// A word of a command line.
package enum ShellWord {
  /// As a POSIX shell reads it back: quoted unless it is made of harmless characters.
  package static func quoted(_ word: String) -> String {
    let harmless = word.unicodeScalars.allSatisfy { scalar in
      scalar.isASCII
        && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
          || "-_./:=+,@%".unicodeScalars.contains(scalar))
    }
    if harmless, !word.isEmpty { return word }
    return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}
