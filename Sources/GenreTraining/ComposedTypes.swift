// The types of `GRUNet` that stand in GenreTraining's own signatures, so that a program which trains needs no further
// import.

import GRUNet

/// The optimiser, which updates the weights from their gradients.
public typealias Optimizer = GRUNet.Optimizer
/// The result of the training of one network.
public typealias TrainingOutcome = GRUNet.TrainingOutcome
/// Epochs, batch size, optimiser, schedule and seed.
public typealias TrainerConfiguration = GRUNet.Trainer.Configuration
/// The rule that selects the epoch to keep.
public typealias EpochSelection = GRUNet.Trainer.Selection
/// The schedule of the learning rate over the steps.
public typealias LearningRateSchedule = GRUNet.LearningRateSchedule
/// The progress of a training.
public typealias TrainingProgress = GRUNet.TrainingProgress
/// Whether a training should go on.
public typealias TrainingControl = GRUNet.TrainingControl
