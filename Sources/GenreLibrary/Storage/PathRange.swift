internal import GRDB

/// The paths below a folder, as a condition of SQL: paths are compared byte by byte.
struct PathRange {
  static let condition = "path >= ? AND path < ?"

  let arguments: [DatabaseValue]

  init(below folder: BytePath) {
    let prefix = folder.folderPrefix
    // The last byte is a slash, whose successor is a zero digit.
    let end = prefix.dropLast() + [UInt8(ascii: "/") + 1]
    arguments = [BytePath(prefix).data.databaseValue, BytePath(end).data.databaseValue]
  }
}
