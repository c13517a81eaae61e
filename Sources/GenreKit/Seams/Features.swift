// What GenreKit asks of GenreFeatures, with errors in its own words.

import GenreFeatures

extension MFCC {
  /// Prepares the tables of a configuration.
  ///
  /// - Throws: ``GenreError`` with code `invalidArgument` for one that cannot be computed with.
  package static func prepared(_ configuration: MFCC.Configuration) throws(GenreError) -> MFCC {
    try translating { () throws(FeatureError) in try MFCC(configuration) }
  }

  /// The MFCCs of mel bands in decibels, [frames x bands].
  package func transformed(decibels: FeatureMatrix) throws(GenreError) -> FeatureMatrix {
    try translating { () throws(FeatureError) in try coefficients(ofDecibels: decibels) }
  }
}

extension MelFrameStream {
  /// Takes the next samples and returns the mel power of the frames that are complete.
  mutating func append(_ samples: ArraySlice<Float>) throws(GenreError) -> FeatureMatrix {
    try translating { () throws(FeatureError) in
      try samples.withUnsafeBufferPointer { (block) throws(FeatureError) in try push(block) }
    }
  }

  /// Ends the signal and returns the mel power of its last frames.
  mutating func end() throws(GenreError) -> FeatureMatrix {
    try translating { () throws(FeatureError) in try finish() }
  }
}

extension DeltaFilter {
  /// Prepares a filter.
  static func prepared(width: Int, order: Int, edges: Edges) throws(GenreError) -> DeltaFilter {
    try translating { () throws(FeatureError) in try DeltaFilter(width: width, order: order, edges: edges) }
  }

  /// The derivatives of a matrix over time.
  func deltas(of matrix: FeatureMatrix) throws(GenreError) -> FeatureMatrix {
    try translating { () throws(FeatureError) in try apply(to: matrix) }
  }
}

private func translating<Value>(_ work: () throws(FeatureError) -> Value) throws(GenreError) -> Value {
  do throws(FeatureError) { return try work() } catch { throw GenreError(.invalidArgument, error.message) }
}
