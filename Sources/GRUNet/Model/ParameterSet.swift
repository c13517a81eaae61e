/// The numbers of a network: one flat array, and the layout that says what each is.
public struct ParameterSet: Sendable, Hashable {
  /// The names, shapes and offsets.
  public let layout: ParameterLayout
  /// All parameters, one after another; as many as the layout counts.
  public var values: [Float] {
    // Must not mention `oldValue`, which would copy the array at every change in place.
    didSet { precondition(values.count == layout.count, "the layout fixes the count of parameters") }
  }

  /// Creates a set from the flat array.
  ///
  /// - Throws: `invalidParameters` when its length is not the layout's.
  public init(layout: ParameterLayout, values: [Float]) throws(NetworkError) {
    guard values.count == layout.count else {
      throw NetworkError(
        .invalidParameters, "the network has \(layout.count) parameters, and \(values.count) were given")
    }
    self.layout = layout
    self.values = values
  }

  /// Creates a set with every parameter zero.
  public init(layout: ParameterLayout) {
    self.layout = layout
    values = Array(repeating: 0, count: layout.count)
  }

  /// Creates a set from tensors by name; tensors that the network does not have are ignored.
  ///
  /// - Throws: `invalidParameters` when one is missing or has another shape than the layout asks for.
  public init(layout: ParameterLayout, tensors: [String: Tensor]) throws(NetworkError) {
    self.init(layout: layout)
    for entry in layout.entries {
      guard let tensor = tensors[entry.name] else {
        throw NetworkError(.invalidParameters, "the parameter \(entry.name) is missing")
      }
      guard tensor.shape == entry.shape else {
        throw NetworkError(
          .invalidParameters,
          "the parameter \(entry.name) has shape \(tensor.shape); the architecture asks for \(entry.shape)")
      }
      values.replaceSubrange(entry.range, with: tensor.values)
    }
  }

  /// The parameter of a name, or nil where the network has none.
  ///
  /// - Precondition: on setting, the name exists and the shape is the layout's.
  public subscript(name: String) -> Tensor? {
    get {
      layout[name].map { Tensor(shape: $0.shape, values: Array(values[$0.range])) }
    }
    set {
      guard let entry = layout[name], let newValue, newValue.shape == entry.shape else {
        preconditionFailure("the layout has no parameter \(name) of that shape")
      }
      values.replaceSubrange(entry.range, with: newValue.values)
    }
  }

  /// All parameters by name.
  public var tensors: [String: Tensor] {
    Dictionary(
      uniqueKeysWithValues: layout.entries.map {
        ($0.name, Tensor(shape: $0.shape, values: Array(values[$0.range])))
      })
  }
}
