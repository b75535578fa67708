/// The rows in one leaf of a table's tree, as they lie there. Source: SQLite, *Database File Format*, sections 1.6 and 2.1.
struct StoredRows {
    enum Column: Hashable {
        case null
        case int(Int64)
        case bytes([UInt8])
        /// A number with a point.
        case other

        var bytes: [UInt8]? { if case .bytes(let bytes) = self { bytes } else { nil } }
        var int: Int64? { if case .int(let int) = self { int } else { nil } }
    }

    private let pages: DatabasePages
    private let place: DatabasePages.Place
    private let page: [UInt8]
    /// Where the cells begin in the page.
    let cells: [Int]

    /// Nil for a page that is no leaf of a table.
    init?(_ pages: DatabasePages, _ place: DatabasePages.Place) {
        let page = pages.page(place)
        // The first page of a file begins with the file's header.
        let start = place.number == 1 ? 100 : 0
        guard page.count > start + 8, page[start] == 0x0D else { return nil }
        self.pages = pages
        self.place = place
        self.page = page
        let count = min(page.half(at: start + 3), page.count / 2)
        cells = (0..<count).map { page.half(at: start + 8 + 2 * $0) }
    }

    /// The row's number and the lengths of its columns in bytes, nil for one that holds none; nil for what is no row.
    func shape(at cell: Int) -> (number: Int64, bytes: [Int?])? {
        guard let head = head(at: cell) else { return nil }
        var reader = VarintReader(page[head.start...].prefix(head.local))
        return types(&reader).map { types in
            (head.number, types.map { $0 < 12 ? nil : Self.length(of: $0) })
        }
    }

    /// Nil for what is no row, or runs on in pages that are not there.
    func columns(at cell: Int) -> [Column]? {
        guard let head = head(at: cell) else { return nil }
        var payload = Array(page[head.start...].prefix(head.local))
        var next = page.word(at: head.start + head.local)
        while payload.count < head.length {
            let more = pages.page(next, namedAt: place)
            guard more.count > 4 else { return nil }
            payload += more.prefix(pages.usable).dropFirst(4).prefix(head.length - payload.count)
            next = more.word(at: 0)
        }
        var reader = VarintReader(payload[...])
        guard let types = types(&reader) else { return nil }
        var columns: [Column] = []
        for type in types {
            let length = Self.length(of: type)
            let bytes = reader.rest.prefix(length)
            guard bytes.count == length else { return nil }
            reader.rest = reader.rest.dropFirst(length)
            columns.append(Self.column(type, bytes))
        }
        return columns
    }

    /// Of a payload: where it begins, how long it is, how much of it lies in this page.
    private func head(at cell: Int) -> (number: Int64, start: Int, length: Int, local: Int)? {
        guard cell < page.count else { return nil }
        var reader = VarintReader(page[cell...])
        guard let stated = reader.next(), let length = Int(exactly: stated),
            length <= Self.payloadMax, let number = reader.next()
        else { return nil }
        let start = reader.rest.startIndex
        let most = pages.usable - 35
        var local = length
        if length > most {
            let least = (pages.usable - 12) * 32 / 255 - 23
            let fitting = least + (length - least) % (pages.usable - 4)
            local = fitting <= most ? fitting : least
        }
        guard page.count - start >= local else { return nil }
        return (Int64(bitPattern: number), start, length, local)
    }

    /// The longest change with all that lies beside it.
    private static let payloadMax = 1 << 26

    private func types(_ reader: inout VarintReader) -> [UInt64]? {
        let whole = reader.rest.count
        guard let stated = reader.next(), let length = Int(exactly: stated), length <= whole else {
            return nil
        }
        var types: [UInt64] = []
        while whole - reader.rest.count < length {
            guard let type = reader.next() else { return nil }
            types.append(type)
        }
        return types
    }

    private static func length(of type: UInt64) -> Int {
        switch type {
        case 0, 8, 9, 10, 11: 0
        case 1...4: Int(type)
        case 5: 6
        case 6, 7: 8
        default: Int((type - 12) / 2)
        }
    }

    private static func column(_ type: UInt64, _ bytes: ArraySlice<UInt8>) -> Column {
        switch type {
        case 0: .null
        case 8: .int(0)
        case 9: .int(1)
        case 1...6:
            .int(
                bytes.dropFirst().reduce(Int64(Int8(bitPattern: bytes.first ?? 0))) {
                    $0 << 8 | Int64($1)
                })
        case 7, 10, 11: .other
        default: .bytes(Array(bytes))
        }
    }
}

/// Numbers of one to nine bytes, seven bits in each but the ninth, the highest first.
private struct VarintReader {
    var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    mutating func next() -> UInt64? {
        var value: UInt64 = 0
        for place in 0..<9 {
            guard let byte = rest.popFirst() else { return nil }
            if place == 8 { return value << 8 | UInt64(byte) }
            value = value << 7 | UInt64(byte & 0x7F)
            if byte < 0x80 { return value }
        }
        return nil
    }
}
