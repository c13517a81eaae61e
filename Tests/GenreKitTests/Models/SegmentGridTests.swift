import GenreKit
import Testing

@Suite("Cutting a piece into windows")
struct SegmentGridTests {
  private let grid = SegmentGrid()
  private let rate = 22_050.0 / 512

  @Test("A window of three seconds has the baseline's 130 frames")
  func windowLength() {
    #expect(grid.frameCount(frameRate: rate) == 130)
  }

  @Test(
    "Thirty seconds give ten windows, whether the clip has 1,292 or 1,293 frames", arguments: [1292, 1293])
  func thirtySeconds(frames: Int) {
    let windows = grid.windows(of: frames, frameRate: rate)
    #expect(windows.count == 10)
    #expect(windows.allSatisfy { $0.count == 130 && $0.upperBound <= frames })
    #expect(windows.map(\.lowerBound) == [0, 129, 258, 387, 516, 645, 775, 904, 1033, 1162])
  }

  @Test("What is left over is heard from a tenth of a window on, in a window that ends with the piece")
  func leftover() {
    #expect(grid.windows(of: 129 + 12, frameRate: rate) == [0..<130])
    #expect(grid.windows(of: 129 + 13, frameRate: rate) == [0..<130, 12..<142])
    #expect(grid.windows(of: 129 + 65, frameRate: rate) == [0..<130, 64..<194])
  }

  @Test("A piece shorter than a window has one, as long as itself from half a window on; an empty piece none")
  func short() {
    #expect(grid.windows(of: 0, frameRate: rate).isEmpty)
    #expect(grid.windows(of: 1, frameRate: rate) == [0..<130])
    #expect(grid.windows(of: 64, frameRate: rate) == [0..<130])
    #expect(grid.windows(of: 65, frameRate: rate) == [0..<65])
    #expect(grid.windows(of: 129, frameRate: rate) == [0..<129])
  }

  @Test("Windows of an hour do not drift")
  func drift() throws {
    let last = try #require(grid.windows(of: 155_040, frameRate: rate).last)
    #expect(abs(Double(last.lowerBound) / rate - 3597) < 0.05)
  }

  @Test(
    "Every frame of a piece is heard, but for less than a tenth of a window at its end", arguments: 1...700)
  func coverage(total: Int) throws {
    let windows = grid.windows(of: total, frameRate: rate)
    var heard = Set<Int>()
    windows.forEach { heard.formUnion($0) }
    let unheard = (0..<total).filter { !heard.contains($0) }
    #expect(unheard.count < 13)
    if let first = unheard.first { #expect(unheard == Array(first..<total)) }
  }

  @Test(
    "Windows of a length that no model can have are none", arguments: [0, -1, 0.09, 601, .nan, .infinity])
  func hostileDurations(duration: Double) {
    let grid = SegmentGrid(duration: duration)
    #expect(grid.windows(of: 1000, frameRate: rate).isEmpty)
  }
}
