/// The one table, in Markdown.
struct ResultTable {
  let outcomes: [Outcome]
  /// The peers' names, one column each.
  let peers: [String]

  /// All lines, columns aligned.
  var text: String {
    let rows = [header] + outcomes.map(row)
    let widths = header.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    func line(_ cells: [String]) -> String {
      let padded = zip(cells, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
      return "| " + padded.joined(separator: " | ") + " |"
    }
    let rule = "| " + widths.map { String(repeating: "-", count: $0) }.joined(separator: " | ") + " |"
    return ([line(header), rule] + rows.dropFirst().map(line)).joined(separator: "\n")
  }

  private var header: [String] {
    ["work", "ours"] + peers + ["the limit here", "of the limit", "goal"]
  }

  private func row(_ outcome: Outcome) -> [String] {
    [outcome.work.title, ours(outcome)] + peers.map { peer(outcome, $0) }
      + [limit(outcome), ratio(outcome), outcome.work.goal]
  }

  private func ours(_ outcome: Outcome) -> String {
    times(outcome.ourTime, outcome.ourProcessorTime) + memory(outcome, "ours")
  }

  /// A peer's times, and how many times ours they are.
  private func peer(_ outcome: Outcome, _ name: String) -> String {
    guard let lap = outcome.lap(of: name) else { return "" }
    let ratios = [lap.wall / outcome.ourTime, lap.processor / outcome.ourProcessorTime].map { $0.text(1) }
    return "\(times(lap.wall, lap.processor))\(memory(outcome, name)): x \(ratios[0]) (\(ratios[1]))"
  }

  /// By the clock, and in brackets that of all threads on their cores.
  private func times(_ wall: Double, _ processor: Double) -> String {
    "\(wall.asTime) (\(processor.asTime))"
  }

  private func memory(_ outcome: Outcome, _ name: String) -> String {
    outcome.memory[name].map { ", \($0.text(0)) MiB" } ?? ""
  }

  private func limit(_ outcome: Outcome) -> String {
    guard let time = outcome.limitTime, let title = outcome.work.limit?.title else { return "" }
    return "\(title): \(time.asTime)"
  }

  /// By the clock, and in brackets by the time on the cores.
  private func ratio(_ outcome: Outcome) -> String {
    guard let time = outcome.limitTime, let ratio = outcome.ratio else { return "" }
    return "x \((outcome.ourTime / time).text(2)) (\(ratio.text(2)))"
  }
}
