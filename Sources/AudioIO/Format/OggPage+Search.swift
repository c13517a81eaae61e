extension OggPage {
  /// The page at an offset, or the next behind it where there is none: after damage, or between recordings.
  static func next(in source: any ByteSource, from start: Int) -> (offset: Int, page: OggPage)? {
    if let page = OggPage(source.bytes(at: start, count: headLimit)[...]) { return (start, page) }
    var offset = start
    while true {
      let bytes = source.bytes(at: offset, count: 65_536)
      guard bytes.count >= 27 else { return nil }
      for index in bytes.indices where bytes[index...].starts(with: mark) {
        let head = source.bytes(at: offset + index, count: headLimit)
        if let page = OggPage(head[...]) { return (offset + index, page) }
      }
      offset += bytes.count - mark.count + 1
    }
  }
}
