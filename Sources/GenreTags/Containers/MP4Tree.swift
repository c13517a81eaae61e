/// The atom `moov`, as far into its inside as the metadata and the places of the sound need.
struct MP4Tree: Sendable {
  private indirect enum Node: Sendable {
    case leaf([UInt8])
    /// The header's name, what stands before the children, the children, and what stands behind them.
    case branch(name: [UInt8], prefix: [UInt8], children: [Node])
  }

  private var root: Node

  private static let branches: Set<String> = ["moov", "udta", "meta", "ilst", "trak", "mdia", "minf", "stbl"]
  private static let path = ["moov", "udta", "meta", "ilst"]

  /// - Returns: Nil where the atom is damaged.
  init?(_ moov: [UInt8]) {
    guard MP4Atoms.split(moov)?.count == 1, let root = Self.node(moov, path: []), case .branch = root else {
      return nil
    }
    self.root = root
    // What is moved must be found.
    guard bytes == moov else { return nil }
  }

  private static func node(_ atom: [UInt8], path: [String]) -> Node? {
    let name = String(decoding: atom[4..<8], as: UTF8.self)
    let isList = path.last == "ilst"
    // Deeper than any real file: the recursion needs an end.
    guard !isList, path.count < 8, branches.contains(name) else { return .leaf(atom) }
    // Only the list of the file: a track may have one of its own.
    let isMetadata = name == "udta" || name == "meta" || name == "ilst"
    guard !isMetadata || path + [name] == Array(Self.path.prefix(path.count + 1)) else { return .leaf(atom) }
    var content = atom.dropFirst(8)
    var prefix: [UInt8] = []
    // Version and flags, which QuickTime leaves out.
    if name == "meta", !content.dropFirst(4).starts(with: "hdlr".utf8) {
      prefix = Array(content.prefix(4))
      content = content.dropFirst(4)
    }
    // A list may end with four zeros.
    var rest: [UInt8] = []
    if name == "udta", content.suffix(4).elementsEqual([0, 0, 0, 0]), MP4Atoms.split(Array(content)) == nil {
      rest = Array(content.suffix(4))
      content = content.dropLast(4)
    }
    guard let atoms = MP4Atoms.split(Array(content)) else { return nil }
    var children: [Node] = []
    for atom in atoms {
      guard let child = node(atom, path: path + [name]) else { return nil }
      children.append(child)
    }
    if !rest.isEmpty { children.append(.leaf(rest)) }
    return .branch(name: Array(atom[4..<8]), prefix: prefix, children: children)
  }

  /// The whole atom.
  var bytes: [UInt8] { Self.bytes(root) }

  private static func bytes(_ node: Node) -> [UInt8] {
    switch node {
    case .leaf(let bytes): bytes
    case .branch(let name, let prefix, let children):
      MP4Atoms.atom(name, prefix + children.flatMap(Self.bytes))
    }
  }

  /// The atoms of the list of metadata.
  var items: [[UInt8]] {
    var node = root
    for name in Self.path.dropFirst() {
      guard case .branch(_, _, let children) = node,
        let child = children.first(where: { Self.name($0) == name })
      else { return [] }
      node = child
    }
    guard case .branch(_, _, let children) = node else { return [] }
    return children.map(Self.bytes)
  }

  private static func name(_ node: Node) -> String {
    switch node {
    case .leaf(let bytes): String(decoding: bytes.dropFirst(4).prefix(4), as: UTF8.self)
    case .branch(let name, _, _): String(decoding: name, as: UTF8.self)
    }
  }

  /// The tree with another list of metadata.
  func replacing(_ items: [[UInt8]]) -> MP4Tree {
    var tree = self
    tree.root = Self.replacing(root, Self.path.dropFirst(), items)
    return tree
  }

  private static func replacing(_ node: Node, _ path: ArraySlice<String>, _ items: [[UInt8]]) -> Node {
    guard case .branch(let name, let prefix, var children) = node else { return node }
    guard let next = path.first else {
      return .branch(name: name, prefix: prefix, children: items.map { .leaf($0) })
    }
    if let place = children.firstIndex(where: { Self.name($0) == next }) {
      children[place] = replacing(children[place], path.dropFirst(), items)
    } else {
      // Before the four zeros that may end the list.
      let end = children.lastIndex { bytes($0).count > 4 }.map { $0 + 1 } ?? children.startIndex
      children.insert(replacing(made(next), path.dropFirst(), items), at: end)
    }
    return .branch(name: name, prefix: prefix, children: children)
  }

  private static func made(_ name: String) -> Node {
    guard name == "meta" else { return .branch(name: Array(name.utf8), prefix: [], children: []) }
    let handler = MP4Atoms.atom(
      "hdlr", [UInt8](repeating: 0, count: 8) + Array("mdirappl".utf8) + [UInt8](repeating: 0, count: 9))
    return .branch(name: Array(name.utf8), prefix: [0, 0, 0, 0], children: [.leaf(handler)])
  }

  /// Adds to the places of sound that lie behind an offset.
  ///
  /// - Returns: False where one does not fit into its 32 bits.
  mutating func move(by growth: Int, behind offset: Int) -> Bool {
    guard growth != 0 else { return true }
    guard let moved = Self.moved(root, by: growth, behind: offset) else { return false }
    root = moved
    return true
  }

  private static func moved(_ node: Node, by growth: Int, behind offset: Int) -> Node? {
    switch node {
    case .leaf(let bytes):
      switch name(node) {
      case "stco": return movedTable(bytes, width: 4, by: growth, behind: offset).map { .leaf($0) }
      case "co64": return movedTable(bytes, width: 8, by: growth, behind: offset).map { .leaf($0) }
      default: return node
      }
    case .branch(let name, let prefix, let children):
      if String(decoding: name, as: UTF8.self) == "udta" { return node }
      let moved = children.compactMap { Self.moved($0, by: growth, behind: offset) }
      return moved.count == children.count ? .branch(name: name, prefix: prefix, children: moved) : nil
    }
  }

  private static func movedTable(_ atom: [UInt8], width: Int, by growth: Int, behind offset: Int) -> [UInt8]?
  {
    var atom = atom
    guard atom.count >= 16, Integers.big(atom[12..<16]) == (atom.count - 16) / width else { return nil }
    for start in stride(from: 16, to: atom.count - width + 1, by: width) {
      let place = Integers.big(atom[start..<start + width])
      guard place >= offset else { continue }
      guard width == 8 || place + growth < 1 << 32 else { return nil }
      atom.replaceSubrange(start..<start + width, with: Integers.big(place + growth, width))
    }
    return atom
  }
}
