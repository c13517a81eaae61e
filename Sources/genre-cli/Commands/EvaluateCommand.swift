import ArgumentParser
import GenreKit
