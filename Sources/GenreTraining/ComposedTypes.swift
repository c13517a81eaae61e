// The types of `GRUNet` that stand in GenreTraining's own signatures, so that a program which trains needs no further
// import.

import GRUNet

/// How weights follow their gradients.
public typealias Optimizer = GRUNet.Optimizer
/// What a training of one network came to.
public typealias TrainingOutcome = GRUNet.TrainingOutcome
/// Epochs, batch size, optimiser, schedule and seed.
public typealias TrainerConfiguration = GRUNet.Trainer.Configuration
/// Which epoch of a training is kept.
public typealias EpochSelection = GRUNet.Trainer.Selection
/// How the learning rate changes over the steps.
public typealias LearningRateSchedule = GRUNet.LearningRateSchedule
/// Where a training stands.
public typealias TrainingProgress = GRUNet.TrainingProgress
/// Whether a training should go on.
public typealias TrainingControl = GRUNet.TrainingControl
