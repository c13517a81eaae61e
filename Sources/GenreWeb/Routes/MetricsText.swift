/// Metrics in the text format of Prometheus, version 0.0.4.
struct MetricsText {
  /// The whole text.
  private(set) var text = ""

  init(_ counts: WebMetrics.Counts, queue: WorkQueue, budget: MemoryBudget) {
    let requests = counts.requests.map { key, count in
      ("route=\"\(key.route)\",method=\"\(key.method)\",status=\"\(key.status)\"", Double(count))
    }
    add("genre_http_requests_total", .counter, "Requests answered.", requests)
    addDurations(counts.durations)
    add("genre_http_requests_in_progress", .gauge, "Requests in progress.", Double(counts.requestsInProgress))
    add("genre_upload_bytes_total", .counter, "Bytes of uploads received.", Double(counts.receivedByteCount))
    add("genre_sound_seconds_total", .counter, "Seconds of audio classified.", counts.soundSeconds)
    let predictions = counts.predictions.map { key, count in
      ("model=\"\(Self.escaped(key.model))\",genre=\"\(Self.escaped(key.genre))\"", Double(count))
    }
    add("genre_predictions_total", .counter, "Answers by model and genre.", predictions)
    let load = queue.load
    add("genre_workers_busy", .gauge, "Recordings being classified.", Double(load.running))
    add("genre_workers", .gauge, "Workers that can classify, idle or busy.", Double(load.workerCount))
    add(
      "genre_workers_abandoned", .gauge, "Workers abandoned and not returned.",
      Double(load.abandonedCount))
    add(
      "genre_workers_abandoned_bytes", .gauge, "Bytes of uploads that abandoned workers hold.",
      Double(load.abandonedByteCount))
    add(
      "genre_workers_abandoned_total", .counter, "Workers abandoned since the start.",
      Double(load.abandonedTotal))
    add("genre_queue_waiting", .gauge, "Recordings waiting for a worker.", Double(load.count - load.running))
    add(
      "genre_queue_capacity", .gauge, "Largest number of recordings classified or waiting.",
      Double(queue.capacity))
    add("genre_upload_memory_bytes", .gauge, "Bytes of uploads in memory.", Double(budget.usedByteCount))
    add(
      "genre_upload_memory_limit_bytes", .gauge, "Limit of the bytes of uploads in memory.",
      Double(budget.limit))
  }

  /// A label's value: somebody's own model may name its genres as it likes.
  private static func escaped(_ value: String) -> String {
    value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }

  private enum Kind: String {
    case counter, gauge, histogram
  }

  private mutating func begin(_ name: String, _ kind: Kind, _ help: String) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n"
  }

  private mutating func add(_ name: String, _ kind: Kind, _ help: String, _ value: Double) {
    begin(name, kind, help)
    text += "\(name) \(value)\n"
  }

  private mutating func add(_ name: String, _ kind: Kind, _ help: String, _ values: [(String, Double)]) {
    begin(name, kind, help)
    for (labels, value) in values.sorted(by: { $0.0 < $1.0 }) { text += "\(name){\(labels)} \(value)\n" }
  }

  private mutating func addDurations(_ durations: [String: WebMetrics.Histogram]) {
    let name = "genre_http_request_duration_seconds"
    begin(name, .histogram, "Seconds from the head of a request to its answer.")
    for (route, histogram) in durations.sorted(by: { $0.key < $1.key }) {
      var total = 0
      for (bound, count) in zip(WebMetrics.Histogram.bounds + [.infinity], histogram.counts) {
        total += count
        let limit = bound == .infinity ? "+Inf" : "\(bound)"
        text += "\(name)_bucket{route=\"\(route)\",le=\"\(limit)\"} \(total)\n"
      }
      text += "\(name)_sum{route=\"\(route)\"} \(histogram.sum)\n"
      text += "\(name)_count{route=\"\(route)\"} \(histogram.count)\n"
    }
  }
}
