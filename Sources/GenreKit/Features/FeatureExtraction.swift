import GenreFeatures

/// One piece on its way from samples to features, block by block.
///
/// A block goes out when half a block more is there, so that the last one is never shorter than half a block unless
/// the piece is: a scrap at the end would otherwise be held against its own loudest value alone.
struct FeatureExtraction {
  private let pipeline: FeaturePipeline
  private var stream: MelFrameStream
  private var deltas: DeltaStream
  private var held: [Float] = []

  init(pipeline: FeaturePipeline, stream: MelFrameStream, deltas: DeltaStream) {
    self.pipeline = pipeline
    self.stream = stream
    self.deltas = deltas
  }

  private var bandCount: Int { pipeline.configuration.mfcc.mel.bandCount }

  /// Takes the next samples, mono at the configuration's rate.
  ///
  /// - Returns: The frames that are now complete, often none.
  mutating func append(_ samples: ArraySlice<Float>) throws(GenreError) -> FeatureRows {
    held += try stream.append(samples).values
    guard let blockLength = pipeline.configuration.blockFrameCount else { return FeatureRows() }
    var rows = FeatureRows()
    while 2 * held.count >= 3 * blockLength * bandCount {
      rows += try release(frames: blockLength)
    }
    return try deltas.append(rows)
  }

  /// Ends the piece.
  ///
  /// - Returns: All frames that are left.
  mutating func finish() throws(GenreError) -> FeatureRows {
    held += try stream.end().values
    return try deltas.finish(release(frames: held.count / bandCount))
  }

  private mutating func release(frames: Int) throws(GenreError) -> FeatureRows {
    let count = frames * bandCount
    let power = FeatureMatrix(
      frameCount: frames, coefficientCount: bandCount, values: Array(held[..<count]))
    held.removeFirst(count)
    return try pipeline.rows(ofMelPower: power)
  }
}
