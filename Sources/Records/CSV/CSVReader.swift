/// Reads a table from UTF-8 bytes: all rows, and all that is wrong with them.
///
/// Own, for it must name the row of every mistake and take none for granted: the library at hand (SwiftCSV 0.10) fills
/// short rows up and cuts long ones without a word.
package struct CSVReader {
    package private(set) var table = CSVTable(head: [], rows: [])
    /// In the order of the rows; the table is not to be used where there is one.
    package private(set) var errors: [CSVError] = []
    package let delimiter: UInt8

    /// The first that cuts the head into most fields is taken where none is given.
    package static let delimiters: [UInt8] = [",", ";", "\t", "|"].map { UInt8(ascii: $0) }

    package init(_ bytes: [UInt8], delimiter: UInt8? = nil) {
        self.delimiter =
            delimiter
            ?? Self.delimiters.max { Self.headCount(bytes, $0) < Self.headCount(bytes, $1) }
            ?? UInt8(ascii: ",")
        var cursor = Cursor(bytes: bytes, delimiter: self.delimiter)
        var isFirst = true
        while let row = cursor.next() {
            let number = cursor.rowNumber
            if let error = row.error {
                errors.append(error)
                // Where quotes do not match, nothing behind them can be told apart.
                return
            }
            if row.isBlank { continue }
            var fields: [String] = []
            var isText = true
            for (place, field) in row.fields.enumerated() {
                guard let text = String(validating: field, as: UTF8.self) else {
                    errors.append(CSVError(row: number, .badText(field: place + 1)))
                    isText = false
                    break
                }
                fields.append(text)
            }
            if isFirst {
                isFirst = false
                setHead(fields, number)
            } else if isText {
                add(fields, number)
            }
        }
        if isFirst { errors.append(CSVError(row: 1, .noHead)) }
    }

    /// The row that the end of these bytes is in: where an encoding broke off.
    package static func rowNumber(atEndOf bytes: [UInt8]) -> Int {
        var cursor = Cursor(bytes: bytes, delimiter: UInt8(ascii: ","))
        while cursor.next() != nil {}
        let endsRow = bytes.last == UInt8(ascii: "\n") || bytes.last == UInt8(ascii: "\r")
        return max(1, cursor.rowNumber + (endsRow ? 1 : 0))
    }

    private mutating func setHead(_ fields: [String], _ number: Int) {
        for (place, name) in fields.enumerated()
        where name.allSatisfy(\.isWhitespace) || fields[..<place].contains(name) {
            errors.append(CSVError(row: number, .headName(column: place + 1)))
        }
        table.head = fields
    }

    private mutating func add(_ fields: [String], _ number: Int) {
        guard fields.count == table.head.count else {
            errors.append(
                CSVError(
                    row: number, .ragged(expected: table.head.count, found: fields.count)))
            return
        }
        table.rows.append(CSVTable.Row(number: number, fields: fields))
    }

    private static func headCount(_ bytes: [UInt8], _ delimiter: UInt8) -> Int {
        var cursor = Cursor(bytes: bytes, delimiter: delimiter)
        while let row = cursor.next() {
            if row.error != nil { return 0 }
            if !row.isBlank { return row.fields.count }
        }
        return 0
    }
}

/// Goes from row to row. Structure is in ASCII, so no byte of a longer character is taken for it.
private struct Cursor {
    let bytes: [UInt8]
    let delimiter: UInt8
    private var place = 0
    private(set) var rowNumber = 0

    struct Row {
        var fields: [[UInt8]] = []
        var error: CSVError?
        /// Without any character.
        var isBlank = false
    }

    init(bytes: [UInt8], delimiter: UInt8) {
        self.bytes = bytes
        self.delimiter = delimiter
    }

    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    mutating func next() -> Row? {
        guard place < bytes.count else { return nil }
        rowNumber += 1
        var row = Row()
        let start = place
        while true {
            let field: [UInt8]
            if place < bytes.count, bytes[place] == Self.quote {
                guard let quoted = self.quoted() else {
                    row.error = CSVError(row: rowNumber, .openQuote)
                    return row
                }
                field = quoted
            } else {
                field = plain()
            }
            row.fields.append(field)
            guard place < bytes.count else { break }
            let byte = bytes[place]
            if byte == delimiter {
                place += 1
                continue
            }
            if byte == Self.lineFeed || byte == Self.carriageReturn { break }
            // A quote in a plain field, or anything behind a closing one.
            row.error = CSVError(row: rowNumber, .strayQuote(field: row.fields.count))
            return row
        }
        row.isBlank = place == start
        if place < bytes.count {
            let isPair =
                bytes[place] == Self.carriageReturn && place + 1 < bytes.count
                && bytes[place + 1] == Self.lineFeed
            place += isPair ? 2 : 1
        }
        return row
    }

    private mutating func plain() -> [UInt8] {
        let start = place
        while place < bytes.count {
            let byte = bytes[place]
            if byte == delimiter || byte == Self.lineFeed || byte == Self.carriageReturn
                || byte == Self.quote
            {
                break
            }
            place += 1
        }
        return Array(bytes[start..<place])
    }

    /// Nil where the quote is not closed.
    private mutating func quoted() -> [UInt8]? {
        var field: [UInt8] = []
        place += 1
        while place < bytes.count {
            let byte = bytes[place]
            place += 1
            guard byte == Self.quote else {
                field.append(byte)
                continue
            }
            guard place < bytes.count, bytes[place] == Self.quote else { return field }
            field.append(byte)
            place += 1
        }
        return nil
    }
}
