// Whatever a path turns out to be, reading it ends soon, in bytes or in a reason.

import FoundationEssentials
import ScenarioSyntax
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite("opening paths")
struct OpenerTests {
  /// A folder that is removed after `body`.
  private func withFolder<Value>(_ body: (String) throws -> Value) throws -> Value {
    let folder = FileManager.default.temporaryDirectory.path() + "/opener-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try body(folder)
  }

  private func code(_ path: String) -> DiagnosticCode? {
    guard case .failure(let diagnostic) = YAMLReader.open(path: path) else { return nil }
    #expect(diagnostic.message.contains(path))
    #expect(diagnostic.range == nil)
    return diagnostic.code
  }

  @Test("a regular file gives its bytes under the name that was used")
  func file() throws {
    try withFolder { folder in
      try Data("a: 1\n".utf8).write(to: URL(filePath: folder + "/a.yaml"))
      let file = try YAMLReader.open(path: folder + "/a.yaml").get()
      #expect(file.bytes == Array("a: 1\n".utf8))
      #expect(file.name == folder + "/a.yaml")
    }
  }

  @Test("a file of exactly the limit is read, a byte more is not")
  func limit() throws {
    try withFolder { folder in
      for (size, expected) in [(1 << 20, nil), (1 << 20 + 1, DiagnosticCode.fileTooLarge)] as [(Int, DiagnosticCode?)] {
        let path = folder + "/\(size)"
        try Data(repeating: 0x23, count: size).write(to: URL(filePath: path))
        #expect(code(path) == expected)
      }
    }
  }

  @Test("what is missing, a directory, or below a file is named as such")
  func missing() throws {
    try withFolder { folder in
      try Data().write(to: URL(filePath: folder + "/empty"))
      #expect(code(folder + "/none.yaml") == .noSuchFile)
      #expect(code(folder + "/empty/below") == .noSuchFile)
      #expect(code(folder) == .notAFile)
    }
  }

  @Test("a file without permission is refused", .enabled(if: geteuid() != 0, "the superuser may read everything"))
  func unreadable() throws {
    try withFolder { folder in
      try Data("a: 1".utf8).write(to: URL(filePath: folder + "/a.yaml"))
      chmod(folder + "/a.yaml", 0)
      #expect(code(folder + "/a.yaml") == .unreadableFile)
    }
  }

  @Test("a link that leads to itself is refused")
  func loop() throws {
    try withFolder { folder in
      symlink(folder + "/loop", folder + "/loop")
      #expect(code(folder + "/loop") == .unreadableFile)
    }
  }

  @Test("an endless device is given up at the limit")
  func endless() {
    #expect(code("/dev/zero") == .fileTooLarge)
  }

  @Test("an empty device reads as an empty text")
  func null() throws {
    let bytes = try YAMLReader.open(path: "/dev/null").get().bytes
    #expect(bytes.isEmpty)
  }

  @Test("a pipe that nobody writes is given up after a moment")
  func silentPipe() throws {
    try withFolder { folder in
      mkfifo(folder + "/pipe", 0o600)
      #expect(code(folder + "/pipe") == .silentInput)
    }
  }

  @Test("a pipe that somebody writes is read to its end")
  func pipe() throws {
    try withFolder { folder in
      mkfifo(folder + "/pipe", 0o600)
      // Open both ways first: neither side then waits for the other.
      let writer = open(folder + "/pipe", O_RDWR)
      _ = "a: 1\n".withCString { write(writer, $0, 5) }
      let reader = open(folder + "/pipe", O_RDONLY | O_NONBLOCK)
      close(writer)
      defer { close(reader) }
      let bytes = try YAMLReader.open(path: folder + "/pipe").get().bytes
      #expect(bytes == Array("a: 1\n".utf8))
    }
  }

  @Test("a folder is left by links to elsewhere, not by links inside it or by what does not exist")
  func boundaries() throws {
    try withFolder { outer in
      let folder = outer + "/home"
      try FileManager.default.createDirectory(atPath: folder + "/lib", withIntermediateDirectories: true)
      for path in [outer + "/secret.yaml", outer + "/home-2.yaml", folder + "/a.yaml", folder + "/lib/b.yaml"] {
        try Data().write(to: URL(filePath: path))
      }
      for (link, target) in [("out", "../secret.yaml"), ("up", ".."), ("in", "lib/b.yaml"), ("lost", "nowhere")] {
        try FileManager.default.createSymbolicLink(atPath: folder + "/" + link, withDestinationPath: target)
      }
      let home = SourceFolder(of: folder + "/a.yaml")
      for path in ["/a.yaml", "/lib/b.yaml", "/in", "/lost", "/none.yaml", "/lib/../a.yaml"] {
        #expect(!home.isLeft(by: folder + path), "\(path)")
      }
      for path in ["/out", "/up/secret.yaml", "/../secret.yaml", "/../home-2.yaml", "/../home"] {
        #expect(home.isLeft(by: folder + path), "\(path)")
      }
    }
  }
}
