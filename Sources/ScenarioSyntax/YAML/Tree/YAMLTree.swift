// All nodes of one document in a few flat runs of memory.

/// The memory of a tree while it is built: owned by one builder, then by a `YAMLTree` for good.
struct YAMLArena: ~Copyable, Sendable {
  var records: RawList<YAMLRecord>
  var children: RawList<UInt32>
  var text: RawList<UInt8>
  var definitions: RawList<YAMLPlace>

  /// - Parameter bytes: the size of the source. A node takes at least four bytes of all but contrived texts, and memory
  ///   that is not touched costs nothing.
  init(bytes: Int) {
    records = RawList(capacity: bytes / 4 + 16)
    children = RawList(capacity: bytes / 4 + 16)
    text = RawList(capacity: bytes + 16)
    definitions = RawList()
  }
}

/// A finished tree. Immutable, so every thread may read it; nodes are views that keep it alive.
package final class YAMLTree: Sendable {
  let arena: YAMLArena
  /// The texts that ranges count in.
  let files: [SourceFile]

  init(_ arena: consuming YAMLArena, files: [SourceFile]) {
    self.arena = arena
    self.files = files
  }

  func range(_ place: YAMLPlace) -> SourceRange {
    SourceRange(file: files[Int(place.file)], lower: Int(place.lower), upper: Int(place.upper))
  }
}
