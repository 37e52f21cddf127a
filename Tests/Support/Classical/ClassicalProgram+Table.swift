// The table of classical programs.

extension ClassicalProgram {
  package static let all: [ClassicalProgram] = races + waiting + exclusion + loops

  // What differs from the notation that the figures are from.
  private static let goesOn = "a run goes on after something has gone wrong"
  private static let waking = "being woken is a step, and taking the lock again another"

  private static let races: [ClassicalProgram] = [
    .init("bank_race", [.fine, .finallyViolated], .init(states: 19, steps: 6, preemptions: 1)),
    .init("bank_lock", [.fine], .init(states: 16)),
    .init("bank_check_outside", [.fine, .finallyViolated], .init(states: 30, steps: 10, preemptions: 1)),
    .init("lost_update_3x2", [.fine, .finallyViolated], .init(states: 904, steps: 12, preemptions: 1)),
    .init("lost_update_min2", [.fine], .init(states: 195)),
    .init("lost_update_min_reached", [.fine, .finallyViolated], .init(states: 195, steps: 12, preemptions: 4)),
    .init("counter_atomic", [.fine], .init(states: 27)),
    .init("counter_cas_loop", [.fine], .init(states: 48)),
    .init("counter_cas_no_retry", [.fine, .finallyViolated], .init(states: 12, steps: 4, preemptions: 1)),
    .init(
      "wrong_lock", [.fine, .assertFailed], .init(states: 230, steps: 8, preemptions: 1),
      here: (
        .init(states: 246, steps: 8, preemptions: 2),
        "\(goesOn); one preemption is enough for a way that is one step longer"
      )),
    .init(
      "treiber_aba", [.fine, .alwaysViolated], .init(states: 91, steps: 12, preemptions: 1),
      here: (
        .init(states: 107, steps: 13, preemptions: 1), "marking a node as owned is a step of its own, and \(goesOn)"
      )),
  ]

  private static let waiting: [ClassicalProgram] = [
    .init("deadlock_abba", [.fine, .deadlock], .init(states: 19, steps: 2, preemptions: 1)),
    .init("deadlock_gate", [.fine], .init(states: 24)),
    .init("phase01", [.deadlock], .init(states: 20, steps: 5, preemptions: 0)),
    .init("dining_naive_4", [.deadlock], .init(states: 118, steps: 4, preemptions: 1), endless: .strong),
    .init("dining_ordered_4", [], .init(states: 79), endless: .strong),
    .init("dining_waiter_4", [], .init(states: 551), endless: .strong),
    .init(
      "lost_wakeup", [.fine, .deadlock], .init(states: 22, steps: 7, preemptions: 1),
      here: (.init(states: 24, steps: 7, preemptions: 1), waking)),
    .init(
      "wakeup_while", [.fine], .init(states: 62),
      here: (.init(states: 73), waking)),
    .init(
      "cond_if_not_while", [.fine, .assertFailed], .init(states: 213, steps: 15, preemptions: 0),
      here: (.init(states: 314, steps: 16, preemptions: 0), "\(waking); \(goesOn)")),
    .init(
      "sync01", [.deadlock], .init(states: 17, steps: 7, preemptions: 0),
      here: (.init(states: 18, steps: 7, preemptions: 0), waking)),
    .init("pc_sem", [.fine], .init(states: 64)),
    .init("pc_sem_swapped", [.fine, .deadlock], .init(states: 84, steps: 2, preemptions: 0)),
    .init("barrier_once", [.fine], .init(states: 100)),
    .init(
      "smokers_naive", [.deadlock], .init(states: 32, steps: 6, preemptions: 0),
      here: (.init(states: 31, steps: 5, preemptions: 0), "choosing belongs to the step before it")),
    .init(
      "barber", [.fine], .init(states: 189),
      here: (.init(states: 229), "awaiting and then looking which it was are two steps")),
    .init(
      "upgrade_deadlock", [.fine, .deadlock], .init(states: 13, steps: 2, preemptions: 1),
      here: (.init(states: 19, steps: 2, preemptions: 1), "a writer gives its two permits back one by one")),
    .init("queue_feedback", [.deadlock], .init(states: 4, steps: 2, preemptions: 0)),
    .init("check_then_get", [.fine, .deadlock], .init(states: 18, steps: 4, preemptions: 1)),
    .init("self_deadlock", [.deadlock], .init(states: 2, steps: 1, preemptions: 0)),
  ]

  private static let exclusion: [ClassicalProgram] = [
    .init("peterson", [], .init(states: 56), endless: .strong, starving: .unfair),
    .init(
      "peterson_swapped", [.assertFailed], .init(states: 124, steps: 10, preemptions: 2),
      here: (.init(states: 148, steps: 10, preemptions: 2), goesOn), endless: .strong),
    .init("dekker", [], .init(states: 146), endless: .strong, starving: .unfair),
    .init("flags_after_you", [.fine, .deadlock], .init(states: 15, steps: 2, preemptions: 1)),
    .init("flags_polite", [.fine], .init(states: 48), endless: .strong, starving: .strong),
    .init("bakery_2", [.fine], .init(states: 1023)),
    .init(
      "bakery_no_choosing", [.fine, .assertFailed], .init(states: 118, steps: 11, preemptions: 2),
      here: (.init(states: 127, steps: 11, preemptions: 2), goesOn)),
    .init("tas_spinlock", [], .init(states: 9), endless: .strong, starving: .weak),
    .init("ticket_lock", [], .init(states: 63), endless: .strong, starving: .unfair),
  ]

  private static let loops: [ClassicalProgram] = [
    .init("rw_turnstile", [], .init(states: 304), endless: .strong, starving: .weak),
    .init(
      "rw_unprotected_count", [.fine, .deadlock, .alwaysViolated], .init(states: 464, steps: 7, preemptions: 1),
      here: (.init(states: 470, steps: 7, preemptions: 1), goesOn)),
    .init("spin_never_set", [], .init(states: 2), endless: .strong),
    .init("spin_set", [.fine], .init(states: 5), endless: .unfair),
  ]
}
