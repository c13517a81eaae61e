import GenreAudio
import Testing

/// Expects a refusal of one kind, with a message a person can act on.
func expectRefusal(
  _ code: AudioError.Code, _ source: AudioSource, limits: AudioLimits = .init(),
  mentions words: String..., at location: SourceLocation = #_sourceLocation
) {
  let decoder = AudioDecoder(limits: limits)
  let attempts: [() throws -> Void] = [
    { _ = try decoder.decode(source) }, { _ = try decoder.stream(source, resampledTo: 22050).readToEnd() },
  ]
  for attempt in attempts {
    let error = #expect(throws: AudioError.self, sourceLocation: location) { try attempt() }
    guard let error else { continue }
    #expect(error.code == code, "\(error)", sourceLocation: location)
    #expect(error.path == source.name, sourceLocation: location)
    #expect(!error.description.contains("\n"), sourceLocation: location)
    for word in words { #expect(error.message.contains(word), "\(error)", sourceLocation: location) }
  }
}
