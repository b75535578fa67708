/// A strict reader of iCalendar streams: refuses what RFC 5545 does not allow of what we write.
struct CalendarReader {
    /// Names of properties without their parameters, texts unescaped.
    private(set) var events: [[String: String]] = []

    struct Refused: Error {
        let reason: String
    }

    init(_ text: String) throws {
        guard text.hasSuffix("\r\n") else { throw Refused(reason: "does not end in CRLF") }
        let lines = try Self.unfolded(text)
        var open: [String] = []
        var event: [String: String] = [:]
        for line in lines {
            let (name, value) = try Self.property(line)
            switch (name, value) {
            case ("BEGIN", _):
                open.append(value)
                event = [:]
            case ("END", _):
                guard open.popLast() == value else { throw Refused(reason: "ends \(value)") }
                if value == "VEVENT" {
                    try Self.check(event)
                    events.append(event)
                }
            default:
                guard open.last == "VEVENT" else { continue }
                guard event[name] == nil else { throw Refused(reason: "\(name) twice") }
                event[name] = value
            }
        }
        guard open.isEmpty, lines.first == "BEGIN:VCALENDAR", lines.contains("VERSION:2.0"),
            lines.contains(where: { $0.hasPrefix("PRODID:") })
        else { throw Refused(reason: "is no calendar") }
    }

    private static func unfolded(_ text: String) throws -> [String] {
        var lines: [String] = []
        var rest = Array(text.utf8)[...]
        while let end = rest.firstIndex(of: 13) {
            guard end + 1 < rest.endIndex, rest[end + 1] == 10 else {
                throw Refused(reason: "CR alone")
            }
            let octets = rest[rest.startIndex..<end]
            guard octets.count <= 75 else { throw Refused(reason: "\(octets.count) octets") }
            guard let line = String(validating: octets, as: UTF8.self) else {
                throw Refused(reason: "a character cut in two")
            }
            guard !octets.contains(where: { $0 < 0x20 }) else { throw Refused(reason: "control") }
            if line.hasPrefix(" ") {
                guard let last = lines.popLast() else { throw Refused(reason: "folds nothing") }
                lines.append(last + line.dropFirst())
            } else {
                lines.append(line)
            }
            rest = rest[(end + 2)...]
        }
        guard rest.isEmpty else { throw Refused(reason: "LF alone") }
        return lines
    }

    private static func property(_ line: String) throws -> (String, String) {
        guard let colon = line.firstIndex(of: ":") else { throw Refused(reason: "no colon") }
        let name = line[..<colon].prefix { $0 != ";" }
        guard !name.isEmpty, name.allSatisfy({ $0.isASCII && ($0.isUppercase || $0 == "-") }) else {
            throw Refused(reason: "name \(name)")
        }
        var value = ""
        var isEscaped = false
        for character in line[line.index(after: colon)...] {
            if isEscaped {
                switch character {
                case "n", "N": value.append("\n")
                case "\\", ";", ",": value.append(character)
                default: throw Refused(reason: "escape \(character)")
                }
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else {
                let isText = ["SUMMARY", "DESCRIPTION", "LOCATION"].contains(String(name))
                if isText, character == ";" || character == "," {
                    throw Refused(reason: "unescaped \(character)")
                }
                value.append(character)
            }
        }
        if isEscaped { throw Refused(reason: "half an escape") }
        return (String(name), value)
    }

    private static func check(_ event: [String: String]) throws {
        for name in ["UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY"] where event[name] == nil {
            throw Refused(reason: "no \(name)")
        }
        for name in ["DTSTART", "DTEND"] {
            guard event[name]?.wholeMatch(of: #/\d{8}/#) != nil else {
                throw Refused(reason: "\(name) is no date")
            }
        }
        guard event["DTSTAMP"]?.wholeMatch(of: #/\d{8}T\d{6}Z/#) != nil else {
            throw Refused(reason: "DTSTAMP")
        }
        guard (event["DTSTART"] ?? "") < (event["DTEND"] ?? "") else {
            throw Refused(reason: "ends before it begins")
        }
        guard ["TENTATIVE", "CONFIRMED", "CANCELLED"].contains(event["STATUS"] ?? "") else {
            throw Refused(reason: "STATUS")
        }
    }
}
