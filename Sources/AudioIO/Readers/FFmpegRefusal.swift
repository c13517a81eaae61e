#if FFmpeg
  internal import CGenreFFmpeg

  /// Why FFmpeg could not open an input.
  struct FFmpegRefusal {
    let status: genre_ffmpeg_status
    let sound: FFmpegSound

    /// - Parameter name: what the input is: `an MPEG-4 file`.
    func error(name: String) -> AudioError {
      switch status {
      case genre_ffmpeg_no_sound: AudioError(.noSamples, "is \(name) without a sound track")
      case genre_ffmpeg_unsupported:
        AudioError(
          .unsupported,
          "is \(name) with the encoding \(sound.encoding), which FFmpeg \(FFmpegLibraries.majorVersion) does not "
            + "decode; convert it first, with the program that made it")
      case genre_ffmpeg_protected:
        AudioError(.unsupported, "is \(name) that is encrypted (DRM); give a copy without protection")
      case genre_ffmpeg_no_memory:
        AudioError(.systemFailure, "FFmpeg could not be set up; free some memory")
      default: AudioError(.damaged, "is \(name), but cut or damaged; try to make or fetch it again")
      }
    }
  }
#endif
