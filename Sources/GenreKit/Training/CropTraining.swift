import Dispatch
import GRUNet

/// Makes batches of whole recordings into batches of stretches, each from anywhere in its recording and changed by
/// chance, and standardises them.
struct CropTraining: Sendable {
  let augmentation: SpectrogramAugmentation
  /// The frames of a stretch.
  let frameCount: Int
  let standardization: Standardization

  /// Changes a batch; all chance comes from the generator, whatever the number of threads.
  func apply(to batch: inout TrainingBatch, using generator: inout RandomGenerator) {
    let width = batch.featureCount
    let size = frameCount * width
    let seeds = batch.lengths.map { _ in generator.next() }
    let recordings = batch
    let values = [Float](unsafeUninitializedCapacity: seeds.count * size) { buffer, count in
      buffer.initialize(repeating: 0)
      nonisolated(unsafe) let output = buffer
      recordings.values.withUnsafeBufferPointer { input in
        nonisolated(unsafe) let input = input
        DispatchQueue.concurrentPerform(iterations: seeds.count) { row in
          let start = row * recordings.stepCount * width
          let recording = UnsafeBufferPointer(
            rebasing: input[start..<start + recordings.lengths[row] * width])
          let stretch = UnsafeMutableBufferPointer(rebasing: output[row * size..<(row + 1) * size])
          var view = SpectrogramView(
            augmentation, bandCount: width, frameCount: frameCount, seed: seeds[row])
          view.fill(stretch, from: recording)
          standardization.apply(to: stretch)
          view.mask(stretch)
        }
      }
      count = buffer.count
    }
    batch.values = values
    batch.stepCount = frameCount
    batch.lengths = seeds.map { _ in frameCount }
  }
}
