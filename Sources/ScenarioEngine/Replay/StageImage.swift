// Lays out and fills the stage of a replay in the arena.
import ScenarioModel
import Synchronization

extension ArenaImage {
  mutating func placeStage(_ bump: inout Bump) {
    guard let direction else { return }
    layout.stage = bump.take(StageControl.self, count: 1)
    stageParts = StageParts(
      entries: bump.take(StageEntry.self, count: direction.entries.count),
      picks: bump.take(StagePick.self, count: direction.picks.count),
      tokens: bump.take(Atomic<Int32>.self, count: direction.workerCount * direction.strands),
      roles: bump.take(StageRole.self, count: direction.roles.count),
      visible: direction.roles.map { bump.take(UInt8.self, count: $0.visible.count) })
  }

  func fillStage(_ world: World) {
    guard let direction, let stageParts, let stage = world.stage else { return }
    stage.pointee.count = Int64(direction.entries.count)
    stage.pointee.entries = stageParts.entries
    stage.pointee.picks = stageParts.picks
    stage.pointee.tokens = stageParts.tokens
    stage.pointee.roles = stageParts.roles
    stage.pointee.strands = direction.strands
    world.copy(direction.entries, to: stageParts.entries)
    world.copy(direction.picks, to: stageParts.picks)
    let roles = zip(direction.roles, stageParts.visible).map { role, visible in
      StageRole(
        firstWorker: role.firstWorker, workers: role.workers, visible: visible, claimsAtOnce: role.claimsAtOnce)
    }
    world.copy(roles, to: stageParts.roles)
    for (role, visible) in zip(direction.roles, stageParts.visible) { world.copy(role.visible, to: visible) }
    world.objects[layout.stageObject].wakesAll = true
  }
}

/// Byte offsets of a stage's parts.
struct StageParts {
  var entries: Int
  var picks: Int
  var tokens: Int
  var roles: Int
  /// By role.
  var visible: [Int]
}
