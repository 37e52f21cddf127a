// Attempts to get around what the command line allows, and what is said of what a file needs.
import FoundationEssentials
import ScenarioSyntax
import Support
import Testing

@Suite("What is not allowed")
struct PermissionTests {
  private let folder: TemporaryFolder

  /// `in` may be written to, `out` not; `in/link` leads to `out`, and so does `in/deep`, by way of a folder of it.
  init() throws {
    folder = try TemporaryFolder()
    for name in ["in/real", "out/inner"] {
      try FileManager.default.createDirectory(atPath: folder / name, withIntermediateDirectories: true)
    }
    try link("in/link", to: "../out")
    try link("in/deep", to: folder / "out/inner")
    try link("in/missing", to: "../out/later")
    try link("allowed", to: "in")
    try folder.write("out/own.db", "")
    try link("in/own.db", to: "../out/own.db")
  }

  private func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: folder / name, withDestinationPath: target)
  }

  private func write(_ workload: String) throws {
    try folder.write("s.yaml", "scenario: s\nworkload: { \(workload) }\n")
  }

  @Test(
    "is not written to by way of a link, dots or a folder with a longer name",
    arguments: [
      ("in", 0), ("in/real", 0), ("in/link", 77), ("in/link/inner", 77), ("in/deep", 77), ("in/deep/..", 77),
      ("in/../out", 77), ("in/real/../../out", 77), ("in/missing", 77), ("out", 77), ("in/link/../in/real", 0),
      ("in/deep/../../in/real", 0), ("allowed/real", 0),
    ])
  func links(directory: String, code: Int32) throws {
    try write("type: file, directory: '\(directory)'")
    for allowed in ["in", "./in/", folder / "in", "allowed", "out/../in"] {
      let end = try Tool.run("run", "s.yaml", "--allow-write=\(allowed)", in: folder)
      #expect(end.code == code, "--allow-write=\(allowed): \(end.error)")
    }
    #expect(FileManager.default.contents(atPath: folder / "out/own.db") == Data())
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder / "out").sorted() == ["inner", "own.db"])
  }

  @Test("is no database that a link leads to")
  func database() throws {
    try write("type: database, file: in/own.db")
    #expect(try Tool.run("run", "s.yaml", "--allow-read=in", "--allow-write=in", in: folder).code == 77)
    #expect(folder.read("out/own.db") == "")
    // SQLite could take these for addresses of files elsewhere, and for none.
    for file in ["file:out/own.db", "file:out/own.db?mode=rw", ":memory:"] {
      try write("type: database, file: '\(file)'")
      let end = try Tool.run("run", "s.yaml", "--allow-read=.", "--allow-write=.", in: folder)
      #expect(end.code == 69, "\(file): \(end.output)\(end.error)")
      #expect(folder.read("out/own.db") == "")
    }
    try write("type: database, file: in/own.db")
    #expect(try Tool.run("run", "s.yaml", "--allow-read=out", "--allow-write=out", in: folder).code == 0)
  }

  @Test(
    "is no program whose name says something to the command line",
    arguments: [("*", "'--allow-exec=*'"), ("touch,ls", "--allow-exec"), ("a b", "'--allow-exec=a b'")])
  func programs(name: String, flag: String) throws {
    try write("type: exec, command: ['\(name)', ran]")
    let end = try Tool.run("run", "s.yaml", "--allow-exec=touch", in: folder)
    #expect(end.code == 77)
    #expect(end.error.contains("add \(flag)"), "\(end.error)")
    // What is shown for one file must not open the door to another.
    try write("type: exec, command: [touch, ran]")
    #expect(try Tool.run("run", "s.yaml", "--allow-exec=*", in: folder).code == 77)
    #expect(folder.read("ran") == nil)
  }

  @Test(
    "is no host that only looks like this machine, or like one that is allowed",
    arguments: [
      "http://localhost.example.invalid/", "http://127.0.0.1.invalid/", "http://127.1/", "http://0x7f.0.0.1/",
      "http://[::ffff:192.0.2.1]/", "http://0.0.0.0/", "http://EXAMPLE.invalid.:80/", "http://www.example.invalid/",
    ])
  func hosts(url: String) throws {
    try write("type: http, url: '\(url)'")
    let end = try Tool.run("run", "s.yaml", "--allow-net=example.invalid", in: folder)
    #expect(end.code == 77, "\(end.error)")
  }

  @Test(
    "is not even read as a host where programs read it differently",
    arguments: [
      "http://127.0.0.1@example.invalid/", "http://example.invalid#@127.0.0.1/",
      "http://127.0.0.1\\\\@example.invalid/", "http://127.0.0.1%2eexample.invalid/", "file:///etc/passwd",
      "http://{input}.example.invalid/",
    ])
  func oddAddresses(url: String) throws {
    try folder.write("s.yaml", "scenario: s\nworkload: { type: http, url: \"\(url)\" }\n")
    let end = try Tool.run("run", "s.yaml", "--allow-net=127.0.0.1", in: folder)
    #expect([65, 77].contains(end.code), "\(end.error)")
    #expect(!end.output.contains("passed"))
  }

  @Test(
    "is no server that libpq is sent to by a parameter",
    arguments: [
      "postgresql://localhost,db.invalid/x", "postgresql://localhost/x?host=db.invalid",
      "postgresql://localhost/x?hostaddr=192.0.2.1", "postgresql:///x?service=evil", "postgresql://%2Ftmp/x",
    ])
  func databaseServers(url: String) throws {
    try write("type: database, url: '\(url)'")
    #expect([65, 77].contains(try Tool.run("run", "s.yaml", in: folder).code))
  }

  @Test("is found wherever a step may run it, and in every cell of a comparison")
  func everywhere() throws {
    try folder.write(
      "s.yaml",
      """
      scenario: s
      state: { x: 0 }
      locks: [l]
      queues: { q: { capacity: 4 } }
      roles:
        a:
          workload:
            type: steps
            steps:
              - { if: x == 0, then: [{ run: { type: exec, command: [p1] } }], else: [{ run: { type: exec, command: [p2] } }] }
              - { lock: l, do: [{ run: { type: exec, command: [p3] } }] }
              - parallel: { b: [{ run: { type: exec, command: [p4] } }], c: [{ run: { type: exec, command: [p5] } }] }
              - { get: { q: item }, else: [{ run: { type: exec, command: [p6] } }] }
              - { repeat: 2, do: [{ run: { type: exec, command: [p7] } }] }
              - run: { type: steps, steps: [{ run: { type: exec, command: [p8] } }] }
        b: { workload: { type: exec, command: [p9] } }
      compare: { roles.b.workload.command: [[p10], [p11]] }
      """)
    let output = try Tool.run("validate", "s.yaml", in: folder).output
    for number in Array(1...8) + [10, 11] {
      #expect(output.contains("  needs --allow-exec=p\(number) for 'exec'\n"), "\(output)")
    }
  }

  @Test("is listed by validate and plan, for files and folders, as flags that can be typed")
  func listed() throws {
    try folder.write(
      "s.yaml",
      """
      scenario: s
      roles:
        one: { workload: { type: exec, command: [sh, -c, exit] } }
        two: { workload: { type: http, url: 'http://example.invalid/' } }
        three: { workload: { type: file, directory: in } }
      """)
    let one = try Tool.run("validate", "s.yaml", in: folder)
    #expect(one.code == 0)
    #expect(
      one.output
        == """
        s.yaml: valid
          needs --allow-exec=sh for 'exec'
          needs --allow-net=example.invalid for 'http'
          needs --allow-write=in for 'file'

        """)
    try folder.write("t.yaml", "scenario: t\nworkload: { type: sleep, duration: 1ms }\n")
    #expect(try Tool.run("validate", ".", in: folder).output.contains("  s.yaml needs --allow-write=in for 'file'\n"))
    let plan = try Tool.run("plan", "s.yaml", in: folder).output
    for flag in ["--allow-exec=sh", "--allow-net=example.invalid", "--allow-write=in"] { #expect(plan.contains(flag)) }
    let json = try Tool.run("validate", "s.yaml", "--format", "json", in: folder).json()
    #expect(json["files"]?[0]?["permissions"]?[1]?["flag"]?.text == "--allow-net=example.invalid")
    let batch = try Tool.run("batch", ".", "--allow-exec=sh", "--allow-write=in", in: folder)
    #expect(batch.code == 77)
    #expect((batch.output + batch.error).contains("--allow-net=example.invalid"))
  }
}
