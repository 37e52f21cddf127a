// How a node lies in the arena: fixed size, no references.

/// One node. Texts and lists of children lie in the arena's other runs.
struct YAMLRecord: BitwiseCopyable {
  var kind: YAMLNode.Kind
  var flags: Flags
  /// Which of the tree's files `lower` and `upper` count in.
  var file: UInt16
  /// The byte range in which the node is written; for an alias that of the alias.
  var lower: UInt32
  var upper: UInt32
  /// A scalar: offset of its text. A collection: index of its first child (mappings alternate key and value).
  var first: UInt32 = 0
  /// A scalar: bytes of text. A collection: number of children.
  var count: UInt32 = 0
  /// Index of the place where the text really comes from, or `noDefinition`.
  var definition: UInt32 = YAMLRecord.noDefinition
  /// How many nodes this one is after alias expansion, itself included.
  var weight: UInt32 = 1

  static let noDefinition = UInt32.max

  struct Flags: OptionSet, BitwiseCopyable {
    let rawValue: UInt8
    /// A scalar whose type follows from its text.
    static let plain = Flags(rawValue: 1)
    /// Tagged `!!float`: an integer counts as a floating-point number.
    static let float = Flags(rawValue: 2)
    /// Stands in for something that has been reported.
    static let broken = Flags(rawValue: 4)
    /// A collection in brackets or braces.
    static let flow = Flags(rawValue: 8)
  }
}

/// A byte range in one of a tree's files.
struct YAMLPlace: BitwiseCopyable {
  var file: UInt16
  var lower: UInt32
  var upper: UInt32
}
