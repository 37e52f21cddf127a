// The bodies of a local server's answers: the path, and then letters up to the size.
import NIOCore

/// Unchanged once made; all connections share its bytes.
struct ServicePage: Sendable {
  /// Bytes of every body.
  let size: Int
  private let filler: ByteBuffer

  init(size: Int64) {
    self.size = Int(size)
    let letters = "abcdefghijklmnopqrstuvwxyz0123456789\n"
    var filler = ByteBufferAllocator().buffer(capacity: self.size)
    while filler.readableBytes < self.size { filler.writeString(letters) }
    self.filler = filler
  }

  /// The first `length` bytes of the body of a path, in pieces.
  func body(of path: String, upTo length: Int) -> [ByteBuffer] {
    var first = ByteBuffer(string: path + "\n")
    guard first.readableBytes < length else { return first.readSlice(length: length).map { [$0] } ?? [] }
    let rest = filler.getSlice(at: filler.readerIndex, length: length - first.readableBytes)
    return [first] + (rest.map { [$0] } ?? [])
  }
}
