import Foundation
import Records

/// The figures as they come, for people line by line or for programs as one array.
final class Report {
    struct Row {
        let name: String
        let figure: Figure
        /// Records, or replicas where nothing changed.
        let size: Int
        /// Nil where it was not measured.
        let value: Double?
        /// How far the rounds spread, absolute rates, or why there is no value.
        let note: String
    }

    private(set) var rows: [Row] = []
    private let isJSON: Bool

    init(isJSON: Bool) {
        self.isJSON = isJSON
        guard !isJSON else { return }
        print(
            Report.line("figure", "n", "value", "unit", "goal", "", "rounds and rates"))
    }

    func add(_ figure: Figure, _ size: Int, _ value: Double, _ note: String) {
        add(Row(name: figure.rawValue, figure: figure, size: size, value: value, note: note))
    }

    func add(_ figure: Figure, _ corpus: any Corpus, _ value: Double, _ note: String) {
        add(
            Row(
                name: figure.rawValue + corpus.kind.suffix, figure: figure, size: corpus.count,
                value: value, note: note))
    }

    func skip(_ figure: Figure, _ size: Int, because reason: String) {
        add(
            Row(
                name: figure.rawValue, figure: figure, size: size, value: nil,
                note: "not measured: \(reason)"))
    }

    private func add(_ row: Row) {
        rows.append(row)
        guard !isJSON else { return }
        let goal = row.figure.goal(at: row.size)
        print(
            Report.line(
                row.name, String(row.size), row.value.map(short) ?? "-",
                row.figure.unit, goal.description,
                row.value.map { goal.isMet(by: $0) ? "ok" : "MISSED" } ?? "", row.note))
        // Whoever watches a long run through a pipe sees each figure when it is there.
        fflush(nil)
    }

    private static func line(_ cells: String...) -> String {
        let widths = [25, 8, 9, 9, 9, 7]
        return zip(cells, widths + [0]).map { cell, width in
            cell + String(repeating: " ", count: max(0, width - cell.count))
        }.joined(separator: " ")
    }

    /// An array of objects with figure, n, value, unit and goal; the value is null where it was not measured.
    var json: String {
        let objects = rows.map { row in
            let value = row.value.map { String($0) } ?? "null"
            let goal = row.figure.goal(at: row.size).description
            return "  {\"figure\": \(JSON.quoted(row.figure.rawValue)), \"n\": \(row.size), "
                + "\"value\": \(value), \"unit\": \(JSON.quoted(row.figure.unit)), "
                + "\"goal\": \(JSON.quoted(goal))}"
        }
        return "[\n" + objects.joined(separator: ",\n") + "\n]"
    }
}

extension Samples {
    /// "2.1 to 2.6 in 5 rounds".
    var spread: String { "\(short(least)) to \(short(greatest)) in \(values.count) rounds" }
}
