// What the doctor finds, and what follows from it.
import ScenarioEngine
import ScenarioModel
import ScenarioReport

struct Machine {
  let environment: EnvironmentRecord
  let limits: SystemLimits

  var listing: Listing {
    Listing("doctor", [.init("what", key: "name"), .init("found", key: "value")], rows, remarks: remarks)
  }

  private var rows: [[String]] {
    [
      ["scenario", environment.scenarioVersion + (environment.isDebugBuild ? ", debug build" : "")],
      ["operating system", environment.operatingSystem],
      ["processor", environment.processor],
      ["processors online", "\(environment.processors)"],
      ["processors that this process may use", "\(environment.usableProcessors)"],
      ["processor quota of the control group", environment.quota.map { Quantity.significant($0) } ?? "none"],
      ["load average over a minute", Quantity.fixed(environment.load, decimals: 2)],
      ["memory", Quantity.size(environment.memory)],
      ["smallest step of the clock", Quantity.duration(environment.clockResolution)],
      ["open files of a process", words(limits.descriptors)],
      ["processes and threads of this user", words(limits.processes)],
      ["processes and threads of the control group", words(limits.groupProcesses)],
      ["address space of a process", limits.addressSpace.map { Quantity.size(Int64(clamping: $0)) } ?? "no limit"],
    ]
  }

  private func words(_ limit: UInt64?) -> String { limit.map { Quantity.count(Int64(clamping: $0)) } ?? "no limit" }

  /// What would make measurements other than they are elsewhere.
  private var remarks: [String] {
    let usable = Double(environment.usableProcessors)
    var remarks: [String] = []
    if environment.isDebugBuild {
      remarks.append("This is a debug build: times are not typical. Build with 'swift build -c release'.")
    }
    if environment.usableProcessors < environment.processors {
      remarks.append(
        "Only \(environment.usableProcessors) of \(environment.processors) processors may be used (CPU affinity).")
    }
    if let quota = environment.quota, quota < usable {
      remarks.append(
        "The control group allows \(Quantity.significant(quota)) processors' worth of time: more workers than that are "
          + "throttled when they compute.")
    }
    if environment.usableProcessors == 1 {
      remarks.append("With one processor, nothing that computes gets faster by more workers.")
    }
    if environment.load > usable / 2 {
      remarks.append("Other programs keep the processors busy: measurements will be disturbed.")
    }
    if environment.clockResolution > 1_000 {
      remarks.append("The clock is coarse: times below a few of its steps mean nothing.")
    }
    if let most = limits.descriptors, most < 256 {
      remarks.append("Few files may be open at once: many worker processes need more ('ulimit -n 4096').")
    }
    return remarks.isEmpty ? ["Nothing stands in the way of measuring."] : remarks
  }
}
