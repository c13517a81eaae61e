import GenreLibrary
import Testing

@Suite("XXH64")
struct XXHashTests {
  private static func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: 7 * $0 + 3) }
  }

  private static func hash(_ parts: [ArraySlice<UInt8>]) -> UInt64 {
    var hash = XXHash64()
    for part in parts { part.withUnsafeBytes { hash.add($0) } }
    return hash.value
  }

  @Test(
    "As the reference implementation computes it",
    arguments: [
      (0, 0xEF46_DB37_51D8_E999 as UInt64), (1, 0x1F25_C8D0_BC1F_4BB6), (3, 0x31D2_363F_52E5_64C9),
      (31, 0xA2AA_5F33_CC4A_6119), (32, 0x23C3_C17E_F790_FD97), (33, 0x50A7_CFC7_BA58_8784),
      (100, 0xA61F_8D4C_170F_E531), (1000, 0x5F23_5FA0_33F1_A3FB),
    ])
  func reference(count: Int, expected: UInt64) {
    #expect(Self.hash([Self.bytes(count)[...]]) == expected)
  }

  @Test("However the bytes are dealt out", arguments: [1, 5, 31, 32, 33, 64, 999])
  func parts(length: Int) {
    let bytes = Self.bytes(1000)
    let parts = stride(from: 0, to: 1000, by: length).map { bytes[$0..<min(1000, $0 + length)] }
    #expect(Self.hash(parts) == 0x5F23_5FA0_33F1_A3FB)
  }
}
