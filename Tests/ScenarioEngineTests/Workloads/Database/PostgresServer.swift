// A real PostgreSQL server for one test, where Debian's package is installed.
import Foundation
import Support

/// Listens on loopback, knows one user, and is gone with the last reference.
final class PostgresServer {
  let port: Int
  private let folder: TemporaryFolder
  private let binaries: String

  /// nil, with a message, where there is no server to start or nobody to run it as: it refuses to be run by root.
  init?() throws {
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
    guard let version = versions.max(by: { (Int($0) ?? 0) < (Int($1) ?? 0) }) else {
      print("skipped: PostgreSQL is not installed (apt-get install postgresql)")
      return nil
    }
    binaries = "/usr/lib/postgresql/\(version)/bin"
    folder = try TemporaryFolder()
    var port = 0
    for _ in 0..<5 {
      port = Int.random(in: 20_000..<32_000)
      let end = try PostgresServer.shell(
        """
        rm -rf "$1/data" && echo secret > "$1/password" && { [ "$(id -u)" != 0 ] || chown -R postgres "$1"; } || exit 1
        as() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; else "$@"; fi; }
        as $2/initdb -D "$1/data" -U tester -A scram-sha-256 --pwfile="$1/password" -E UTF8 --no-locale -N &&
        as $2/pg_ctl -D "$1/data" -l "$1/log" -w -o "-p $3 -c listen_addresses=127.0.0.1 \
        -c unix_socket_directories= -c fsync=off" start
        """, folder.path, binaries, "\(port)")
      if end.code == 0 {
        self.port = port
        return
      }
      print("no server: \(end.output)\(end.error)\(folder.read("log") ?? "")")
    }
    print("skipped: no PostgreSQL server could be started here")
    return nil
  }

  deinit { stop() }

  var url: String { "postgresql://tester:secret@127.0.0.1:\(port)/postgres" }

  /// At once, as if it had crashed.
  func stop() {
    _ = try? PostgresServer.shell(
      """
      as() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; else "$@"; fi; }
      as $2/pg_ctl -D "$1/data" -m immediate -w stop
      """, folder.path, binaries)
  }

  private static func shell(_ script: String, _ arguments: String...) throws -> ProgramEnd {
    try RunningProgram(ProgramStart(["-c", script, "-"] + arguments), path: "/bin/sh").end()
  }
}
