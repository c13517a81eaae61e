import Foundation
import GenreWeb
import Synchronization
import Testing

@Suite("Admission and work") struct WorkTests {
  @Test("Workers run side by side, the queue holds as many as it may, and the next is refused at once")
  func boundedQueue() async throws {
    let queue = WorkQueue(WorkQueue.Limits(workerCount: 2, queueLength: 3))
    let release = DispatchSemaphore(value: 0)
    try await withThrowingTaskGroup(of: Int.self) { group in
      for index in 0..<5 {
        group.addTask {
          try await queue.run {
            release.wait()
            return index
          }
        }
      }
      while queue.load.count < 5 || queue.load.running < 2 { await Task.yield() }
      #expect(queue.refusal?.code == "busy")
      #expect(queue.load.running == 2)
      let began = ContinuousClock.now
      await #expect { try await queue.run { 9 } } throws: { ($0 as? WebError)?.code == "busy" }
      #expect(ContinuousClock.now - began < .seconds(1))
      for _ in 0..<5 { release.signal() }
      var answers: Set<Int> = []
      for try await answer in group { answers.insert(answer) }
      #expect(answers == [0, 1, 2, 3, 4])
    }
    #expect(queue.load.count == 0 && queue.load.running == 0)
    let seven = try await queue.run { 7 }
    #expect(seven == 7)
  }

  @Test("Work whose client has gone before it began is not done")
  func cancelledWhileWaiting() async throws {
    let queue = WorkQueue(WorkQueue.Limits(workerCount: 1, queueLength: 4))
    let release = DispatchSemaphore(value: 0)
    let wasDone = Atomic(false)
    let first = Task { try await queue.run { release.wait() } }
    while queue.load.running < 1 { await Task.yield() }
    let second = Task { try await queue.run { wasDone.store(true, ordering: .relaxed) } }
    while queue.load.count < 2 { await Task.yield() }
    second.cancel()
    // At once: its place must not be kept until a worker comes to it.
    await #expect(throws: CancellationError.self) { try await second.value }
    #expect(queue.load.count == 1 && queue.load.running == 1)
    release.signal()
    try await first.value
    let didWork = wasDone.load(ordering: .relaxed)
    #expect(!didWork)
    #expect(queue.load.count == 0)
  }

  /// Whose turn it was.
  private final class Turns: Sendable {
    private let indices = Mutex<[Int]>([])

    var all: [Int] { indices.withLock { $0 } }

    func add(_ index: Int) { indices.withLock { $0.append(index) } }
  }

  @Test("Who waits gets a worker in turn, whoever leaves the queue")
  func order() async throws {
    let queue = WorkQueue(WorkQueue.Limits(workerCount: 1, queueLength: 40))
    let release = DispatchSemaphore(value: 0)
    let turns = Turns()
    let first = Task { try await queue.run { release.wait() } }
    while queue.load.running < 1 { await Task.yield() }
    var tasks: [Task<Void, any Error>] = []
    for index in 0..<20 {
      tasks.append(Task { try await queue.run { turns.add(index) } })
      while queue.waitingCount < index + 1 { await Task.yield() }
    }
    for index in stride(from: 0, to: 20, by: 3) { tasks[index].cancel() }
    while queue.waitingCount > 13 { await Task.yield() }
    release.signal()
    try await first.value
    for (index, task) in tasks.enumerated() where index % 3 != 0 { try await task.value }
    #expect(turns.all == (0..<20).filter { $0 % 3 != 0 })
    #expect(queue.load.count == 0 && queue.load.running == 0)
  }

  @Test func deadline() async throws {
    await #expect {
      try await Deadline.run(within: .milliseconds(20), otherwise: .slowWork) {
        try await Task.sleep(for: .seconds(60))
      }
    } throws: { ($0 as? WebError)?.code == "work_timeout" }
    let three = try await Deadline.run(within: .seconds(60), otherwise: .slowWork) { 3 }
    #expect(three == 3)
  }

  @Test("Bytes are counted before they are stored, and given back with the last that holds them")
  func budget() throws {
    let budget = MemoryBudget(limit: 1 << 20)
    do {
      let share = MemoryBudget.Share(of: budget)
      var declared = UploadBytes(share: share, limit: 600_000)
      #expect(budget.usedByteCount == 0)
      for _ in 0..<600 { try declared.append([UInt8](repeating: 1, count: 1000)) }
      #expect((600_000...600_000 + 1 << 16).contains(budget.usedByteCount))
      #expect(declared.bytes.count == 600_000)
      var grown = UploadBytes(share: MemoryBudget.Share(of: budget), limit: 1 << 20)
      #expect(throws: WebError.self) {
        while true { try grown.append([UInt8](repeating: 2, count: 5000)) }
      }
      #expect(budget.usedByteCount <= budget.limit)
      #expect(grown.bytes.count > 100_000)
    }
    #expect(budget.usedByteCount == 0)
  }

  @Test(
    "A declared length asks for no memory, and an upload as large as the budget fits into it",
    arguments: [0, 3, 999])
  func growth(odd: Int) throws {
    let limit = 32 << 20 + odd
    let budget = MemoryBudget(limit: limit)
    do {
      var upload = UploadBytes(share: MemoryBudget.Share(of: budget), limit: limit)
      #expect(upload.bytes.capacity == 0)
      var capacities: Set<Int> = []
      while upload.bytes.count < limit {
        let count = min(9999, limit - upload.bytes.count)
        try upload.append(repeatElement(UInt8(upload.bytes.count & 0xFF), count: count))
        capacities.insert(upload.bytes.capacity)
        #expect(budget.usedByteCount <= limit)
      }
      #expect(capacities.count == 4 && (capacities.min() ?? 0) < 8 << 20)
      #expect(upload.bytes.count == limit && upload.bytes[9999] == UInt8(9999 & 0xFF))
      upload.finish()
      #expect(budget.usedByteCount == limit)
      var announced = UploadBytes(
        share: MemoryBudget.Share(of: MemoryBudget(limit: 1 << 20)), limit: 400 << 30)
      try announced.append([1])
      #expect(announced.bytes.capacity < 9 << 20)
    }
    #expect(budget.usedByteCount == 0)
  }

  @Test func clientGate() async throws {
    let gate = ClientGate(limit: 1)
    try await gate.run(client: "a") {
      await #expect { try await gate.run(client: "a") {} } throws: { ($0 as? WebError)?.status.code == 429 }
      try await gate.run(client: "b") {}
      try await gate.run(client: nil) {}
    }
    try await gate.run(client: "a") {}
  }

  @Test(
    "A client's name for a file is shown, never followed",
    arguments: [
      ("song.mp3", "song.mp3"), ("/etc/passwd", "passwd"), ("..\\..\\a.wav", "a.wav"), ("", "upload"),
      ("..", "upload"), ("a/", "a"), ("a\u{0}\r\nb\u{202E}.mp3", "ab.mp3"), ("é♪ 歌.flac", "é♪ 歌.flac"),
      ("می\u{200C}خواهم.mp3", "می\u{200C}خواهم.mp3"),
      ("👨\u{200D}👩\u{200D}👧 ❤\u{FE0F}.mp3", "👨\u{200D}👩\u{200D}👧 ❤\u{FE0F}.mp3"),
      ("a/\u{301}b.mp3", "\u{301}b.mp3"), ("\u{200D}\u{2066}", "upload"),
      ("\u{2067}a\u{200F}b\u{FEFF}", "ab"),
    ])
  func displayName(name: String, expected: String) {
    #expect(Upload.displayName(name) == expected)
    #expect(Upload.displayName(String(repeating: "x", count: 9999)).count == 120)
  }
}
