/// Where a stream of MPEG frames lies, and what its first frame says of it.
struct MPEGStream {
  /// From the first frame on.
  let range: Range<Int>
  let header: MPEGFrameHeader
  /// How many frames of sound the encoder's tag announces; nil where there is none.
  let declaredFrameCount: Int?

  /// Looks for the first frame; nil when there is none.
  init?(_ source: any ByteSource, range: Range<Int>) {
    guard let (offset, header) = MPEGLocator(source: source, range: range).locate() else { return nil }
    self.range = offset..<range.upperBound
    self.header = header
    let frame = source.bytes(at: offset, count: header.frameLength ?? 0)
    declaredFrameCount = MPEGInfoTag(frame: frame, header: header, byteCount: self.range.count)?.frameCount
  }
}
