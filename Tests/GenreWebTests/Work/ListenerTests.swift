import GenreWeb
import Testing

@Suite("Pages that listen") struct ListenerTests {
  private let start = ContinuousClock.now

  private func code(_ work: () throws(WebError) -> Void) -> String? {
    do throws(WebError) { try work() } catch { return error.code }
    return nil
  }

  @Test("No more pages listen than may, until one has been away for a minute")
  func number() {
    let gate = ListenerGate(limit: 2, longest: .seconds(3600))
    #expect(code { () throws(WebError) in try gate.admit("a", now: start) } == nil)
    #expect(code { () throws(WebError) in try gate.admit("b", now: start + .seconds(30)) } == nil)
    let third = start + .seconds(40)
    #expect(code { () throws(WebError) in try gate.admit("c", now: third) } == "too_many_listeners")
    #expect(code { () throws(WebError) in try gate.admit("a", now: third) } == nil)
    // b was there last at 30 s.
    let later = start + .seconds(30) + ListenerGate.absence
    #expect(code { () throws(WebError) in try gate.admit("c", now: later) } == nil)
    #expect(code { () throws(WebError) in try gate.admit("b", now: later) } == "too_many_listeners")
  }

  @Test("A page listens no longer than it may")
  func time() {
    let gate = ListenerGate(limit: 2, longest: .seconds(100))
    for second in [0, 50, 100] {
      #expect(code { () throws(WebError) in try gate.admit("a", now: start + .seconds(second)) } == nil)
    }
    let over = start + .seconds(101)
    #expect(code { () throws(WebError) in try gate.admit("a", now: over) } == "listening_over")
    #expect(code { () throws(WebError) in try gate.admit("b", now: over) } == nil)
  }

  @Test("Names are bounded")
  func names() {
    let gate = ListenerGate(limit: 2, longest: .seconds(100))
    for name in ["", String(repeating: "x", count: 65)] {
      #expect(code { () throws(WebError) in try gate.admit(name) } == "bad_parameter")
    }
  }
}
