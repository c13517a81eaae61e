import Foundation
import GenreFeatures
import GenreTestSupport
import Testing

@Suite struct FileTests {
  private let matrix = FeatureMatrix(
    frameCount: 2, coefficientCount: 3, values: [1, -2.5, 0.1, .infinity, 1e-30, 16_777_216])

  @Test func npyIsWhatNumPyWrites() {
    let bytes = NPYFile.encode(matrix)
    // numpy.save of the same array.
    let header = "\u{1}\u{0}v\u{0}{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }"
    let start = [0x93] + Array("NUMPY".utf8) + Array(header.utf8)
    #expect(Array(bytes.prefix(start.count)) == start)
    #expect(bytes.count == 128 + 24)
    #expect(bytes[127] == UInt8(ascii: "\n"))
    #expect(Array(bytes[128..<136]) == [0, 0, 0x80, 0x3f, 0, 0, 0x20, 0xc0])
  }

  @Test func npyComesBack() throws {
    for shape in [(2, 3), (3, 2), (6, 1), (1, 6)] {
      let matrix = FeatureMatrix(frameCount: shape.0, coefficientCount: shape.1, values: matrix.values)
      #expect(try NPYFile.decode(NPYFile.encode(matrix)) == matrix)
    }
    let empty = FeatureMatrix(frameCount: 0, coefficientCount: 13, values: [])
    #expect(try NPYFile.decode(NPYFile.encode(empty)) == empty)
  }

  @Test func npyThatIsCutOrChangedIsRefused() {
    let bytes = NPYFile.encode(matrix)
    for count in 0..<bytes.count {
      #expect(throws: FeatureError.self) { try NPYFile.decode(Array(bytes.prefix(count))) }
    }
    #expect(throws: FeatureError.self) { try NPYFile.decode(bytes + [0]) }
    for (old, new) in [
      ("<f4", "<f8"), ("False", "True "), ("(2, 3)", "(2, 4)"), ("(2, 3)", "(6,) "), ("(2, 3)", "(-2,-3)"),
      ("(2, 3)", "(4611686018427387904, 4)"),
    ] {
      let text = String(decoding: bytes[10..<128], as: UTF8.self).replacingOccurrences(of: old, with: new)
      let header = Array(text.utf8)
      let changed = bytes[..<8] + [UInt8(header.count), 0] + header + bytes[128...]
      #expect(throws: FeatureError.self) { try NPYFile.decode(Array(changed)) }
    }
  }

  @Test func filesAreWrittenOrTheReasonIsGiven() throws {
    let scratch = try Scratch()
    try NPYFile.write(matrix, toPath: scratch.path("f.npy"))
    #expect(try Scratch.bytes(scratch.path("f.npy")) == NPYFile.encode(matrix))
    #expect(try scratch.contents() == ["f.npy"])
    let error = #expect(throws: FeatureError.self) {
      try NPYFile.write(matrix, toPath: "/no-such-folder/out.npy")
    }
    #expect(error?.code == .inputOutput)
    #expect(error?.message.contains("no such file or directory") == true)
  }

  @Test func csvReadsBackTheSame() {
    let lines = matrix.csv(header: ["a", "b,c", "d\"e"]).split(
      separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 4 && lines[3].isEmpty)
    #expect(lines[0] == #"a,"b,c","d""e""#)
    #expect(lines[1...2].flatMap { $0.split(separator: ",") }.compactMap { Float($0) } == matrix.values)
  }

  @Test func matricesGiveRowsColumnsAndFrames() {
    #expect(matrix[1, 2] == 16_777_216)
    #expect(Array(matrix.row(0)) == [1, -2.5, 0.1])
    #expect(matrix.column(1) == [-2.5, 1e-30])
    #expect(matrix.frames(1..<2).values == [.infinity, 1e-30, 16_777_216])
  }
}
