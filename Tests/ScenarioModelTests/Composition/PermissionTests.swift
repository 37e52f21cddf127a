// What the command line allows, and what that covers.
import ScenarioModel
import Testing

@Suite("permissions")
struct PermissionTests {
  private var nothing: PermissionGrants { PermissionGrants(directory: "/home/me") }

  @Test("without a flag nothing is allowed", arguments: Permission.Kind.allCases)
  func none(kind: Permission.Kind) { #expect(!nothing.allows(Permission(kind, "a"))) }

  @Test("a flag without names allows all of its kind and nothing else")
  func all() {
    var grants = nothing
    grants.allowAll(.exec)
    #expect(grants.allows(Permission(.exec, "sort")))
    #expect(!grants.allows(Permission(.net, "example.org")))
    grants.allow(Permission(.exec, "ls"))
    #expect(grants.allows(Permission(.exec, "sort")))
  }

  @Test("a program or host is allowed as it is written, and only it")
  func names() {
    var grants = nothing
    grants.allow(Permission(.exec, "sort"))
    grants.allow(Permission(.net, "example.org"))
    #expect(grants.allows(Permission(.exec, "sort")))
    #expect(!grants.allows(Permission(.exec, "/tmp/sort")))
    #expect(grants.allows(Permission(.net, "example.org")))
    #expect(!grants.allows(Permission(.net, "www.example.org")))
  }

  @Test(
    "a directory covers what lies below it, however it is written",
    arguments: [
      ("data", "/home/me/data/x", true), ("data/", "data", true), ("/home/me/data", "data/../data/y", true),
      ("data", "/home/me/database", false), ("data", "data/../../other", false), ("/", "/etc/passwd", true),
      (".", "/home/me", true), (".", "/home", false),
    ])
  func directories(allowed: String, asked: String, isCovered: Bool) {
    var grants = nothing
    grants.allow(Permission(.write, allowed))
    #expect(grants.allows(Permission(.write, asked)) == isCovered)
    #expect(!grants.allows(Permission(.read, asked)))
  }
}
