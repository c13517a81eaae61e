import Dispatch
import GRUNet
import GenreKit

/// Makes batches of whole recordings into batches of crops, each from anywhere in its recording and changed by
/// chance, and standardises them.
struct CropTraining: Sendable {
  let augmentation: SpectrogramAugmentation
  /// The frames of a crop.
  let frameCount: Int
  let standardization: Standardization

  /// Changes a batch; all chance comes from the generator, whatever the number of threads.
  func apply(to batch: inout TrainingBatch, using generator: inout RandomGenerator) {
    let width = batch.featureCount
    var views = batch.lengths.map { _ in
      SpectrogramView(augmentation, bandCount: width, frameCount: frameCount, seed: generator.next())
    }
    var stretches = [Float](repeating: 0, count: views.count * frameCount * width)
    let recordings = batch
    recordings.values.withUnsafeBufferPointer { recordingValues in
      nonisolated(unsafe) let values = recordingValues
      Self.forEach(&views, &stretches) { row, view, stretch in
        let start = row * recordings.stepCount * width
        view.fill(
          stretch,
          from: UnsafeBufferPointer(rebasing: values[start..<start + recordings.lengths[row] * width]))
      }
    }
    if augmentation.exchange > 0 {
      SpectrumExchange(share: augmentation.exchange, bandCount: width, frameCount: frameCount)
        .apply(to: &stretches, using: &generator)
    }
    Self.forEach(&views, &stretches) { _, view, stretch in
      standardization.apply(to: stretch)
      view.mask(stretch)
    }
    batch.values = stretches
    batch.stepCount = frameCount
    batch.softTargets = views.indices.map { row in
      batch.softTargets[row]?.restricted(to: views[row].frames(ofRecording: recordings.lengths[row]))
    }
    batch.lengths = views.map { _ in frameCount }
  }

  /// Works on all crops at once, each with its own view.
  private static func forEach(
    _ views: inout [SpectrogramView], _ stretches: inout [Float],
    _ work: @Sendable (Int, inout SpectrogramView, UnsafeMutableBufferPointer<Float>) -> Void
  ) {
    let size = stretches.count / max(1, views.count)
    views.withUnsafeMutableBufferPointer { views in
      nonisolated(unsafe) let views = views
      stretches.withUnsafeMutableBufferPointer { stretches in
        nonisolated(unsafe) let stretches = stretches
        DispatchQueue.concurrentPerform(iterations: views.count) { row in
          work(
            row, &views[row], UnsafeMutableBufferPointer(rebasing: stretches[row * size..<(row + 1) * size]))
        }
      }
    }
  }
}
