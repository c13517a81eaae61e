internal import CGenreMpg123

/// Setting up libmpg123 and its handles.
enum MPEGLibrary {
  /// Whether the library is ready. Old releases need this call, once and before any other thread's.
  static let isReady = mpg123_init() == Int32(MPG123_OK.rawValue)

  /// Makes a handle read the input, silently, in float, and open it.
  ///
  /// - Parameter mixesDown: whether the mean of both channels is taken before they are transformed back; see
  ///   ``MPEGMixing`` for when that is exact.
  static func open(_ handle: OpaquePointer, on input: MPEGInput, mixesDown: Bool) -> Bool {
    let always = [MPG123_QUIET, MPG123_FORCE_FLOAT, MPG123_GAPLESS, MPG123_SKIP_ID3V2]
    let flags = (mixesDown ? always + [MPG123_MONO_MIX] : always).reduce(0) { $0 | CLong($1.rawValue) }
    let settings: [(mpg123_parms, CLong)] = [
      (MPG123_VERBOSE, 0), (MPG123_ADD_FLAGS, flags),
      // No conversion of rates in the decoder: it would be a rough one.
      (MPG123_REMOVE_FLAGS, CLong(MPG123_AUTO_RESAMPLE.rawValue)),
      // Any amount of damage in the middle is skipped.
      (MPG123_RESYNC_LIMIT, -1),
      // After a seek: a frame may take bits from 511 bytes before it, which is nine frames of the smallest, and overlaps
      // with the one in front.
      (MPG123_PREFRAMES, 12),
    ]
    let isSet = settings.allSatisfy { genre_mpg123_set(handle, CInt($0.0.rawValue), $0.1) == success }
    return isSet && attach(input, to: handle) && mpg123_open_handle(handle, input.opaquePointer) == success
  }

  private static let success = Int32(MPG123_OK.rawValue)

  private static func attach(_ input: MPEGInput, to handle: OpaquePointer) -> Bool {
    mpg123_replace_reader_handle(
      handle,
      { data, address, count in
        guard let data else { return -1 }
        return MPEGInput.at(data).read(into: address, count: count)
      },
      { data, offset, whence in
        guard let data else { return -1 }
        return off_t(MPEGInput.at(data).cursor.seek(to: Int(offset), whence: whence))
      },
      nil) == success
  }
}
