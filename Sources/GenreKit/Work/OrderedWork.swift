internal import GenreBase
import Synchronization

/// Work on many items side by side, whose results are delivered in the order of the items.
package enum OrderedWork {
  /// Runs `work` for `0..<count` and returns when all is done.
  ///
  /// Where the caller's task is cancelled or `deliver` throws, nothing more is begun or delivered, and what is in hand is
  /// told so and waited for.
  ///
  /// - Parameters:
  ///   - jobs: The threads to use; nil for one a core.
  ///   - lookAhead: The most results of a thread that wait for an earlier one, so that memory is bounded where results
  ///     are large; nil for no bound.
  ///   - deliver: Called with each result, in order, on the caller's thread, as soon as those before it are done.
  /// - Throws: ``GenreError`` with code `cancelled`, and what `deliver` throws.
  package static func run<Value: Sendable>(
    count: Int, jobs: Int?, lookAhead: Int? = nil, work: @escaping @Sendable (Int, Cancellation) -> Value,
    deliver: (Int, Value) throws(GenreError) -> Void
  ) throws(GenreError) {
    let threads = max(1, min(count, threadCount(jobs)))
    let taken = Mutex(0)
    let board = OrderedBoard<Int, Value>(room: max(1, min(count, (lookAhead ?? count) * threads))) {
      taken.withLock { taken in
        guard taken < count else { return nil }
        taken += 1
        return taken - 1
      }
    }
    var index = 0
    try run(board, threads: threads, work: work) { value throws(GenreError) in
      try deliver(index, value)
      index += 1
    }
  }

  /// Runs `work` for the items of a stream, of any number, and returns when it has ended and all is done.
  ///
  /// An item that is there is worked on and its result delivered while the next one is waited for. Cancellation is as for
  /// a known number of items; a thread that waits for an item then is not waited for.
  ///
  /// - Parameters:
  ///   - jobs: The threads to use; nil for one a core.
  ///   - lookAhead: The most items for each thread that are begun and not yet delivered, 1 or more.
  ///   - isCancelled: Asked several times a second whether to stop, as where the caller's task is cancelled.
  ///   - next: The next item; nil at the end of the stream. Called by one thread at a time, and never after it has
  ///     returned nil or thrown.
  ///   - deliver: Called with each result, in order, on the caller's thread, as soon as those before it are done.
  /// - Throws: ``GenreError`` with code `cancelled`, what `deliver` throws, and what `next` throws, after the results of
  ///   all items before it have been delivered.
  package static func run<Item: Sendable, Value: Sendable>(
    jobs: Int?, lookAhead: Int = 16, isCancelled: @escaping @Sendable () -> Bool = { false },
    next: @escaping @Sendable () throws(GenreError) -> Item?,
    work: @escaping @Sendable (Item, Cancellation) -> Value, deliver: (Value) throws(GenreError) -> Void
  ) throws(GenreError) {
    let threads = threadCount(jobs)
    try run(
      OrderedBoard(room: lookAhead * threads, isCancelled: isCancelled, next: next), threads: threads,
      work: work, deliver: deliver)
  }

  private static func threadCount(_ jobs: Int?) -> Int {
    max(1, jobs ?? processorCount())
  }

  private static func run<Item, Value>(
    _ board: OrderedBoard<Item, Value>, threads: Int, work: @escaping @Sendable (Item, Cancellation) -> Value,
    deliver: (Value) throws(GenreError) -> Void
  ) throws(GenreError) {
    let cancellation = Cancellation()
    for _ in 0..<threads {
      WorkThread.run {
        while let (item, index) = board.take() { board.put(work(item, cancellation), at: index) }
      }
    }
    do throws(GenreError) {
      while let value = try board.nextResult() {
        try deliver(value)
        board.makeRoom()
      }
    } catch {
      cancellation.request()
      board.close()
      throw error
    }
  }
}
