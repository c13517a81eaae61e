import GenreFeatures

/// One piece on its way from samples to features, block by block.
struct FeatureExtraction {
  private let pipeline: FeaturePipeline
  private var stream: MelFrameStream
  private var blocks: FeatureBlocks
  private var deltas: DeltaStream

  init(pipeline: FeaturePipeline, stream: MelFrameStream, blocks: FeatureBlocks, deltas: DeltaStream) {
    self.pipeline = pipeline
    self.stream = stream
    self.blocks = blocks
    self.deltas = deltas
  }

  /// Takes the next samples, mono at the configuration's rate.
  ///
  /// - Returns: The frames that are now complete, often none.
  mutating func append(_ samples: ArraySlice<Float>) throws(GenreError) -> FeatureRows {
    try deltas.append(rows(of: blocks.append(stream.append(samples).values)))
  }

  /// Ends the piece.
  ///
  /// - Returns: All frames that are left.
  mutating func finish() throws(GenreError) -> FeatureRows {
    let complete = try blocks.append(stream.end().values)
    return try deltas.finish(rows(of: complete + [blocks.finish()]))
  }

  private func rows(of blocks: [FeatureBlocks.Block]) throws(GenreError) -> FeatureRows {
    var rows = FeatureRows()
    for block in blocks { rows += try pipeline.rows(of: block) }
    return rows
  }
}
