/// A table as text: a head and rows of as many fields. Source: RFC 4180, read strictly.
///
/// Rows are counted from 1, the head being row 1, as spreadsheets show them; a field may hold line breaks. Rows end with
/// LF, CR LF or CR; a row without any character is none.
package struct CSVTable: Hashable, Sendable {
    package var head: [String]
    package var rows: [Row]

    package struct Row: Hashable, Sendable {
        package let number: Int
        package let fields: [String]

        package init(number: Int, fields: [String]) {
            self.number = number
            self.fields = fields
        }
    }

    package init(head: [String], rows: [Row]) {
        self.head = head
        self.rows = rows
    }

    // MARK: Writing

    /// One row as text, without its end.
    package static func line(_ fields: [String], delimiter: Character = ",") -> String {
        fields.map { field in
            let needsQuotes =
                field.unicodeScalars.contains { scalar in
                    scalar == "\"" || scalar == "\n" || scalar == "\r"
                        || Character(scalar) == delimiter
                } || field.first == " " || field.last == " " || (fields.count == 1 && field.isEmpty)
            guard needsQuotes else { return field }
            // By scalars: a mark that combines with a quote does not make it another character to a reader.
            var quoted = String.UnicodeScalarView()
            for scalar in field.unicodeScalars {
                if scalar == "\"" { quoted.append(scalar) }
                quoted.append(scalar)
            }
            return "\"" + String(quoted) + "\""
        }.joined(separator: String(delimiter))
    }
}

/// Why a file is no table, and in which row.
package struct CSVError: Error, Hashable, Sendable {
    package let row: Int
    package let reason: Reason

    package enum Reason: Hashable, Sendable {
        /// The row has another number of fields than the head.
        case ragged(expected: Int, found: Int)
        /// A quote is opened and never closed.
        case openQuote
        /// A quote within a field that does not begin with one, or text behind the closing one.
        case strayQuote(field: Int)
        /// Bytes that are no text in the encoding.
        case badText(field: Int)
        case noHead
        /// A column without a name, or with that of another.
        case headName(column: Int)
    }

    package init(row: Int, _ reason: Reason) {
        self.row = row
        self.reason = reason
    }
}
