# A formula for Homebrew, which builds from the tag with the targets of the Makefile. Put it into a tap:
#
#   brew tap-new YOUR/tap && cp genre-classifier.rb "$(brew --repository YOUR/tap)/Formula/"
#   brew install YOUR/tap/genre-classifier
#
# The address is a placeholder until the repository has a public one; Tests/Packaging/test_formula.sh holds the version
# to that of the package.
class GenreClassifier < Formula
  desc "Classify recordings by musical genre, on the command line and in the browser"
  homepage "https://example.org/genre-classifier"
  url "https://example.org/genre-classifier.git", tag: "0.1.0"
  license all_of: ["MIT", "GPL-3.0-or-later", "Apache-2.0" => { with: "Swift-exception" }]
  head "https://example.org/genre-classifier.git", branch: "main"

  depends_on xcode: ["26.0", :build]
  depends_on "pkgconf" => :build
  depends_on "ffmpeg"
  depends_on "fftw"
  depends_on "flac"
  depends_on "libsndfile"
  depends_on "libsoxr"
  depends_on macos: :sequoia
  depends_on "mpg123"
  uses_from_macos "sqlite"

  def install
    # Homebrew builds in a sandbox already, and SwiftPM's cannot be made inside it.
    system "make", "install", "PREFIX=#{prefix}", "SWIFT_FLAGS=--disable-sandbox"
    system "make", "server", "SWIFT_FLAGS=--disable-sandbox"
    bin.install ".build-web/release/genre-web"
    generate_completions_from_executable(bin/"genre-web", "--generate-completion-script")
    pkgshare.install "Examples/demo.mp3"
  end

  service do
    run [opt_bin/"genre-web"]
    keep_alive true
  end

  test do
    system bin/"genre-cli", "doctor"
    answer = JSON.parse(shell_output("#{bin}/genre-cli classify --format json #{pkgshare}/demo.mp3"))
    assert_equal "best", answer["model"]
  end
end
