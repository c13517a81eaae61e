// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "genre-classifier",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "GenreKit", targets: ["GenreKit"]),
    .library(name: "GenreAudio", targets: ["GenreAudio"]),
    .library(name: "GenreFeatures", targets: ["GenreFeatures"]),
    .library(name: "GRUNet", targets: ["GRUNet"]),
    .executable(name: "genre-cli", targets: ["genre-cli"]),
  ],
  traits: [
    .trait(name: "CLI", description: "The command genre-cli, and with it swift-argument-parser."),
    .default(enabledTraits: ["CLI"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .systemLibrary(
      name: "CGenreSndfile", path: "Sources/CSndfile", pkgConfig: "sndfile",
      providers: [.apt(["libsndfile1-dev"]), .brew(["libsndfile"])]),
    .systemLibrary(
      name: "CGenreMpg123", path: "Sources/CMpg123", pkgConfig: "libmpg123",
      providers: [.apt(["libmpg123-dev"]), .brew(["mpg123"])]),
    .systemLibrary(
      name: "CGenreSoxr", path: "Sources/CSoxr", pkgConfig: "soxr",
      providers: [.apt(["libsoxr-dev"]), .brew(["libsoxr"])]),
    .systemLibrary(
      name: "CGenreFFTW", path: "Sources/CFFTW", pkgConfig: "fftw3f",
      providers: [.apt(["libfftw3-dev"]), .brew(["fftw"])]),
    .target(name: "CGenreKernels"),
    .target(name: "CGenreModels", exclude: ["Weights"]),

    .target(
      name: "GenreAudio", dependencies: ["CGenreSndfile", "CGenreMpg123", "CGenreSoxr"],
      path: "Sources/AudioIO"),
    .target(
      name: "GenreFeatures", dependencies: ["CGenreFFTW", "CGenreKernels"], path: "Sources/Features"),
    .target(name: "GRUNet", dependencies: ["CGenreKernels"]),
    .target(
      name: "GenreKit", dependencies: ["GenreAudio", "GenreFeatures", "GRUNet", "CGenreModels"]),
    .executableTarget(
      name: "genre-cli",
      dependencies: [
        "GenreKit",
        .product(
          name: "ArgumentParser", package: "swift-argument-parser", condition: .when(traits: ["CLI"])),
      ]),

    .testTarget(name: "GenreAudioTests", dependencies: ["GenreAudio"], exclude: ["Fixtures"]),
    .testTarget(name: "GenreFeaturesTests", dependencies: ["GenreFeatures", "CGenreFFTW"]),
    .testTarget(
      name: "GRUNetTests", dependencies: ["GRUNet", "CGenreKernels"], exclude: ["Goldens"]),
    .testTarget(name: "GenreKitTests", dependencies: ["GenreKit"]),
    .testTarget(name: "EndToEndTests", dependencies: ["genre-cli", "GenreFeatures"]),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .gnu2x
)
