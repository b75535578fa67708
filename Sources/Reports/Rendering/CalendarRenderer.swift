import Records

/// Events as an iCalendar stream. Source: RFC 5545: lines end in CRLF and are folded after 75 octets, never inside a
/// character; texts are escaped; events are whole days, so no time zone is needed.
struct CalendarRenderer {
    let title: String
    let language: Language
    let madeMs: UInt64

    private static let octetsMost = 75

    func text(_ events: [CalendarEvent]) -> String {
        var lines = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Liaison//Reports//" + code,
            "CALSCALE:GREGORIAN",
            "METHOD:PUBLISH", "X-WR-CALNAME:" + Self.escaped(title),
        ]
        for event in events { lines += self.lines(event) }
        lines.append("END:VCALENDAR")
        return lines.map { Self.folded($0) + "\r\n" }.joined()
    }

    private var code: String { language.rawValue.uppercased() }

    /// Nothing for an event without a date: a calendar has no place for it.
    private func lines(_ event: CalendarEvent) -> [String] {
        guard let first = event.span.mayBegin else { return [] }
        // An open end has no last day: the event stands at its beginning, as exact as that is.
        let last = max(first, event.span.mayEnd ?? event.span.start?.last ?? first)
        var lines = [
            "BEGIN:VEVENT", "UID:" + Self.escaped(event.uid), "DTSTAMP:" + stamp,
            "DTSTART;VALUE=DATE:" + Self.date(first),
            // The day after the last: RFC 5545, 3.6.1.
            "DTEND;VALUE=DATE:" + Self.date(last + 1),
            "SUMMARY;LANGUAGE=" + language.rawValue + ":" + Self.escaped(event.summary),
        ]
        if !event.description.isEmpty {
            lines.append("DESCRIPTION:" + Self.escaped(event.description))
        }
        if !event.place.isEmpty { lines.append("LOCATION:" + Self.escaped(event.place)) }
        if !event.categories.isEmpty {
            lines.append("CATEGORIES:" + event.categories.map(Self.escaped).joined(separator: ","))
        }
        switch event.status {
        case .tentative: lines.append("STATUS:TENTATIVE")
        case .confirmed: lines.append("STATUS:CONFIRMED")
        case .cancelled: lines.append("STATUS:CANCELLED")
        }
        return lines + ["TRANSP:TRANSPARENT", "END:VEVENT"]
    }

    /// `20260301T090000Z`.
    private var stamp: String {
        let utc = TimeText.utc(madeMs)
        return utc.prefix(19).filter { $0 != "-" && $0 != ":" } + "Z"
    }

    private static func date(_ day: CalendarDay) -> String {
        String(describing: day).filter { $0 != "-" }
    }

    private static func escaped(_ text: String) -> String {
        var result = ""
        // Control characters have no place in a text (RFC 5545, 3.3.11), nor has what turns its direction unseen.
        let text = text.replacing("\r\n", with: "\n")
        for scalar in TerminalText.escapedKeepingLines(text).unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case ";": result += "\\;"
            case ",": result += "\\,"
            case "\n": result += "\\n"
            case "\t": result += " "
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static func folded(_ line: String) -> String {
        var result = ""
        var octets = 0
        for scalar in line.unicodeScalars {
            let count = String(scalar).utf8.count
            if octets + count > octetsMost {
                result += "\r\n "
                octets = 1
            }
            result.unicodeScalars.append(scalar)
            octets += count
        }
        return result
    }
}
