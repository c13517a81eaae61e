import Foundation
import GenreKit
import GenreTestSupport
import GenreWeb
import Hummingbird
import NIOCore
import Synchronization
import Testing

@Suite("Work that never returns") struct AbandonmentTests {
  /// A decoder that sleeps until it is let go.
  private final class Sleeper: Sendable {
    private let gate = DispatchSemaphore(value: 0)
    private let asleep = Atomic(0)

    var count: Int { asleep.load(ordering: .sequentiallyConsistent) }

    func sleep() {
      asleep.add(1, ordering: .sequentiallyConsistent)
      gate.wait()
      asleep.subtract(1, ordering: .sequentiallyConsistent)
    }

    func wakeAll() { for _ in 0..<count { gate.signal() } }
  }

  private static func limits(workers: Int, abandoned: Int) -> WorkQueue.Limits {
    var limits = WorkQueue.Limits(workerCount: workers, queueLength: 8)
    limits.abandonedCount = abandoned
    limits.abandonedByteCount = 1000
    limits.grace = .milliseconds(50)
    return limits
  }

  /// Has one piece of work sleep on a worker, and gives it up.
  private static func abandonOne(_ queue: WorkQueue, _ sleeper: Sleeper, holding byteCount: Int = 0) async {
    let before = sleeper.count
    let task = Task { try await queue.run(holding: byteCount) { sleeper.sleep() } }
    while sleeper.count == before { await Task.yield() }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test("Its worker is replaced, up to a limit; then places are lost, until the work comes back")
  func queue() async throws {
    let queue = WorkQueue(Self.limits(workers: 2, abandoned: 2))
    let sleeper = Sleeper()
    for count in 1...4 {
      await Self.abandonOne(queue, sleeper)
      #expect(queue.load.abandonedCount == count)
      #expect(queue.load.workerCount == [2, 2, 1, 0][count - 1])
      #expect(queue.load.running == 0 && queue.load.count == 0)
      #expect(queue.isWornOut == (count >= 2))
      #expect(queue.refusal?.code == (count == 4 ? "worn_out" : nil))
      if count < 4 { #expect(try await queue.run { 7 } == 7) }
    }
    await #expect { try await queue.run { 7 } } throws: { ($0 as? WebError)?.code == "worn_out" }
    sleeper.wakeAll()
    while queue.load.abandonedCount > 0 { await Task.yield() }
    #expect(queue.load.workerCount == 2 && queue.load.running == 0)
    #expect(queue.load.abandonedTotal == 4)
    #expect(!queue.isWornOut)
    #expect(try await queue.run { 7 } == 7)
  }

  @Test("Those who wait for the last worker are refused when it is lost")
  func waiting() async throws {
    let queue = WorkQueue(Self.limits(workers: 1, abandoned: 0))
    let sleeper = Sleeper()
    let stuck = Task { try await queue.run { sleeper.sleep() } }
    while sleeper.count == 0 { await Task.yield() }
    let waiting = Task { try await queue.run { 7 } }
    while queue.load.count < 2 { await Task.yield() }
    stuck.cancel()
    await #expect { try await waiting.value } throws: { ($0 as? WebError)?.code == "worn_out" }
    #expect(queue.load.count == 0)
    sleeper.wakeAll()
    while queue.load.workerCount == 0 { await Task.yield() }
    #expect(try await queue.run { 7 } == 7)
  }

  @Test("What abandoned workers hold is counted, and too much of it wears the process out")
  func memory() async throws {
    let queue = WorkQueue(Self.limits(workers: 1, abandoned: 9))
    let sleeper = Sleeper()
    await Self.abandonOne(queue, sleeper, holding: 1000)
    #expect(!queue.isWornOut)
    await Self.abandonOne(queue, sleeper, holding: 1)
    #expect(queue.isWornOut && queue.load.abandonedByteCount == 1001)
    sleeper.wakeAll()
    while queue.load.abandonedCount > 0 { await Task.yield() }
    #expect(queue.load.abandonedByteCount == 0)
  }

  @Test("Work that comes back within the grace period keeps its worker")
  func prompt() async throws {
    var limits = Self.limits(workers: 1, abandoned: 0)
    limits.grace = .seconds(60)
    let queue = WorkQueue(limits)
    // A worker is taken before its work begins; cancelled in between, the work would never begin.
    let hasBegun = Atomic(false)
    let task = Task {
      try await queue.run {
        hasBegun.store(true, ordering: .sequentiallyConsistent)
        while !Task.isCancelled { usleep(1000) }
      }
    }
    while !hasBegun.load(ordering: .sequentiallyConsistent) { await Task.yield() }
    task.cancel()
    try await task.value
    #expect(queue.load.abandonedTotal == 0 && queue.load.workerCount == 1)
  }

  @Test("The server answers the one, goes on with the others, and says so in /readyz and /metrics")
  func server() async throws {
    let sleeper = Sleeper()
    let tune = Form().file(Sound.wav(Sound.tune(seconds: 3)))
    let stuck = Form().file(Sound.wav(Sound.tune(seconds: 3)), name: "stuck.wav")
    try await Server.test(
      configure: { configuration in
        configuration.workerCount = 1
        // Also time enough for the others.
        configuration.workTimeout = .milliseconds(1500)
        // More than the others need between two looks at cancellation, also on a busy machine.
        configuration.cancellationGrace = .seconds(1)
        configuration.maximumAbandonedCount = 2
      },
      classify: { classifier, file, _ throws(GenreError) in
        if file.name == "stuck.wav" { sleeper.sleep() }
        return try classifier.classify(file.bytes, name: file.name)
      }
    ) { client in
      func post(_ form: Form) async throws -> TestResponse {
        try await client.execute(
          uri: "/predict/gru", method: .post, headers: Form.headers, body: form.complete)
      }
      func ready() async throws -> TestResponse { try await client.execute(uri: "/readyz", method: .get) }
      for count in 1...3 {
        let answer = try await post(stuck)
        #expect(answer.status == .serviceUnavailable)
        #expect(try answer.errorCode == "work_timeout")
        let metrics = try await client.execute(uri: "/metrics", method: .get).text
        #expect(metrics.contains("genre_workers_abandoned \(count).0\n"))
        #expect(metrics.contains("genre_workers \(count < 3 ? 1 : 0).0\n"))
        #expect(try await ready().status == (count < 2 ? .ok : .serviceUnavailable))
        guard count < 3 else { break }
        // A busy machine may need longer for this one than the time that is allowed here.
        while try await post(tune).status != .ok {}
      }
      #expect(try await post(tune).errorCode == "worn_out")
      #expect(try await ready().errorCode == "worn_out")
      sleeper.wakeAll()
      while sleeper.count > 0 { await Task.yield() }
      while try await ready().status != .ok { await Task.yield() }
    }
  }
}
