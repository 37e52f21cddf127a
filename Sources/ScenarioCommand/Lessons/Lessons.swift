// The lessons that `scenario new` copies. Made by `make lessons` from Scenarios: change them there.

enum Lessons {
  /// All of them; the first is the one to begin with.
  static let all: [Lesson] = [
    Lesson(
      name: "bank_race",
      text: ##"""
        # yaml-language-server: $schema=../../Schemas/scenario.schema.json
        scenario: bank_race
        summary: Two withdrawals of 800 race on an account of 1000, and both are paid.
        tags: [race, lesson]
        state: { balance: 1000 }
        workload:
          type: steps
          steps:
            - if: balance >= 800
              then:
                - sleep: 100ms
                - atomic: { balance: balance - 800 } # one step, so that only the decision races
                - count: paid
              else:
                - count: refused
        strategy: thread
        workers: 2
        check:
          - always: balance >= 0
        expect:
          - verdict == violated # the bug is the lesson: the file passes when the race shows
          - paid == 2
          - balance == -600

        """##),
    Lesson(
      name: "bank_lock",
      text: ##"""
        # yaml-language-server: $schema=../../Schemas/scenario.schema.json
        scenario: bank_lock
        summary: A lock around check and withdrawal makes them one step, and one withdrawal is refused.
        tags: [race, fixed]
        state: { balance: 1000 }
        locks: [account]
        workload:
          type: steps
          steps:
            - lock: account
              do:
                - if: balance >= 800
                  then:
                    - sleep: 50ms
                    - set: { balance: balance - 800 }
                    - count: paid
                  else:
                    - count: refused
        workers: 2
        compare:
          strategy: [thread, process, async]
        check:
          - always: balance >= 0
          - finally: balance == 200
        expect:
          - verdict == ok
          - paid == 1
          - refused == 1

        """##),
    Lesson(
      name: "bank_nothing_shared",
      text: ##"""
        # yaml-language-server: $schema=../../Schemas/scenario.schema.json
        scenario: bank_nothing_shared
        summary: Processes that share nothing pay twice from two copies, and the account never hears of it.
        tags: [race, lesson]
        state: { balance: 1000 }
        workload:
          type: steps
          steps:
            - if: balance >= 800
              then:
                - sleep: 100ms
                - atomic: { balance: balance - 800 }
                - count: paid
              else:
                - count: refused
        strategy: { executor: process, share: nothing }
        workers: 2
        check:
          - always: balance >= 0 # holds in every copy: the check cannot see that there are two
        expect:
          - verdict == ok
          - paid == 2
          - balance == 1000

        """##),
    Lesson(
      name: "five_waits",
      text: ##"""
        # yaml-language-server: $schema=../../Schemas/scenario.schema.json
        scenario: five_waits
        summary: Five waits take five times as long one after another as at once.
        tags: [waiting]
        vars: { wait: 200ms } # wait=2s is the original experiment
        workload: { type: sleep, duration: "${wait}" }
        tasks: 5
        workers: 5
        compare:
          strategy: [serial, thread, async]
        measure: { repeat: 3 }
        expect:
          - verdict == ok
          - speedup >= 3.5 for thread
          - speedup >= 3.5 for async

        """##),
    Lesson(
      name: "primes",
      text: ##"""
        # yaml-language-server: $schema=../../Schemas/scenario.schema.json
        scenario: primes
        summary: Testing primes keeps a processor busy, so only workers on other processors help.
        tags: [processor]
        vars: { count: 16, number: 112272535095293 } # count=100 is the original experiment
        workload: { type: prime, number: "${number}" }
        tasks: ${count}
        workers: 2
        compare:
          strategy: [serial, thread, process, async]
        measure: { warmup: 1, repeat: 5 }
        expect:
          - verdict == ok
          - speedup >= 1.3 for thread
          - speedup >= 1.3 for process
          - speedup <= 1.3 for async # one loop is one processor

        """##),
    Lesson(
      name: "thread_per_task",
      text: ##"""
        # yaml-language-server: $schema=../../Schemas/scenario.schema.json
        scenario: thread_per_task
        summary: A thread for each tiny task costs more than the task, and a pool pays that price once.
        tags: [pool]
        vars: { count: 2000 }
        workload: noop
        tasks: ${count}
        workers: 4
        compare:
          strategy: [{ executor: thread, spawn: per_task }, { executor: thread, spawn: pool }]
        measure: { warmup: 1, repeat: 5 }
        expect:
          - verdict == ok

        """##),
    Lesson(
      name: "producer_consumer",
      text: ##"""
        # yaml-language-server: $schema=../../Schemas/scenario.schema.json
        scenario: producer_consumer
        summary: Two producers and five consumers on two queues lose nothing and do nothing twice.
        tags: [pipeline]
        vars: { items: 100 }
        queues:
          work: { capacity: 10 }
          done: { capacity: 10 }
        roles:
          produce:
            workload: { type: sleep, duration: 1ms }
            strategy: thread
            workers: 2
            tasks: ${items}
            into: work
          consume:
            workload: { type: sleep, duration: 2ms }
            strategy: thread
            workers: 5
            from: work
            into: done
          collect:
            workload:
              type: steps
              steps:
                - count: collected
            strategy: thread
            from: done
        check:
          - finally: collected == 100
        expect:
          - verdict == ok

        """##),
    Lesson(
      name: "spider_semaphore",
      text: ##"""
        # yaml-language-server: $schema=../../Schemas/scenario.schema.json
        scenario: spider_semaphore
        summary: A semaphore lets ten of fifty coroutines through at a time, to be polite to the server.
        tags: [spider]
        vars: { pages: 50, polite: 10 }
        state: { fetching: 0 }
        semaphores: { gate: "${polite}" }
        workload:
          type: steps
          steps:
            - lock: gate
              do:
                - atomic: { fetching: fetching + 1 }
                - sleep: 20ms
                - atomic: { fetching: fetching - 1 }
        strategy: async
        workers: unbounded
        tasks: ${pages}
        check:
          - always: fetching <= 10
        expect:
          - verdict == ok
          - time >= 100ms

        """##),
    Lesson(
      name: "fan_out",
      text: ##"""
        # yaml-language-server: $schema=../../Schemas/scenario.schema.json
        scenario: fan_out
        summary: A request that waits for a file, a database and a service at once waits only for the slowest.
        tags: [request]
        vars: { requests: 4 }
        workload:
          type: steps
          steps:
            - parallel:
                file:
                  - sleep: 20ms
                database:
                  - sleep: 30ms
                service:
                  - sleep: 50ms
        tasks: ${requests}
        compare:
          strategy: [serial, thread, async]
        measure: { repeat: 3 }
        expect:
          - verdict == ok
          - speedup >= 1.5 for thread
          - speedup >= 1.5 for async

        """##),
  ]
}
