import GenreFeatures
import Testing

@Test func silenceIsFinite() throws {
  let mfcc = try MFCC()
  let matrix = try mfcc.coefficients(of: [Float](repeating: 0, count: 22050))
  #expect(matrix.frameCount == 44)
  #expect(abs(matrix[0, 0] + 100 * Float(128).squareRoot()) < 0.01)
}
