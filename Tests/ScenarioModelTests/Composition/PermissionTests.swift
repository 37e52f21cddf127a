// What the command line allows, and what that covers.
import ScenarioModel
import Testing

@Suite("permissions")
struct PermissionTests {
  private var nothing: PermissionGrants { PermissionGrants(directory: "/home/me") { $0 } }

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
    "a host may be allowed in capitals and in brackets, and is still the only one",
    arguments: [
      ("Example.ORG", "example.org", true), ("[2001:DB8::1]", "2001:db8::1", true),
      ("example.org", "example.org.", false),
      ("example.org", "example.org.evil.net", false), ("::1", "::10", false),
    ])
  func hosts(allowed: String, asked: String, isCovered: Bool) {
    var grants = nothing
    grants.allow(Permission(.net, allowed))
    #expect(grants.allows(Permission(.net, asked)) == isCovered)
  }

  @Test("the flag shown is the one that allows it, as a shell reads it, and never one that allows more by name")
  func flags() {
    #expect(Permission(.exec, "sort").flag == "--allow-exec=sort")
    #expect(Permission(.exec, "my tool; rm -r x").flag == "'--allow-exec=my tool; rm -r x'")
    #expect(Permission(.exec, "*").flag == "'--allow-exec=*'")
    #expect(Permission(.exec, "a,rm").flag == "--allow-exec")
    #expect(Permission(.write, "a,b").flag == "--allow-write=a,b")
  }

  @Test(
    "a directory covers what lies below it, however it is written",
    arguments: [
      ("data", "/home/me/data/x", true), ("data/", "data", true), ("/home/me/data", "data/../data/y", true),
      ("data", "/home/me/database", false), ("data", "data/../../other", false), ("/", "/etc/passwd", true),
      (".", "/home/me", true), (".", "/home", false), ("data", "data/out/x", false), ("data/out", "data/out/x", true),
      ("data", "data/out/../data/x", false), ("/elsewhere", "data/out/x", true),
    ])
  func directories(allowed: String, asked: String, isCovered: Bool) {
    // data/out is a link to /elsewhere.
    var grants = PermissionGrants(directory: "/home/me") { $0.replacing("/home/me/data/out", with: "/elsewhere") }
    grants.allow(Permission(.write, allowed))
    #expect(grants.allows(Permission(.write, asked)) == isCovered)
    #expect(!grants.allows(Permission(.read, asked)))
  }
}
