// swift-tools-version: 6.2
// Times our work beside that of other libraries and beside what this machine can do at all: `make bench`.
import PackageDescription

let package = Package(
  name: "genre-benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "genre-classifier", path: "..", traits: [])
  ],
  targets: [
    .systemLibrary(name: "CBenchmarkFFTW", pkgConfig: "fftw3f"),
    .systemLibrary(name: "CBenchmarkMpg123", pkgConfig: "libmpg123"),
    .systemLibrary(name: "CBenchmarkSndfile", pkgConfig: "sndfile"),
    .target(
      name: "CBenchmarkProbes",
      dependencies: ["CBenchmarkFFTW", "CBenchmarkMpg123", "CBenchmarkSndfile"]),
    .executableTarget(
      name: "GenreBenchmarks",
      dependencies: [
        "CBenchmarkProbes",
        .product(name: "GenreKit", package: "genre-classifier"),
        .product(name: "GenreAudio", package: "genre-classifier"),
        .product(name: "GenreFeatures", package: "genre-classifier"),
        .product(name: "GRUNet", package: "genre-classifier"),
      ]),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .gnu2x
)
