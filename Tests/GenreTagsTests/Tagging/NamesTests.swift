import Foundation
import GenreKit
import GenreTags
import GenreTestSupport
import Testing

@Suite("Names and fields of genres")
struct NamesTests {
  @Test(
    "Fields that hold something else are refused", arguments: ["TITLE", "artist", "A", "X=Y", "ü1", "TAG"])
  func refusedField(_ name: String) {
    #expect(throws: GenreError.self) { try TagField(name) }
  }

  @Test("A field's name is in capitals")
  func field() throws { #expect(try TagField("grouping").name == "GROUPING") }

  @Test("A map of names: quoted, unknown, damaged")
  func map() throws {
    let scratch = try Scratch()
    let path = try scratch.write(
      "genre,name\nhiphop,\"Hip-Hop, \"\"Rap\"\"\"\nskiffle,Skiffle\n".data(using: .utf8) ?? .init(),
      to: "map.csv")
    let names = try GenreNames(csv: path)
    #expect(names.unknown(among: ["hiphop"]) == ["skiffle"])
    #expect(names.name(of: "hiphop") == "Hip-Hop, \"Rap\"" && names.name(of: "jazz") == "Jazz")
    #expect(GenreNames().name(of: "hiphop") == "Hip-Hop")
    let bad = try scratch.write("hiphop\n".data(using: .utf8) ?? .init(), to: "bad.csv")
    #expect(throws: GenreError.self) { try GenreNames(csv: bad) }
  }
}
