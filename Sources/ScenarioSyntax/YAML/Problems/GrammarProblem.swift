// What the parser's complaints mean, and what to write instead.

/// Turns a failure of libyaml into a finding. libyaml says where it gave up and what it was doing; the cause is often
/// elsewhere, so each complaint is judged by the text around both places.
struct GrammarProblem {
  let failure: YAMLFailure
  let look: TextLook
  /// Byte offset at which libyaml gave up.
  let place: Int
  /// Byte offset at which began what libyaml was reading; only sensible if `failure.context` is there.
  let beginning: Int
  /// The offset of the innermost bracket or brace that is open, as far as the composer has come.
  let openBracket: Int?
  /// Where the last scalar that is complete is written.
  let lastScalar: SourceRange?

  init(_ failure: YAMLFailure, in origin: YAMLOrigin, openBracket: Int?, lastScalar: SourceRange?) {
    self.failure = failure
    self.openBracket = openBracket
    self.lastScalar = lastScalar
    look = TextLook(origin: origin)
    place = origin.offset(failure.problemMark)
    beginning = origin.offset(failure.contextMark)
  }

  /// The finding, in words for the author of the text.
  var diagnostic: Diagnostic {
    switch failure.problem {
    case "found character that cannot start any token": wrongFirstCharacter
    case "found a tab character that violates indentation",
      "found a tab character where an indentation space is expected":
      tab
    case "mapping values are not allowed in this context": unexpectedColon
    case "could not find expected ':'": missingColon
    case "found unexpected ':'": missingSpace(after: place)
    case "found unexpected end of stream", "found unexpected document indicator": unclosedQuote
    case "did not find expected ',' or ']'", "did not find expected ',' or '}'": brokenFlow
    case "did not find expected node content": missingContent
    case "did not find expected key": unexpectedInMapping
    case "did not find expected '-' indicator": unexpectedInSequence
    case "did not find expected <document start>": afterDocument
    case "block sequence entries are not allowed in this context": misplacedDash
    case "mapping keys are not allowed in this context": misplacedQuestionMark
    case "did not find expected alphabetic or numeric character": badAnchorName
    case "found unknown escape character", "did not find expected hexdecimal number",
      "found invalid Unicode character escape code":
      badEscape
    default: byContext
    }
  }

  /// Complaints that only differ in what was being read.
  private var byContext: Diagnostic {
    let context = failure.context ?? ""
    if context.contains("block scalar") { return badBlockHeader }
    if context.contains("directive") || failure.problem.contains("directive")
      || failure.problem.contains("incompatible")
    {
      return badDirective
    }
    if context.contains("tag") || failure.problem.contains("tag") { return badTag }
    return other
  }

  /// Whatever has no rule of its own: both places, with libyaml's words as a note.
  var other: Diagnostic {
    let range = look.character(place)
    let context = failure.context ?? ""
    let labels =
      failure.context == nil || beginning >= place ? [] : [Label("began here", at: look.character(beginning))]
    return Diagnostic(
      .yamlSyntax, message: "something that YAML does not allow here", range: range, labels: labels,
      notes: ["the parser says: \(context.isEmpty ? "" : context + ", ")\(failure.problem)"],
      help: "if this is text, put the whole value in quotes")
  }
}
