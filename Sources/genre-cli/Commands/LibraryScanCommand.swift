#if Library
  import ArgumentParser
  import GenreKit
  import GenreLibrary

  /// `genre-cli library scan`: what is new or has changed is classified.
  struct LibraryScanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "scan",
      abstract: "Find the audio files below folders, and classify those that are new or have changed.",
      discussion: """
        Subfolders and linked folders are searched, hidden ones are not. Each answer is written at once: a scan that is \
        stopped loses only the files it was classifying, and the same command continues. A file that was moved, or whose \
        tags have changed, is recognised by its sound and not decoded again. Files that have gone are marked, and stay \
        in the database.

        Files that cannot be classified are named on standard error and kept in the database; the exit status is then 1.

        Examples:
          genre-cli library scan ~/Music
          genre-cli library scan /media/music --database music.db --jobs 4
          genre-cli library scan ~/Music --model gru --reclassify
          genre-cli library scan ~/Music --sample 60
        """)

    @Argument(help: "Folders to search.", completion: .directory)
    var folders: [String]

    @OptionGroup
    var database: DatabaseOption

    @Option(
      help: ArgumentHelp(
        "Bundled model (\(GenreModel.bundledNames.joined(separator: ", "))) or path of a model file.",
        valueName: "name|path"))
    var model: String = GenreModel.defaultName

    @OptionGroup
    var sampling: SampleOption

    @OptionGroup
    var parallel: JobsOption

    @Flag(help: "Classify again the files that another model, version or --sample answered.")
    var reclassify = false

    @Flag(help: "Try again the files that could not be classified, although they have not changed.")
    var retryErrors = false

    @Flag(help: "Wait while another scan uses the database, instead of failing.")
    var wait = false

    func run() throws {
      let interruption = Interruption()
      var progress = ScanProgressLine()
      var failed = false
      do throws(GenreError) {
        let library = try database.open(creates: true)
        let classifier = try GenreClassifier(model: ModelSource(argument: model))
        let summary = try library.scan(
          folders, with: classifier, options: options, isCancelled: { interruption.isRequested },
          onProgress: { progress.show($0) },
          onFailure: { error in
            progress.clear()
            failed = true
            Console.fail(error.description)
          })
        progress.clear()
        Console.print(ScanText.text(summary), terminator: "")
      } catch {
        progress.clear()
        guard error.code == .cancelled else {
          Console.fail(error.description)
          throw Failure.exitCode(of: error)
        }
        Console.writeError("stopped; finished files are kept, and the same command continues\n")
        throw ExitCode(130)
      }
      if failed { throw ExitCode(1) }
    }

    private var options: ScanOptions {
      var options = ScanOptions()
      options.jobs = parallel.jobs
      options.sample = sampling.sample
      options.reclassifies = reclassify
      options.retriesFailures = retryErrors
      options.waits = wait
      return options
    }
  }
#endif
