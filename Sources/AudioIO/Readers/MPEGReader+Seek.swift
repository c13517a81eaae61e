internal import CGenreMpg123
internal import GenreBase

extension MPEGReader {
  /// All headers are read, which needs a hundredth of the time of decoding: a tag may be wrong or missing, and the places
  /// of the frames are then known. libmpg123 counts without what the encoder put in front, as it decodes.
  func seekableFrameCount() -> Int? {
    guard mpg123_scan(handle) == Int32(MPG123_OK.rawValue) else { return nil }
    let count = Int(mpg123_length(handle))
    guard count > 0, abs(count - (format.declaredFrameCount ?? count)) <= frameTolerance else { return nil }
    return count
  }

  /// Some frames before are decoded, too: a frame takes bits from those in front of it and overlaps with the last.
  func seek(toFrame frame: Int) -> Bool {
    guard Int(mpg123_seek(handle, off_t(frame), SEEK_SET)) == frame else { return false }
    forgetEnd()
    return true
  }
}
