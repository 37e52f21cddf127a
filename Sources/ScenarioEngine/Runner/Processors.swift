// The processors of this machine, and those that this process may use.
import CPlatform

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

enum Processors {
  /// Processors that are online.
  static var online: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// Those that the affinity mask of this process allows.
  static var usable: Int {
    let allowed = Int(platform_usable_processors())
    return allowed > 0 ? allowed : online
  }
}
