import Records
import Replica

extension Workload: Corpus {
    var kind: CorpusKind { .reference }

    var tables: [PlainTable.Definition] {
        [
            PlainTable.Definition(
                name: Schema.workloadKind,
                columns: WorkloadField.all.map { field in
                    PlainTable.Column(
                        name: field.name, type: field.type == .integer ? "INTEGER" : "TEXT")
                })
        ]
    }

    func row(_ place: Int) -> PlainRow {
        let width = Self.fieldCount
        return PlainRow(
            table: 0, id: idTexts[place], values: values[place * width..<(place + 1) * width])
    }

    func load(_ places: Range<Int>, into replica: Replica) throws -> Elapsed {
        try Stopwatch.time { try replica.commit(places.map { draft(of: $0) }) }
    }

    private func draft(of record: Int) -> Draft {
        var draft = Draft(kind: Schema.workloadKind, id: ids[record])
        for (place, field) in WorkloadField.all.enumerated() {
            draft.set(
                field.name, to: .single(value(record, place)), storedType: field.storedType,
                shown: nil)
        }
        return draft
    }
}
