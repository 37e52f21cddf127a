// How much of everything the system lets this process have, for `doctor`.
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Limits of the operating system; nil stands for "none".
package struct SystemLimits: Sendable, Hashable {
  /// Open descriptors of one process.
  package var descriptors: UInt64?
  /// Processes and threads of this user.
  package var processes: UInt64?
  /// Processes and threads of this control group.
  package var groupProcesses: UInt64?
  /// Bytes of address space of one process.
  package var addressSpace: UInt64?

  /// The limits as they are now.
  package static func look() -> SystemLimits {
    SystemLimits(
      descriptors: limit(RLIMIT_NOFILE), processes: ProcessLimit.processes.map { UInt64($0) },
      groupProcesses: ProcessLimit.processesOfGroup.map { UInt64($0) },
      addressSpace: limit(RLIMIT_AS))
  }

  #if canImport(Glibc)
    private typealias Resource = __rlimit_resource
  #else
    private typealias Resource = Int32
  #endif

  private static func limit(_ resource: Resource) -> UInt64? {
    var limit = rlimit()
    #if canImport(Glibc)
      let status = getrlimit(__rlimit_resource_t(resource.rawValue), &limit)
    #else
      let status = getrlimit(resource, &limit)
    #endif
    guard status == 0, limit.rlim_cur != rlim_t.max else { return nil }
    return UInt64(limit.rlim_cur)
  }
}
