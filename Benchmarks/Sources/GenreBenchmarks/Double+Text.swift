import Foundation

extension Double {
  /// So many digits behind the point.
  func text(_ digits: Int) -> String { String(format: "%.\(digits)f", self) }

  /// Seconds in the unit that suits them.
  var asTime: String {
    switch self {
    case ..<0.0995: (self * 1e3).text(2) + " ms"
    case ..<0.9995: (self * 1e3).text(0) + " ms"
    case ..<120: text(2) + " s"
    default: (self / 60).text(1) + " min"
    }
  }
}
