import Dispatch
import Foundation
import GenreKit
import Synchronization
import Testing

@Suite("Ordered work on a stream of items")
struct OrderedStreamTests {
  /// Numbers up to a count, and how many were taken.
  private final class Numbers: Sendable {
    let taken = Mutex(0)
    let count: Int

    init(count: Int) { self.count = count }

    func next() -> Int? {
      taken.withLock { taken in
        guard taken < count else { return nil }
        taken += 1
        return taken - 1
      }
    }
  }

  @Test("Every result in the order of the items, whichever is done first", arguments: [1, 2, 7])
  func order(jobs: Int) throws {
    let numbers = Numbers(count: 500)
    var results: [Int] = []
    try OrderedWork.run(
      jobs: jobs, next: { numbers.next() },
      work: { number, _ in
        (0..<(number % 7) * 200).reduce(number) { $0 ^ ($1 & 0) }
      }, deliver: { results.append($0) })
    #expect(results == Array(0..<500))
  }

  @Test("As many threads as asked for, however busy each is")
  func threads() throws {
    let count = 4 * ProcessInfo.processInfo.activeProcessorCount
    let begun = Mutex(0)
    var results: [Bool] = []
    try OrderedWork.run(count: count, jobs: count) { _, _ in
      begun.withLock { $0 += 1 }
      // Where some are never begun, the others must not turn for ever.
      let end = ContinuousClock.now + .seconds(20)
      while begun.withLock({ $0 < count }), ContinuousClock.now < end { sched_yield() }
      return begun.withLock { $0 == count }
    } deliver: { _, haveAllBegun in
      results.append(haveAllBegun)
    }
    #expect(results == Array(repeating: true, count: count))
  }

  @Test("No items, no results")
  func none() throws {
    try OrderedWork.run(jobs: 3, next: { nil as Int? }, work: { number, _ in number }) { _ in
      Issue.record("there is nothing to deliver")
    }
    try OrderedWork.run(count: 0, jobs: 3, work: { number, _ in number }) { _, _ in
      Issue.record("there is nothing to deliver")
    }
  }

  @Test("A result is delivered while the next item is waited for", .timeLimit(.minutes(1)))
  func prompt() throws {
    let numbers = Numbers(count: 3)
    // Raised from 0: a semaphore must not end below what it began with.
    let answered = DispatchSemaphore(value: 0)
    answered.signal()
    var results: [Int] = []
    try OrderedWork.run(
      jobs: 2,
      next: {
        // The next item comes once the one before has been answered.
        answered.wait()
        return numbers.next()
      }, work: { number, _ in number },
      deliver: {
        results.append($0)
        answered.signal()
      })
    #expect(results == [0, 1, 2])
  }

  @Test("What ends the items early is thrown after the results of those before it")
  func failure() throws {
    let numbers = Numbers(count: 40)
    var results: [Int] = []
    let error = #expect(throws: GenreError.self) {
      try OrderedWork.run(
        jobs: 4,
        next: { () throws(GenreError) in
          guard let number = numbers.next() else { throw GenreError(.invalidData, "cut short") }
          return number
        }, work: { number, _ in number }, deliver: { results.append($0) })
    }
    #expect(error?.message == "cut short" && results == Array(0..<40))
  }

  @Test("Items are begun a bounded number ahead of the slowest")
  func bounded() throws {
    let numbers = Numbers(count: 10_000)
    var most = 0
    try OrderedWork.run(
      jobs: 2, lookAhead: 4, next: { numbers.next() }, work: { number, _ in number },
      deliver: { most = max(most, numbers.taken.withLock { $0 } - $0) })
    #expect(most <= 8 && most > 0)
  }

  @Test("An error while delivering ends the work")
  func deliveryFailure() {
    let numbers = Numbers(count: .max)
    let error = #expect(throws: GenreError.self) {
      try OrderedWork.run(jobs: 2, next: { numbers.next() }, work: { number, _ in number }) {
        number throws(GenreError) in
        if number == 10 { throw GenreError(.unwritable, "full") }
      }
    }
    #expect(error?.code == .unwritable)
  }
}
