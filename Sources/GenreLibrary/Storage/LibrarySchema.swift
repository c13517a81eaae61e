/// The tables of a music library's database, one step a version: `PRAGMA user_version` says how many were taken.
enum LibrarySchema {
  /// `PRAGMA application_id`: GENR in ASCII.
  static let applicationID = 0x4745_4E52

  /// The version that this program writes.
  static var version: Int { steps.count }

  /// What each version adds to the one before. A step is never changed once it was published.
  static let steps = [
    """
    CREATE TABLE file (
      id INTEGER PRIMARY KEY,
      path BLOB NOT NULL UNIQUE,
      size INTEGER NOT NULL,
      modified INTEGER NOT NULL,
      state INTEGER NOT NULL,
      sound TEXT,
      duration REAL,
      genre TEXT,
      confidence REAL,
      unsure INTEGER,
      out_of_scope REAL,
      scores TEXT,
      warnings TEXT,
      error_code TEXT,
      error_message TEXT,
      model TEXT,
      model_version TEXT,
      analysed INTEGER,
      missing_since INTEGER
    ) STRICT;
    CREATE INDEX file_sound ON file(sound) WHERE state = 1;
    CREATE INDEX file_waiting ON file(id) WHERE state = 0;
    """,
    "ALTER TABLE file ADD COLUMN sample REAL;",
  ]
}
