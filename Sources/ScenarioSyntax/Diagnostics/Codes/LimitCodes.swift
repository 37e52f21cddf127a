// Codes for texts that ask for more than the reader gives.

extension SyntaxCodes {
  static let limits: [DiagnosticCode] = [
    .fileTooLarge, .tooDeep, .tooManyNodes, .scalarTooLong, .tooManyAnchors, .tooManyFindings,
  ]
}

extension DiagnosticCode {
  /// A text over the size limit.
  package static let fileTooLarge = DiagnosticCode(
    id: "S0120", name: "file-too-large", summary: "a file over 1 MiB",
    explanation: """
      A scenario file is written by people; a megabyte of it is a mistake, such as the wrong file name, or an attempt \
      to exhaust memory. Large inputs belong into files that a workload reads.
      """)

  /// Nesting beyond the limit.
  package static let tooDeep = DiagnosticCode(
    id: "S0121", name: "too-deep", summary: "more than 100 levels of nesting",
    explanation: """
      Mappings and lists may nest 100 deep, far beyond what anyone can read. The usual cause is a bracket or brace \
      repeated by accident or by a generator.
      """)

  /// More nodes than the limit.
  package static let tooManyNodes = DiagnosticCode(
    id: "S0122", name: "too-many-nodes", summary: "more than 100,000 values, aliases expanded",
    explanation: """
      Each alias counts as all that it stands for, since it is read that often. Aliases of aliases multiply: nine \
      levels of nine make 387 million values out of nine lines. The count is made before anything is expanded.
      """)

  /// A scalar over the size limit.
  package static let scalarTooLong = DiagnosticCode(
    id: "S0123", name: "scalar-too-long", summary: "a single value over 64 KiB",
    explanation: """
      One value may be 64 KiB long. A longer one is mostly a quote that was never closed, or data that belongs into a \
      file of its own.
      """)

  /// More anchors than the limit.
  package static let tooManyAnchors = DiagnosticCode(
    id: "S0124", name: "too-many-anchors", summary: "more than 1,000 anchors",
    explanation: """
      Anchors (`&name`) mark values to be repeated by aliases (`*name`). A thousand are more than any file needs.
      """)

  /// More findings than are shown.
  package static let tooManyFindings = DiagnosticCode(
    id: "S0125", name: "too-many-findings", summary: "more findings than are shown",
    explanation: """
      After 100 findings in one text the rest are only counted. Mend the first few: many of the others usually follow \
      from them.
      """)
}
