// libyaml's events, as Swift values. The only file that imports it.

import CLibYAML

/// One event. Pointers into it are valid until the next event is asked for.
struct YAMLEvent {
  enum Kind: UInt8 {
    case streamStart, streamEnd, documentStart, documentEnd, alias, scalar, sequenceStart, sequenceEnd, mappingStart,
      mappingEnd
  }

  enum ScalarStyle: UInt8 {
    case plain, singleQuoted, doubleQuoted, literal, folded
  }

  let kind: Kind
  /// The position of the first character, counted in characters (code points) from the start of the input.
  let start: Int
  /// The position after the last character.
  let end: Int
  /// The name after `&`, or for an alias the name after `*`.
  var anchor: UnsafePointer<UInt8>?
  /// The tag, handles resolved.
  var tag: UnsafePointer<UInt8>?
  /// The text of a scalar, with its length: it may contain NUL.
  var text = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
  var style = ScalarStyle.plain
  /// Document markers: not written. Collections: not meaningful.
  var isImplicit = false
  /// Whether a collection is written in brackets or braces.
  var isFlow = false
}

/// Why the parser stopped, in libyaml's own words; positions as in `YAMLEvent`.
struct YAMLFailure: Equatable {
  let problem: String
  let problemMark: Int
  /// What it was doing, if it says so.
  let context: String?
  let contextMark: Int
}

/// A parser over one UTF-8 text. It has no limits of its own: stop asking to stop it.
struct YAMLParser: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let event: UnsafeMutablePointer<yaml_event_t>

  /// - Parameter input: well-formed UTF-8 without a byte order mark, kept alive by the caller while the parser lives.
  init(_ input: UnsafeBufferPointer<UInt8>) {
    parser = .allocate(capacity: 1)
    event = .allocate(capacity: 1)
    guard yaml_parser_initialize(parser) == 1 else { fatalError("out of memory for a YAML parser") }
    event.initialize(to: yaml_event_t())
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, input.baseAddress ?? UnsafePointer(bitPattern: 1)!, input.count)
  }

  deinit {
    yaml_event_delete(event)
    yaml_parser_delete(parser)
    event.deallocate()
    parser.deallocate()
  }

  /// The next event, or nil once something is wrong with the text; then `failure` says what.
  mutating func next() -> YAMLEvent? {
    yaml_event_delete(event)
    guard yaml_parser_parse(parser, event) == 1 else { return nil }
    switch event.pointee.type {
    case YAML_STREAM_START_EVENT: return make(.streamStart)
    case YAML_DOCUMENT_START_EVENT: return make(.documentStart, isImplicit: event.pointee.data.document_start.implicit)
    case YAML_DOCUMENT_END_EVENT: return make(.documentEnd, isImplicit: event.pointee.data.document_end.implicit)
    case YAML_ALIAS_EVENT: return makeAlias()
    case YAML_SCALAR_EVENT: return makeScalar()
    case YAML_SEQUENCE_START_EVENT: return makeSequenceStart()
    case YAML_SEQUENCE_END_EVENT: return make(.sequenceEnd)
    case YAML_MAPPING_START_EVENT: return makeMappingStart()
    case YAML_MAPPING_END_EVENT: return make(.mappingEnd)
    default: return make(.streamEnd)
    }
  }

  /// What is wrong, after `next` has returned nil.
  var failure: YAMLFailure {
    let state = parser.pointee
    return YAMLFailure(
      problem: state.problem.map { String(cString: $0) } ?? "out of memory", problemMark: state.problem_mark.index,
      context: state.context.map { String(cString: $0) }, contextMark: state.context_mark.index)
  }

  private func make(_ kind: YAMLEvent.Kind, isImplicit: Int32 = 0) -> YAMLEvent {
    YAMLEvent(
      kind: kind, start: event.pointee.start_mark.index, end: event.pointee.end_mark.index,
      isImplicit: isImplicit != 0)
  }

  private func makeAlias() -> YAMLEvent {
    var made = make(.alias)
    made.anchor = UnsafePointer(event.pointee.data.alias.anchor)
    return made
  }

  private func makeScalar() -> YAMLEvent {
    var made = make(.scalar)
    let scalar = event.pointee.data.scalar
    made.anchor = UnsafePointer(scalar.anchor)
    made.tag = UnsafePointer(scalar.tag)
    made.text = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
    made.style =
      switch scalar.style {
      case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
      case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
      case YAML_LITERAL_SCALAR_STYLE: .literal
      case YAML_FOLDED_SCALAR_STYLE: .folded
      default: .plain
      }
    return made
  }

  private func makeSequenceStart() -> YAMLEvent {
    var made = make(.sequenceStart)
    let sequence = event.pointee.data.sequence_start
    made.anchor = UnsafePointer(sequence.anchor)
    made.tag = UnsafePointer(sequence.tag)
    made.isFlow = sequence.style == YAML_FLOW_SEQUENCE_STYLE
    return made
  }

  private func makeMappingStart() -> YAMLEvent {
    var made = make(.mappingStart)
    let mapping = event.pointee.data.mapping_start
    made.anchor = UnsafePointer(mapping.anchor)
    made.tag = UnsafePointer(mapping.tag)
    made.isFlow = mapping.style == YAML_FLOW_MAPPING_STYLE
    return made
  }
}
