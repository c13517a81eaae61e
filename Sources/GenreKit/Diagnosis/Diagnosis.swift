import GRUNet
import GenreAudio
import GenreFeatures

internal import GenreBase

/// What a report of a fault should say of the machine: versions, processor, and whether the bundled models answer a known
/// sound as they should. It holds no name of a person, host or folder.
///
/// Encoded, it is what `genre-cli doctor --format json` prints (`Docs/Formats.md`).
package struct Diagnosis: Sendable, Encodable {
  /// A library and the version of it that is loaded.
  package struct Library: Sendable, Encodable {
    package let name: String
    package let version: String
  }

  /// The version of this package.
  package let version: String
  /// The operating system and its version.
  package let system: String
  /// The kind of processor, such as `x86_64`.
  package let architecture: String
  /// The instruction set that the kernels of networks use.
  package let instructionSet: String
  /// The cores that may be used.
  package let cores: Int
  /// The libraries that decode, resample and transform.
  package let libraries: [Library]
  /// What each bundled model said of the known sound.
  package let models: [SelfTest]

  /// Looks at this machine and tries each bundled model; takes about a second.
  package init() {
    version = GenrePackage.version
    system = Machine.system
    architecture = Machine.architecture
    instructionSet = InstructionSet.name
    cores = processorCount()
    libraries =
      AudioLibraries.versions.map { Library(name: $0.name, version: $0.version) }
      + [Library(name: "FFTW", version: FourierLibrary.version)]
    models = GenreModel.bundledNames.map(SelfTest.init)
  }

  /// Whether every model answered as it should.
  package var isSound: Bool { models.allSatisfy(\.passed) }

  /// The wire format, on one line unless `pretty`.
  package func json(pretty: Bool) throws(GenreError) -> String { try JSONText.encode(self, pretty: pretty) }
}
