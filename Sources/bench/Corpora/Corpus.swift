import ArgumentParser
import Records
import Replica

/// Records and edits that the figures are measured with, and the same data as plain rows.
protocol Corpus {
    var kind: CorpusKind { get }
    /// Records.
    var count: Int { get }
    /// One for each kind.
    var tables: [PlainTable.Definition] { get }
    /// The edits of two replicas that were apart, and single ones: what every one writes differs from what was loaded.
    var editsA: [CorpusEdit] { get }
    var editsB: [CorpusEdit] { get }
    var single: [CorpusEdit] { get }

    func row(_ place: Int) -> PlainRow

    /// Gives these records to a replica, in one transaction, and tells how long that took.
    func load(_ places: Range<Int>, into replica: Replica) throws -> Elapsed
}

/// The two kinds of data that are measured.
enum CorpusKind: String, CaseIterable, ExpressibleByArgument {
    /// Made records of twenty fields: ``Workload``.
    case reference
    /// The domain's own records: ``RealRecords``.
    case real

    var schema: Schema {
        switch self {
        case .reference: .workload
        case .real: .liaison
        }
    }

    /// What stands behind the name of a figure that is measured on it.
    var suffix: String {
        switch self {
        case .reference: ""
        case .real: "_real"
        }
    }
}

/// A record as a row of a plain table.
struct PlainRow {
    /// Place in ``Corpus/tables``.
    let table: Int
    let id: String
    /// One for each column.
    let values: ArraySlice<Value>
}

/// One field of one record gets a new value.
struct CorpusEdit {
    /// The record's place in the corpus.
    let place: Int
    let kind: String
    let id: RecordID
    let field: String
    let storedType: StoredType
    let value: Value
    /// The field's place among the columns of its plain table.
    let column: Int
}
