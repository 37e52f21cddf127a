// The run's own directory: fresh, private, and gone afterwards.
import Glibc
import Testing

@testable import ScenarioEngine

@Suite("the directory of a run")
struct RunDirectoryTests {
  @Test("it is made when asked for, always the same, for its owner alone, and removed with all that is in it")
  func life() throws {
    let directory = RunDirectory()
    let path = try directory.path()
    let again = try directory.path()
    #expect(again == path)
    var info = stat()
    #expect(stat(path, &info) == 0 && info.st_mode & 0o777 == 0o700)
    #expect(mkdir(path + "/deep", 0o755) == 0 && mkdir(path + "/deep/er", 0o755) == 0)
    #expect(close(creat(path + "/deep/er/file", 0o600)) == 0)
    directory.remove()
    #expect(stat(path, &info) != 0)
  }

  @Test("a link in it is removed, not followed")
  func links() throws {
    try withTemporaryDirectory { outside in
      #expect(close(creat(outside + "/kept", 0o600)) == 0)
      let directory = RunDirectory()
      let path = try directory.path()
      #expect(symlink(outside, path + "/link") == 0)
      directory.remove()
      var info = stat()
      #expect(stat(outside + "/kept", &info) == 0)
    }
  }

  @Test("one that nobody asked for was never made, and two are different")
  func several() throws {
    RunDirectory().remove()
    let (one, other) = (RunDirectory(), RunDirectory())
    let paths = [try one.path(), try other.path()]
    #expect(paths[0] != paths[1])
    one.remove()
    other.remove()
  }
}
