internal import CGenreSndfile

/// The functions through which libsndfile reads a ``SndfileInput``.
enum SndfileAccess {
  static var functions: SF_VIRTUAL_IO {
    SF_VIRTUAL_IO(
      get_filelen: { data in
        guard let data else { return -1 }
        return sf_count_t(SndfileInput.at(data).byteCount)
      },
      seek: { offset, whence, data in
        guard let data else { return -1 }
        return sf_count_t(SndfileInput.at(data).seek(to: Int(offset), whence: whence))
      },
      read: { address, count, data in
        guard let data else { return 0 }
        return sf_count_t(SndfileInput.at(data).read(into: address, count: Int(count)))
      },
      write: { _, _, _ in 0 },
      tell: { data in
        guard let data else { return -1 }
        return sf_count_t(SndfileInput.at(data).position)
      })
  }
}
