// swift-tools-version: 6.2
// A package of the kind that imports GenreKit. `Tools/tests/test_consumer.sh` builds it as it stands, then once
// more with the dependency below replaced by a version tag.
import PackageDescription

let package = Package(
  name: "Consumer",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "genre-classifier", path: "../..", traits: [])
  ],
  targets: [
    .executableTarget(
      name: "Consumer",
      dependencies: ["AudioIO", "Features", .product(name: "GenreKit", package: "genre-classifier")]),
    // Modules with the names of GenreKit's own folders: an importer may well have them.
    .target(name: "AudioIO"),
    .target(name: "Features"),
  ],
  swiftLanguageModes: [.v6]
)
