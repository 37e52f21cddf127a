// The list of codes for text that is not YAML.

extension SyntaxCodes {
  static let grammar: [DiagnosticCode] = [
    .tabIndentation, .reservedCharacter, .secondColon, .missingSpace, .missingColon, .unclosedQuote, .unclosedBracket,
    .strayBracket, .missingComma, .missingValue, .textAfterValue, .badIndentation, .misplacedDash, .expectedDash,
    .misplacedQuestionMark, .badAnchorName, .badEscape, .badBlockHeader, .badDirective, .yamlSyntax, .badTag,
    .keyTooLong, .textAfterDocument,
  ]
}
