// The C library under its one name here: mathematics, files, processes. Every target that needs it imports GenreBase.

#if canImport(Glibc)
  @_exported import Glibc
#elseif canImport(Musl)
  @_exported import Musl
#elseif canImport(Darwin)
  @_exported import Darwin
#endif
