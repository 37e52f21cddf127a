// Steps as text with the lists of steps inside of them, easy to write out and to take apart.

/// One step of a random scenario.
package struct StepSketch: Sendable, Hashable {
  /// A list of steps under a key of the step, or under a branch's name of `parallel`.
  package struct Body: Sendable, Hashable {
    package var key: String
    package var steps: [StepSketch]
    package init(_ key: String, _ steps: [StepSketch]) {
      self.key = key
      self.steps = steps
    }
  }
  package var verb: String
  /// What stands after the verb; empty for `parallel`.
  package var operand: String
  /// Further keys with their values, such as `into: ok`.
  package var rest: [String]
  package var bodies: [Body]

  package init(_ verb: String, _ operand: String, _ rest: [String] = [], _ bodies: [Body] = []) {
    self.verb = verb
    self.operand = operand
    self.rest = rest
    self.bodies = bodies
  }

  /// Lines of YAML, indented by `depth` blanks.
  func lines(_ depth: Int) -> [String] {
    let blank = String(repeating: " ", count: depth)
    let isBranching = verb == "parallel"
    var lines = ["\(blank)- \(verb):" + (operand.isEmpty ? "" : " \(operand)")]
    lines += rest.map { "\(blank)  \($0)" }
    for body in bodies {
      let indent = blank + (isBranching ? "    " : "  ")
      lines.append("\(indent)\(body.key):" + (body.steps.isEmpty ? " []" : ""))
      for step in body.steps { lines += step.lines(depth + (isBranching ? 6 : 4)) }
    }
    return lines
  }
}

extension [StepSketch] {
  /// Every list that is a little smaller: one step left out, replaced by what is inside of it, or made smaller itself.
  var smaller: [[StepSketch]] {
    var result: [[StepSketch]] = []
    for (index, step) in enumerated() {
      var without = self
      without.remove(at: index)
      result.append(without)
      for body in step.bodies where !body.steps.isEmpty {
        result.append(without[..<index] + body.steps + without[index...])
      }
      for (place, body) in step.bodies.enumerated() {
        for steps in body.steps.smaller {
          var changed = self
          changed[index].bodies[place].steps = steps
          result.append(changed)
        }
      }
    }
    return result
  }
}
