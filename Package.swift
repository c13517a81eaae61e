// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "genre-classifier",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "GenreKit", targets: ["GenreKit"]),
    .library(name: "GenreTraining", targets: ["GenreTraining"]),
    .library(name: "GenreReports", targets: ["GenreReports"]),
    .library(name: "GenreLibrary", targets: ["GenreLibrary"]),
    .library(name: "GenreAudio", targets: ["GenreAudio"]),
    .library(name: "GenreFeatures", targets: ["GenreFeatures"]),
    .library(name: "GRUNet", targets: ["GRUNet"]),
    .executable(name: "genre-cli", targets: ["genre-cli"]),
    .executable(name: "genre-web", targets: ["genre-web"]),
  ],
  traits: [
    .trait(name: "CLI", description: "The command genre-cli, and with it swift-argument-parser."),
    .trait(name: "Web", description: "The upload page genre-web, and with it Hummingbird."),
    .trait(
      name: "FFmpeg", description: "More audio formats, by FFmpeg's libraries, which are opened at run time."),
    .trait(name: "Library", description: "The index of a music library, and with it GRDB and SQLite."),
    .default(enabledTraits: ["CLI", "Web", "FFmpeg", "Library"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.0"),
    .package(url: "https://github.com/apple/swift-nio-extras.git", from: "1.35.0"),
    .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log.git", from: "1.16.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
    .package(url: "https://github.com/groue/GRDB.swift", .upToNextMinor(from: "7.10.0")),
  ],
  targets: [
    .systemLibrary(
      name: "CGenreSndfile", path: "Sources/CSndfile", pkgConfig: "sndfile",
      providers: [.apt(["libsndfile1-dev"]), .brew(["libsndfile"])]),
    .systemLibrary(
      name: "CGenreMpg123", path: "Sources/CMpg123", pkgConfig: "libmpg123",
      providers: [.apt(["libmpg123-dev"]), .brew(["mpg123"])]),
    .systemLibrary(
      name: "CGenreFLAC", path: "Sources/CFLAC", pkgConfig: "flac",
      providers: [.apt(["libflac-dev"]), .brew(["flac"])]),
    .systemLibrary(
      name: "CGenreSoxr", path: "Sources/CSoxr", pkgConfig: "soxr",
      providers: [.apt(["libsoxr-dev"]), .brew(["libsoxr"])]),
    .systemLibrary(
      name: "CGenreFFTW", path: "Sources/CFFTW", pkgConfig: "fftw3f",
      providers: [.apt(["libfftw3-dev"]), .brew(["fftw"])]),
    // Compiled against FFmpeg's headers where they are, and linked with none of its libraries.
    .target(name: "CGenreFFmpeg"),
    .target(name: "GenreBase"),
    .target(name: "CGenreKernels"),
    .target(name: "CGenreModels", exclude: ["Weights"]),

    .target(
      name: "GenreAudio",
      dependencies: [
        "GenreBase", "CGenreSndfile", "CGenreMpg123", "CGenreFLAC", "CGenreSoxr",
        .target(name: "CGenreFFmpeg", condition: .when(traits: ["FFmpeg"])),
      ],
      path: "Sources/AudioIO"),
    .target(
      name: "GenreFeatures", dependencies: ["GenreBase", "CGenreFFTW", "CGenreKernels"],
      path: "Sources/Features"),
    .target(name: "GRUNet", dependencies: ["GenreBase", "CGenreKernels"]),
    .target(
      name: "GenreKit", dependencies: ["GenreBase", "GenreAudio", "GenreFeatures", "GRUNet", "CGenreModels"]),
    .target(
      name: "GenreTraining", dependencies: ["GenreKit", "GenreBase", "GenreAudio", "GenreFeatures", "GRUNet"]),
    .target(name: "GenreReports", dependencies: ["GenreTraining", "GenreKit", "GenreBase"]),
    .target(
      name: "GenreLibrary",
      dependencies: [
        "GenreKit", "GenreBase",
        .product(name: "GRDB", package: "GRDB.swift", condition: .when(traits: ["Library"])),
      ]),
    .target(name: "CGenreTags"),
    .target(name: "GenreTags", dependencies: ["GenreKit", "GenreBase", "CGenreTags"]),
    .executableTarget(
      name: "genre-cli",
      dependencies: [
        "GenreKit", "GenreTraining", "GenreReports", "GenreBase", "GenreTags",
        .target(name: "GenreLibrary", condition: .when(traits: ["Library"])),
        .product(
          name: "ArgumentParser", package: "swift-argument-parser", condition: .when(traits: ["CLI"])),
      ]),

    .target(name: "GenreMultipart"),
    .target(name: "CGenrePage", exclude: ["Page"]),
    .target(
      name: "GenreWeb",
      dependencies: [
        "GenreKit", "GenreBase", "GenreMultipart", "CGenrePage",
        .product(name: "Hummingbird", package: "hummingbird", condition: .when(traits: ["Web"])),
        .product(name: "NIOCore", package: "swift-nio", condition: .when(traits: ["Web"])),
        .product(name: "NIOPosix", package: "swift-nio", condition: .when(traits: ["Web"])),
        .product(name: "NIOHTTP1", package: "swift-nio", condition: .when(traits: ["Web"])),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras", condition: .when(traits: ["Web"])),
        .product(name: "HTTPTypes", package: "swift-http-types", condition: .when(traits: ["Web"])),
        .product(name: "Logging", package: "swift-log", condition: .when(traits: ["Web"])),
        .product(
          name: "ServiceLifecycle", package: "swift-service-lifecycle", condition: .when(traits: ["Web"])),
      ]),
    .target(name: "CGenreMemory"),
    .executableTarget(
      name: "genre-web",
      dependencies: [
        "GenreWeb", "GenreKit", "GenreBase", "CGenreMemory",
        .product(name: "Logging", package: "swift-log", condition: .when(traits: ["Web"])),
        .product(
          name: "ArgumentParser", package: "swift-argument-parser", condition: .when(traits: ["Web"])),
      ]),

    // What the tests of several targets need: a folder, sounds, numbers by chance.
    .target(name: "GenreTestSupport", path: "Tests/Support/General"),
    .testTarget(name: "GenreBaseTests", dependencies: ["GenreBase", "GenreTestSupport"]),
    .testTarget(
      name: "GenreAudioTests", dependencies: ["GenreAudio", "CGenreSndfile", "GenreTestSupport"]),
    .testTarget(
      name: "GenreFeaturesTests", dependencies: ["GenreFeatures", "CGenreFFTW", "GenreTestSupport"]),
    .testTarget(
      name: "GRUNetTests", dependencies: ["GRUNet", "CGenreKernels", "GenreTestSupport"]),
    .target(name: "GenreKitTestSupport", dependencies: ["GenreKit", "GRUNet"], path: "Tests/Support/Kit"),
    .testTarget(
      name: "GenreKitTests", dependencies: ["GenreKit", "GenreKitTestSupport", "GenreTestSupport"]),
    .target(
      name: "GenreTrainingTestSupport", dependencies: ["GenreTraining", "GenreKit", "GenreKitTestSupport"],
      path: "Tests/Support/Training"),
    .testTarget(
      name: "GenreTrainingTests",
      dependencies: [
        "GenreTraining", "GenreKit", "GenreKitTestSupport", "GenreTrainingTestSupport", "GenreTestSupport",
      ]),
    .testTarget(
      name: "GenreReportsTests",
      dependencies: [
        "GenreReports", "GenreTraining", "GenreKit", "GenreKitTestSupport", "GenreTrainingTestSupport",
        "GenreTestSupport",
      ]),
    .testTarget(
      name: "GenreLibraryTests",
      dependencies: ["GenreLibrary", "GenreKit", "GenreKitTestSupport", "GenreTestSupport"]),
    .testTarget(
      name: "GenreTagsTests", dependencies: ["GenreTags", "GenreLibrary", "GenreKit", "GenreTestSupport"]),
    .testTarget(name: "EndToEndTests", dependencies: ["genre-cli", "GenreFeatures", "GenreTestSupport"]),
    .testTarget(name: "GenreMultipartTests", dependencies: ["GenreMultipart", "GenreTestSupport"]),
    .testTarget(
      name: "GenreWebTests",
      dependencies: [
        "GenreWeb", "GenreKit", "GenreTestSupport", "genre-web",
        .product(name: "Hummingbird", package: "hummingbird", condition: .when(traits: ["Web"])),
        .product(name: "NIOCore", package: "swift-nio", condition: .when(traits: ["Web"])),
        .product(name: "HTTPTypes", package: "swift-http-types", condition: .when(traits: ["Web"])),
        .product(name: "Logging", package: "swift-log", condition: .when(traits: ["Web"])),
        .product(name: "NIOEmbedded", package: "swift-nio", condition: .when(traits: ["Web"])),
      ]),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .gnu2x
)
