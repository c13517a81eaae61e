import HTTPTypes
import Hummingbird

/// Says which methods a route answers to one who uses another.
struct MethodRoutes {
  private static let methods: [HTTPRequest.Method] = [
    .get, .post, .put, .patch, .delete, .options, .trace,
  ]

  /// The routes, and the methods that each answers.
  private static let routes: [(path: RouterPath, methods: [HTTPRequest.Method])] = [
    ("/", [.get, .post]), ("/predict/:model", [.post]), ("/api/classify", [.post]), ("/api/models", [.get]),
    ("/healthz", [.get]), ("/readyz", [.get]), ("/metrics", [.get]), ("/openapi.yaml", [.get]),
  ]

  func add(to router: Router<WebContext>) {
    for route in Self.routes {
      let allow = route.methods.map(\.rawValue).joined(separator: ", ")
      for method in Self.methods where !route.methods.contains(method) {
        router.on(route.path, method: method) { _, _ -> Response in throw WebError.methodNotAllowed(allow) }
      }
    }
  }
}
