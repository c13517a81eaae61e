// swift-tools-version: 6.2
// What Tools/tests/sanitize.sh tests: the targets below GenreKit, as a package without dependencies.
import PackageDescription

let package = Package(
  name: "genre-classifier-sanitized",
  platforms: [.macOS(.v15)],
  targets: [
    .systemLibrary(name: "CGenreSndfile", path: "Sources/CSndfile", pkgConfig: "sndfile"),
    .systemLibrary(name: "CGenreMpg123", path: "Sources/CMpg123", pkgConfig: "libmpg123"),
    .systemLibrary(name: "CGenreFLAC", path: "Sources/CFLAC", pkgConfig: "flac"),
    .systemLibrary(name: "CGenreSoxr", path: "Sources/CSoxr", pkgConfig: "soxr"),
    .systemLibrary(name: "CGenreFFTW", path: "Sources/CFFTW", pkgConfig: "fftw3f"),
    .target(name: "GenreBase"),
    .target(name: "CGenreKernels"),
    .target(
      name: "GenreAudio",
      dependencies: ["GenreBase", "CGenreSndfile", "CGenreMpg123", "CGenreFLAC", "CGenreSoxr"],
      path: "Sources/AudioIO"),
    .target(
      name: "GenreFeatures", dependencies: ["GenreBase", "CGenreFFTW", "CGenreKernels"],
      path: "Sources/Features"),
    .target(name: "GRUNet", dependencies: ["GenreBase", "CGenreKernels"]),
    .target(name: "GenreTestSupport", path: "Tests/Support/General"),
    .testTarget(name: "GenreBaseTests", dependencies: ["GenreBase", "GenreTestSupport"]),
    .testTarget(
      name: "GenreAudioTests", dependencies: ["GenreAudio", "CGenreSndfile", "GenreTestSupport"]),
    .testTarget(
      name: "GenreFeaturesTests", dependencies: ["GenreFeatures", "CGenreFFTW", "GenreTestSupport"]),
    .testTarget(
      name: "GRUNetTests", dependencies: ["GRUNet", "CGenreKernels", "GenreTestSupport"]),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .gnu2x
)
