// A program as text, one instruction a line, for tests that look at code.
import ScenarioModel

extension Program {
  /// Lines such as `3 load r5 w0`; operands that an instruction does not use are left out.
  package var listing: String {
    var lines = instructions.enumerated().map { pc, instruction in "\(pc) \(instruction.listing(in: self))" }
    for handler in handlers { lines.append("on failure in \(handler.lower)..<\(handler.upper): \(handler.handler)") }
    for (index, entries) in forks.enumerated() {
      lines.append("fork \(index): \(entries.map(String.init).joined(separator: ", "))")
    }
    return lines.joined(separator: "\n")
  }
}

extension Instruction {
  fileprivate func listing(in program: Program) -> String {
    let object = flags.contains(.indexed) ? "\(b)+r\(c)" : "\(b)"
    let operand = flags.contains(.immediate) ? "\(c)" : "r\(c)"
    switch opcode {
    case .constant: return "r\(a) = \(program.constants[Int(b)])"
    case .move: return "r\(a) = r\(b)"
    case .negate, .not, .absolute: return "r\(a) = \(opcode) r\(b)"
    case .add, .subtract, .multiply, .divide, .remainder, .equal, .notEqual, .less, .lessOrEqual, .greater,
      .greaterOrEqual, .minimum, .maximum:
      return "r\(a) = \(opcode) r\(b), \(operand)"
    case .jump: return "jump \(a)"
    case .jumpIfZero, .jumpIfNotZero: return "\(opcode) r\(a) \(b)"
    case .checkIndex: return "checkIndex r\(a) < \(b)"
    case .assert: return "assert r\(a) '\(program.texts[Int(b)].pieces.joined())'"
    case .fail: return "fail '\(program.texts[Int(a)].pieces.joined())'"
    case .tally: return "tally \(a)"
    case .log: return "log '\(program.texts[Int(a)].pieces.joined(separator: "{}"))' r\(b) \(c)"
    case .choose:
      return "r\(a) = choose \(program.constants[Int(b)..<Int(b + c)].map(String.init).joined(separator: " "))"
    case .draw: return "r\(a) = draw \(b)"
    case .load, .atomicBegin: return "r\(a) = \(opcode) w\(object)"
    case .store: return "store w\(object) = r\(a)"
    case .atomicCommit: return "atomicCommit w\(object) = r\(a) else back \(extra)"
    case .compareAndSwap: return "r\(a) = compareAndSwap w\(object) r\(a + 1) r\(a + 2)"
    case .await: return "await \(b) until r\(a) then \(c)"
    case .acquireMutex, .acquireReentrant, .acquireRead, .acquireWrite, .acquirePermit, .releaseMutex,
      .releaseReentrant, .releaseRead, .releaseWrite, .releasePermit:
      return "\(opcode) \(object)"
    case .tryMutex, .tryReentrant, .tryRead, .tryWrite, .tryPermit: return "r\(a) = \(opcode) \(object)"
    case .conditionEnter, .conditionAwait, .barrierArrive, .barrierAwait, .offer, .awaitTaken, .put, .queueCount, .call:
      return "\(opcode) \(b) r\(a)"
    case .get: return "r\(a) = get \(b)" + (c < 0 ? "" : " or \(c)")
    case .signal, .broadcast, .close, .fork: return "\(opcode) \(b)"
    case .sleep, .compute: return "\(opcode) r\(a)"
    case .end: return a < 0 ? "end" : "end r\(a)"
    case .yield, .join, .endBranch, .rethrow: return "\(opcode)"
    }
  }
}
