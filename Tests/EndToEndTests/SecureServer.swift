// A server that speaks TLS on loopback, with a certificate that it has signed itself.
import FoundationEssentials
import Glibc
import Support

/// OpenSSL's own test server; ends with the last reference.
final class SecureServer {
  let port: Int
  /// The certificate, for localhost and 127.0.0.1.
  let certificate: String
  private let program: RunningProgram

  /// - Parameter folder: where the certificate and its key are made.
  /// - Returns: nil where there is no OpenSSL.
  init?(in folder: TemporaryFolder) throws {
    let names = "subjectAltName=DNS:localhost,IP:127.0.0.1"
    certificate = folder / "server.pem"
    let make = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    let files = ["-keyout", folder / "key.pem", "-out", certificate]
    guard let openssl = SecureServer.openssl,
      try RunningProgram(ProgramStart(make + ["-addext", names] + files), path: openssl).end().code == 0
    else { return nil }
    program = try RunningProgram(
      ProgramStart(["s_server", "-accept", "127.0.0.1:0", "-cert", certificate, "-key", folder / "key.pem", "-www"]),
      path: openssl)
    try program.wait { SecureServer.port(in: $0.outputText) != nil }
    port = SecureServer.port(in: program.outputText) ?? 0
  }

  deinit {
    program.send(SIGKILL)
    _ = try? program.end()
  }

  /// From the line `ACCEPT 127.0.0.1:4711`.
  private static func port(in output: String) -> Int? {
    guard output.hasSuffix("\n"), let line = output.split(separator: "\n").last, line.hasPrefix("ACCEPT") else {
      return nil
    }
    return line.split(separator: ":").last.flatMap { Int($0) }
  }

  private static let openssl = ["/usr/bin/openssl", "/usr/local/bin/openssl", "/opt/homebrew/bin/openssl"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }
}
