// What native work gives when nobody runs it.
import ScenarioModel

extension ExploreModel {
  /// One of the results that a scenario lets an exploration suppose; 0 where nobody looks at it.
  func result(of kernel: Int, role: Int, _ chooser: inout Chooser) -> Int64 {
    guard let supposed = roles[role].graphRole.program.assumptions[kernel], !supposed.isEmpty else { return 0 }
    return supposed[chooser.pick(among: supposed.count)]
  }

  /// Steps whose result somebody looks at although nothing is supposed of it make a graph one that cannot be explored.
  static func checkAssumptions(_ role: GraphRole) throws {
    let program = role.program
    let flow = ProgramFlow(program)
    let live = flow.liveRegisters()
    for (pc, i) in program.instructions.enumerated() where i.opcode == .call {
      guard program.assumptions[Int(i.b)] == nil, pc + 1 < live.count, live[pc + 1].contains(i.a) else { continue }
      let following = program.instructions[pc + 1]
      // The result of a role whose tasks are this work alone: an item like any other.
      if following.opcode == .end, program.instructions.count <= 2 { continue }
      let site = program.site(pc)
      let place = site?.range.map { " at \($0.file.name):\($0.start.line)" } ?? ""
      throw CannotExplore(
        "the result of '\(site?.verb ?? "run")'\(place) is used, and exploring runs no work: "
          + "say with `assume` what it may be")
    }
  }
}
