internal import CGenreKernels

/// Sharpness-aware minimisation (Foret et al., "Sharpness-aware minimization for efficiently improving
/// generalization", 2021): a step goes by the gradient not where the parameters are but where, within a radius around
/// them, the loss is highest to first order, so that training ends where the loss is low all around:
///
///     q  <- p + radius * g(p) / ||g(p)||
///     p  <- what the optimiser makes of p and g(q)
///
/// A step needs two gradients, and so twice the time.
struct SharpnessAwareness {
  /// The radius of the search, as the norm of a change of all parameters together; more than 0.
  let radius: Float

  /// The parameters within the radius with the highest loss of a batch; the parameters themselves where the gradient is
  /// zero or not finite.
  ///
  /// - Precondition: the gradient is as long as the parameters.
  func highestNeighbour(of parameters: [Float], gradient: [Float]) -> [Float] {
    precondition(gradient.count == parameters.count, "a gradient is as long as the parameters")
    let norm = OptimizerState.globalNorm(gradient)
    guard norm > 0, norm.isFinite else { return parameters }
    var neighbour = parameters
    neighbour.withUnsafeMutableBufferPointer { neighbour in
      gradient.withUnsafeBufferPointer { gradient in
        guard let base = neighbour.baseAddress, let slope = gradient.baseAddress else { return }
        genre_net_add_scaled(Int64(gradient.count), Float(Double(radius) / norm), slope, base)
      }
    }
    return neighbour
  }
}
