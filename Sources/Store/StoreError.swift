/// Why the store cannot do what was asked. The transaction is rolled back and the file is as it was.
package enum StoreError: Error, Hashable, Sendable {
    /// The file is a database, but not one of ours.
    case notOurs(applicationID: Int32)
    /// Made by a newer version of the tool: its schema number and the newest that this one knows.
    case newerSchema(found: Int32, known: Int32)
    /// SQLite says that the file is damaged, or it is no database at all.
    case damaged(String)
    /// Rows that contradict each other or the format.
    case inconsistent(String)
    /// So many changes of the log are damaged or missing, and what was asked needs all of them.
    case wounded(Int)
    /// The disk is full; nothing was changed.
    case full
    /// The file may not be written, or read.
    case access(String)
    /// Somebody else held the write lock longer than the time-out.
    case busy
    /// Any other result of SQLite.
    case sqlite(code: Int32, message: String)
    /// The file was put in the place of another whose latest changes still lay beside it, in its WAL: the two do not go
    /// together.
    case replaced(String)
    /// There is no database at the path.
    case missing(String)
}
