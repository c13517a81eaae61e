/// Whether both channels of a layer III stream can be mixed before they are transformed back, which saves half of
/// that work, and a fourteenth of all decoding.
///
/// The transform is linear, so the mixture of the spectra is the spectrum of the mixture, as long as both channels are
/// windowed alike. LAME sees to that; other encoders choose for each channel. libmpg123 mixes either in this way
/// (`MPG123_MONO_MIX`), with the first channel's windows, and where they differ the sound comes out wrong. So one look
/// at all frames comes first, which ends at the first that forbids it.
package struct MPEGMixing {
  private let source: any ByteSource
  /// Where the frames lie; it begins with one.
  private let range: Range<Int>

  init(source: any ByteSource, range: Range<Int>) {
    self.source = source
    self.range = range
  }

  /// Looks at the bytes of a whole file.
  ///
  /// - Throws: ``AudioError`` where it is no sound.
  package init(bytes: [UInt8]) throws(AudioError) {
    let source = MemoryBytes(bytes)
    self.init(source: source, range: try FormatSniffer.recognize(source).range)
  }

  /// Whether the range is an unbroken chain of stereo frames of one kind, each with equal windows for both channels.
  /// A tag may follow, and no frames behind it, as where files were joined. Everything else, damage included, is better
  /// not mixed early.
  package var isExact: Bool {
    var position = range.lowerBound
    var first: MPEGFrameHeader?
    while let (header, hasEqualWindows) = frame(at: position) {
      guard hasEqualWindows, let length = header.frameLength, header.isConsistent(with: first ?? header)
      else {
        return false
      }
      first = header
      position += length
    }
    // The last frame may be cut.
    return first != nil && (position >= range.upperBound - MPEGSideInformation.reach || isEnd(at: position))
  }

  /// The header at `position` and whether its frame has equal windows; nil when there is no stereo frame.
  private func frame(at position: Int) -> (header: MPEGFrameHeader, hasEqualWindows: Bool)? {
    guard position + MPEGSideInformation.reach <= range.upperBound else { return nil }
    return withUnsafeTemporaryAllocation(byteCount: MPEGSideInformation.reach, alignment: 1) { bytes in
      guard source.read(at: position, into: bytes) == bytes.count,
        let header = MPEGFrameHeader(UnsafeBufferPointer(bytes.assumingMemoryBound(to: UInt8.self)), at: 0),
        header.layer == 3, header.channelCount == 2
      else { return nil }
      return (header, MPEGSideInformation(header, bytes: UnsafeRawBufferPointer(bytes)).hasEqualWindows)
    }
  }

  /// Whether a tag begins here and no stream behind it. A tag with a picture may be longer than the locator looks; then
  /// this is not known to be the end.
  private func isEnd(at position: Int) -> Bool {
    let rest = position..<range.upperBound
    return MPEGLocator.isTrailer(source.bytes(at: position, count: 8)[...])
      && rest.count <= MPEGLocator.searchLimit && MPEGLocator(source: source, range: rest).locate() == nil
  }
}
