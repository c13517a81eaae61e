import GRUNet
import GenreAudio
import GenreFeatures

extension GenreError {
  /// The facade's word for an error of the audio target.
  package init(_ error: AudioError) {
    let code: Code =
      switch error.code {
      case .notFound: .notFound
      case .unreadable, .isDirectory: .unreadable
      case .limitExceeded: .limitExceeded
      case .unsupported: .unsupportedFormat
      case .cancelled: .cancelled
      default: .notAudio
      }
    self.init(code, error.message, path: error.path)
  }

  /// The facade's word for an error of the file format of models and caches.
  package init(_ error: SafetensorsError) {
    let code: Code =
      switch error.code {
      case .unreadable: .unreadable
      case .unwritable: .unwritable
      default: .invalidModel
      }
    self.init(code, error.message, path: error.path)
  }

  package static func translating<Value>(_ work: () throws(AudioError) -> Value) throws(GenreError) -> Value {
    do throws(AudioError) { return try work() } catch { throw GenreError(error) }
  }

  package static func translating<Value>(_ work: () throws(SafetensorsError) -> Value) throws(GenreError)
    -> Value
  {
    do throws(SafetensorsError) { return try work() } catch { throw GenreError(error) }
  }

  package static func translating<Value>(_ work: () throws(FeatureError) -> Value) throws(GenreError) -> Value
  {
    do throws(FeatureError) { return try work() } catch {
      throw GenreError(.invalidArgument, error.message)
    }
  }

  package static func translating<Value>(_ work: () throws(NetworkError) -> Value) throws(GenreError) -> Value
  {
    do throws(NetworkError) { return try work() } catch {
      throw GenreError(error.code == .invalidArchitecture ? .invalidArgument : .invalidModel, error.message)
    }
  }
}
