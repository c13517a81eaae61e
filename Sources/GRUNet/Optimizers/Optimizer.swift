/// A rule that turns gradients into a change of the parameters: Adam, or AdamW.
///
/// Adam is Kingma and Ba's (2015), AdamW Loshchilov and Hutter's (2019), both as PyTorch computes them:
///
///     g  <- gradient (+ weightDecay * p in Adam)
///     p  <- p * (1 - rate * weightDecay)                  in AdamW
///     m  <- beta1 * m + (1 - beta1) * g
///     v  <- beta2 * v + (1 - beta2) * g^2
///     p  <- p - rate / (1 - beta1^t) * m / (sqrt(v) / sqrt(1 - beta2^t) + epsilon)
///
/// Keras places its epsilon inside the bias correction, which differs by less than training can show.
public struct Optimizer: Codable, Hashable, Sendable {
  /// The kind of weight decay.
  public enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
    /// Decay is part of the gradient (L2 regularisation).
    case adam
    /// Decay is apart from the gradient and so from its moments.
    case adamW
  }

  /// The parameters that weight decay applies to, apart from running statistics, which no optimiser changes.
  public enum DecayedParameters: String, Codable, Hashable, Sendable, CaseIterable {
    /// Every parameter, as PyTorch does unless it is given groups.
    case all
    /// Those of two dimensions or more: no biases, no scales and shifts of norms.
    case matrices
  }

  /// The kind of weight decay.
  public var kind: Kind
  /// The decay of the running mean of gradients: 0 or more and less than 1.
  public var beta1: Float
  /// The decay of the running mean of squared gradients: 0 or more and less than 1.
  public var beta2: Float
  /// The value added to the root of the second moment; more than 0.
  public var epsilon: Float
  /// The strength of weight decay; 0 for none.
  public var weightDecay: Float
  /// The parameters that weight decay applies to.
  public var decayedParameters: DecayedParameters

  /// Creates a rule; the defaults are PyTorch's Adam.
  public init(
    kind: Kind = .adam, beta1: Float = 0.9, beta2: Float = 0.999, epsilon: Float = 1e-8,
    weightDecay: Float = 0, decayedParameters: DecayedParameters = .matrices
  ) {
    self.kind = kind
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.weightDecay = weightDecay
    self.decayedParameters = decayedParameters
  }

  /// Reads a rule, with the defaults for what is missing.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let fallback = Optimizer()
    func value<Value: Decodable>(_ key: CodingKeys, or fallback: Value) throws -> Value {
      try container.decodeIfPresent(Value.self, forKey: key) ?? fallback
    }
    kind = try value(.kind, or: fallback.kind)
    beta1 = try value(.beta1, or: fallback.beta1)
    beta2 = try value(.beta2, or: fallback.beta2)
    epsilon = try value(.epsilon, or: fallback.epsilon)
    weightDecay = try value(.weightDecay, or: fallback.weightDecay)
    decayedParameters = try value(.decayedParameters, or: fallback.decayedParameters)
  }

  /// Adam without weight decay.
  public static let adam = Optimizer()

  /// AdamW; biases and norms do not decay.
  public static func adamW(weightDecay: Float = 0.01) -> Optimizer {
    Optimizer(kind: .adamW, weightDecay: weightDecay)
  }

  /// Whether every number is in its range.
  var isValid: Bool {
    (0..<1).contains(beta1) && (0..<1).contains(beta2) && epsilon > 0 && epsilon.isFinite
      && weightDecay >= 0 && weightDecay.isFinite
  }

  /// The decay of one parameter.
  func decay(of entry: ParameterLayout.Entry) -> Float {
    decayedParameters == .all || entry.shape.count > 1 ? weightDecay : 0
  }
}
