// Text that is like text: words, numbers, addresses and dates in lines, the same on every machine.
import ScenarioModel

enum GeneratedText {
  /// Bytes after which the text begins again: far more than zlib looks back, and made in no time.
  static let period = 1 << 20

  /// So many bytes of ASCII. Common words are common, so that it compresses to about a third, as prose does.
  static func bytes(_ count: Int, seed: UInt64 = 0) -> [UInt8] {
    let text = fresh(min(count, period), seed: seed)
    guard count > text.count else { return text }
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, done in
      while done < count {
        let piece = text[..<min(text.count, count - done)]
        _ = UnsafeMutableBufferPointer(rebasing: buffer[done...]).initialize(fromContentsOf: piece)
        done += piece.count
      }
    }
  }

  private static func fresh(_ count: Int, seed: UInt64) -> [UInt8] {
    var generator = SplitMix64(seed: seed)
    var text: [UInt8] = []
    text.reserveCapacity(count + 32)
    var line = 0
    while text.count < count {
      let word = next(&generator)
      text += word
      line += word.count + 1
      text.append(line > 72 ? 10 : 32)
      if line > 72 { line = 0 }
    }
    return Array(text.prefix(count))
  }

  private static func next(_ generator: inout SplitMix64) -> [UInt8] {
    let bits = generator.next()
    switch bits % 64 {
    case 0: return Array("\(bits >> 40)".utf8)
    case 1: return Array("\(word(bits >> 8)).\(word(bits >> 24))@example.org".utf8)
    case 2: return Array("20\(10 + bits >> 8 % 20)-\(10 + bits >> 16 % 3)-\(10 + bits >> 24 % 19)".utf8)
    case 3...8: return Array((word(bits >> 8) + ",").utf8)
    case 9...14: return Array((word(bits >> 8) + ".").utf8)
    default: return Array(word(bits >> 8).utf8)
    }
  }

  /// The smaller of two draws: words at the start of the list are the common ones.
  private static func word(_ bits: UInt64) -> String {
    let count = UInt64(words.count)
    return words[Int(min(bits % count, (bits >> 16) % count))]
  }

  private static let words = """
    the of and to a in is it that for was on are with as his they be at one have this from or had by word but what some
    we can out other were all there when up use your how said an each she which do their time if will way about many then
    them write would like so these her long make thing see him two has look more day could go come did number sound no
    most people over know water than call first who may down side been now find any new work part take get place made
    live where after back little only round man year came show every good me give our under name very through just form
    sentence great think say help low line differ turn cause much mean before move right boy old too same tell does set
    three want air well also play small end put home read hand port large spell add even land here must big high such
    follow act why ask men change went light kind off need house picture try us again animal point mother world near
    build self earth father head stand own page should country found answer school grow study still learn plant cover
    """.split(whereSeparator: \.isWhitespace).map(String.init)
}
