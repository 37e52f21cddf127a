// The regex workload: counts the matches of a pattern in generated text.
import ScenarioModel

/// The result is the number of matches, which depends on the task's text and the pattern alone.
enum RegexSearch: Workload {
  static let descriptor = WorkloadDescriptor(
    name: "regex",
    summary: "Counts the matches of a regular expression in generated text; the result is their number",
    boundBy: .processor,
    fields: [
      Field(
        "pattern", .text, default: #"'[a-z.]+@[a-z]+\.org'"#,
        summary: "What is searched for, in Perl's syntax; the text has words, numbers, dates and mail addresses",
        examples: [#"'\b20\d\d-\d\d-\d\d\b'"#, "'th[a-z]+'"]),
      Field(
        "size", .size(1...1 << 30), default: "256KiB", summary: "How much text every task searches",
        examples: ["64KiB", "4MiB"]),
      Field(
        "steps", .integer(1...Int64(UInt32.max)), default: "10000000",
        summary: "How far one match may backtrack before the task fails, as it does with patterns like (a+)+b",
        examples: ["100000"]),
    ],
    compile: { declaration, builder in
      do throws(Pattern.Mistake) {
        _ = try Pattern(declaration.text("pattern") ?? "")
      } catch {
        declaration.report(
          unusable: "the pattern is not a regular expression: \(error.message), after \(error.offset) bytes",
          in: "pattern", to: &builder)
      }
      return builder.call(
        KernelSpecification(
          workload: "regex", parameters: declaration.parameters.mapValues(\.value), isComputing: true, form: .blocking))
    })

  /// Tasks begin at different places of one text.
  private static let places = 1024

  static func kernel(_ specification: KernelSpecification, at site: KernelSite) throws -> Kernel {
    let pattern: Pattern
    do throws(Pattern.Mistake) {
      pattern = try Pattern(specification.text("pattern") ?? "")
    } catch {
      throw TaskError("the pattern is not a regular expression: \(error.message)")
    }
    let size = Int(specification.size("size") ?? 0)
    let steps = UInt32(clamping: specification.integer("steps") ?? 1)
    let text = GeneratedText.bytes(size + places)
    return .blocking { context in
      let start = Int(UInt64(bitPattern: context.task) % UInt64(places))
      return try text[start..<start + size].withUnsafeBufferPointer { text in
        try pattern.matches(in: text, steps: steps) { try context.checkpoint() }
      }
    }
  }
}
