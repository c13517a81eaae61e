// swift-tools-version: 6.2
// What Tools/tests/fuzz.sh builds: the targets that read what others have made, and the program that libFuzzer drives.
// Sources is a link that the script makes; the sanitizers are flags of its command line.
import PackageDescription

let package = Package(
  name: "genre-classifier-fuzzing",
  platforms: [.macOS(.v15)],
  targets: [
    .systemLibrary(name: "CGenreSndfile", path: "Sources/CSndfile", pkgConfig: "sndfile"),
    .systemLibrary(name: "CGenreMpg123", path: "Sources/CMpg123", pkgConfig: "libmpg123"),
    .systemLibrary(name: "CGenreFLAC", path: "Sources/CFLAC", pkgConfig: "flac"),
    .systemLibrary(name: "CGenreSoxr", path: "Sources/CSoxr", pkgConfig: "soxr"),
    .systemLibrary(name: "CGenreFFTW", path: "Sources/CFFTW", pkgConfig: "fftw3f"),
    .target(name: "CGenreFFmpeg"),
    .target(name: "GenreBase"),
    .target(name: "CGenreKernels"),
    .target(name: "CGenreModels", exclude: ["Weights"]),
    .target(
      name: "GenreAudio",
      dependencies: [
        "GenreBase", "CGenreSndfile", "CGenreMpg123", "CGenreFLAC", "CGenreSoxr", "CGenreFFmpeg",
      ],
      path: "Sources/AudioIO", swiftSettings: [.define("FFmpeg")]),
    .target(
      name: "GenreFeatures", dependencies: ["GenreBase", "CGenreFFTW", "CGenreKernels"],
      path: "Sources/Features"),
    .target(name: "GRUNet", dependencies: ["GenreBase", "CGenreKernels"]),
    .target(
      name: "GenreKit", dependencies: ["GenreBase", "GenreAudio", "GenreFeatures", "GRUNet", "CGenreModels"]),
    .target(
      name: "GenreTraining", dependencies: ["GenreKit", "GenreBase", "GenreAudio", "GenreFeatures", "GRUNet"]),
    .target(name: "GenreMultipart"),
    .executableTarget(
      name: "genre-fuzz",
      dependencies: ["GenreAudio", "GRUNet", "GenreFeatures", "GenreKit", "GenreTraining", "GenreMultipart"],
      path: "Targets"),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .gnu2x
)
