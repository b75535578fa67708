/// What stops a process when it meets a number, a name or a length that somebody else wrote.
///
/// A lint of text: it knows no types, so each rule is a pattern with little noise, and a line that is safe for a reason
/// that the text does not show says that reason: `// safe: …` on it or right above.
enum TrapRules {
    /// The targets that touch what peers, files and databases hold.
    static let targets: Set<String> = [
        "Causality", "CRDT", "Records", "Wire", "Trust", "Store", "Sync", "Replica", "SyncHTTP",
        "Reports",
    ]

    private struct Rule {
        /// Without one of these words a line need not be looked at closely.
        let words: [String]
        let message: String
        /// Only in files that handle floating numbers.
        var isOfFloats = false
        let breaks: (String) -> Bool
    }

    static func check(_ file: SourceFile) -> [Finding] {
        guard targets.contains(file.target) else { return [] }
        let handlesFloats = file.text.code.contains { line in
            floats.contains { line.contains($0) }
                && line.contains(#/\b(?:Double|Float)\b|\brecord\.number\(/#)
        }
        var findings: [Finding] = []
        for (index, line) in file.text.code.enumerated() {
            for rule in rules where !rule.isOfFloats || handlesFloats {
                guard rule.words.contains(where: { line.contains($0) }), rule.breaks(line),
                    !isSaidSafe(file, index)
                else { continue }
                findings.append(Finding(path: file.path, line: index + 1, message: rule.message))
            }
        }
        return findings
    }

    /// Whether the line, or a line of comment right above it, says why.
    private static func isSaidSafe(_ file: SourceFile, _ index: Int) -> Bool {
        var place = index
        repeat {
            if let match = file.text.comments[place].firstMatch(of: #/// safe: (.+)/#),
                match.1.count > 8
            {
                return true
            }
            place -= 1
        } while place >= 0 && file.text.code[place].allSatisfy(\.isWhitespace)
            && file.text.comments[place].contains("//")
        return false
    }

    private static let floats = ["Double", "Float", ".number("]

    private static var rules: [Rule] {
        [
            // A Double beyond the range, an infinity and what is no number trap.
            Rule(
                words: ["Int(", "Int8(", "Int16(", "Int32(", "Int64("],
                message: "an integer of what may be a floating number: say exactly: or clamping:",
                isOfFloats: true
            ) {
                $0.contains(
                    #/\bU?Int(?:8|16|32|64|128)?\((?!exactly:|clamping:|truncatingIfNeeded:|bitPattern:|sqlite3_|SQLITE_|[\w.]+\.count\))/#
                )
            },
            // A difference below zero, and a number below zero in a row of the database.
            Rule(
                words: ["UInt"], message: "an unsigned number of what may be negative: clamping:"
            ) {
                $0.contains(#/\bUInt(?:8|16|32|64|128)?\((?!\w+:|max\()[^()]*(?: - |\.u?int\()/#)
            },
            Rule(
                words: ["precondition", "assert"],
                message: "stops the process: throw, or say why no data gets here"
            ) { $0.contains(#/\b(?:precondition|preconditionFailure|assert|assertionFailure)\(/#) },
            // Counters and stamps that a peer names.
            Rule(
                words: outside.map { "." + $0 },
                message: "arithmetic on a number from outside: &+, clamping: or ReportingOverflow"
            ) { line in
                line.contains(
                    #/\.(?:applied|refused|throughSeq|afterSeq|newestSeq|lamport|wallMs|pulledSeq|pushedSeq|foldVersion)\b\)*\s(?:[-+*]\s|[-+*]=\s(?!1$))/#
                )
                    || line.contains(
                        #/\s[-+*]=?\s[\w.(: ]*\.(?:applied|refused|throughSeq|afterSeq|newestSeq|lamport|wallMs|pulledSeq|pushedSeq)\b/#
                    )
            },
            Rule(
                words: ["repeating:"], message: "repeated a negative number of times: max(0, …)"
            ) { $0.contains(#/repeating:.*count: (?!max\()[^,]* - /#) },
            Rule(words: ["[Int(", "[UInt"], message: "an index that was read: ask indices first") {
                $0.contains(#/[\w)]\[U?Int(?:8|16|32|64)?\((?!.*& \d+\])/#)
            },
            // The least integer has no opposite.
            Rule(words: ["abs("], message: "traps at the least number: .magnitude") {
                $0.contains(#/\babs\(/#)
            },
            Rule(
                words: ["uniqueKeysWithValues:"],
                message: "traps on a key that comes twice: uniquingKeysWith:"
            ) { _ in true },
        ]
    }

    private static let outside = [
        "applied", "refused", "throughSeq", "afterSeq", "newestSeq", "lamport", "wallMs",
        "pulledSeq", "pushedSeq", "foldVersion",
    ]
}
