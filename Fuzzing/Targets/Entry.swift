import Foundation

/// The target that this process fuzzes: the environment's `GENRE_FUZZ`.
private let target: FuzzTarget = {
  let name = ProcessInfo.processInfo.environment["GENRE_FUZZ"] ?? ""
  guard let target = FuzzTarget(rawValue: name) else {
    let names = FuzzTarget.allCases.map(\.rawValue).joined(separator: ", ")
    print("GENRE_FUZZ='\(name)' is not a target; choose one of: \(names)")
    exit(64)
  }
  return target
}()

/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = [UInt8](UnsafeBufferPointer(start: bytes, count: count))
  do {
    try target.run(input)
  } catch let finding as Finding {
    fatalError(finding.text)
  } catch {
    // An error is an answer.
  }
  return 0
}
