/// What is asked of one source file. Each rule returns every place where the file breaks it.
enum SourceRules {
    /// No file grows past this many lines; most stay under 250.
    static let linesMax = 400

    static func imports(_ file: SourceFile, map: ModuleMap) -> [Finding] {
        guard let allowed = map.imports(of: file.target) else {
            return [Finding(path: file.path, line: 1, message: "\(file.target) is not in the map")]
        }
        return file.text.code.enumerated().compactMap { index, line in
            guard let module = importedModule(line), !allowed.contains(module) else { return nil }
            return Finding(
                path: file.path, line: index + 1,
                message: "\(file.target) may not import \(module)")
        }
    }

    /// The module of an import line, whatever attribute, access level or kind stands in it.
    static func importedModule(_ line: String) -> String? {
        let pattern =
            #/
            ^\s*(?:@\w+(?:\([^)]*\))?\s+)*
            (?:(?:public|package|internal|fileprivate|private)\s+)?
            import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias|actor)\s+)?(\w+)
            /#
        return line.firstMatch(of: pattern).map { String($0.1) }
    }

    /// What a deterministic core may not call, and what nobody leaves behind in it.
    static func bannedInCore(_ file: SourceFile) -> [Finding] {
        var findings: [Finding] = []
        for (index, line) in file.text.code.enumerated() {
            for (name, isIn) in bannedCalls where isIn(line) {
                findings.append(
                    Finding(path: file.path, line: index + 1, message: "\(name) in a core target"))
            }
        }
        return findings
    }

    static func unfinished(_ file: SourceFile) -> [Finding] {
        file.text.comments.enumerated().compactMap { index, line in
            guard let mark = line.firstMatch(of: #/\b(TODO|FIXME|XXX)\b/#) else { return nil }
            return Finding(
                path: file.path, line: index + 1, message: "\(mark.1): finish it or file it")
        }
    }

    static func length(_ file: SourceFile) -> [Finding] {
        let count = file.lines.last == "" ? file.lines.count - 1 : file.lines.count
        guard count >= linesMax else { return [] }
        return [
            Finding(
                path: file.path, line: linesMax,
                message: "\(count) lines: would a reader come for one part of it?")
        ]
    }

    /// A `package` type at the top of a file says what it is: shape, units, errors, source.
    static func documentation(_ file: SourceFile) -> [Finding] {
        var findings: [Finding] = []
        var depth = 0
        for (index, line) in file.text.code.enumerated() {
            if depth == 0, let name = packageType(line), !hasComment(file, above: index) {
                findings.append(
                    Finding(
                        path: file.path, line: index + 1,
                        message: "\(name) has no doc comment"))
            }
            for byte in line.utf8 {
                if byte == UInt8(ascii: "{") { depth += 1 }
                if byte == UInt8(ascii: "}") { depth -= 1 }
            }
        }
        return findings
    }

    private static func packageType(_ line: String) -> String? {
        let pattern =
            #/
            ^(?:@\w+(?:\([^)]*\))?\s+)*package\s+(?:(?:final|indirect)\s+)*
            (?:struct|class|enum|actor|protocol)\s+(\w+)
            /#
        return line.firstMatch(of: pattern).map { String($0.1) }
    }

    private static func hasComment(_ file: SourceFile, above index: Int) -> Bool {
        for above in stride(from: index - 1, through: 0, by: -1) {
            let line = file.lines[above].drop { $0 == " " }
            if line.hasPrefix("@") { continue }
            return line.hasPrefix("///") || line.hasSuffix("*/")
        }
        return false
    }

    /// Clocks, randomness and output that no argument hands in; traps that take the process down.
    private static var bannedCalls: [(name: String, isIn: (String) -> Bool)] {
        [
            ("the wall clock", { $0.contains(#/\bDate\(\)|\bDate\.now\b/#) }),
            ("a clock", { $0.contains(#/\b(?:Continuous|Suspending)Clock\b/#) }),
            (
                "randomness of its own",
                { line in
                    line.contains(
                        #/\.random\((?!.*using:)|\.shuffled\(\)|\.randomElement\(\)|SystemRandom/#)
                }
            ),
            ("print(", { $0.contains(#/\bprint\(/#) }),
            ("fatalError(", { $0.contains(#/\bfatalError\(/#) }),
            ("try!", { $0.contains("try!") }),
        ]
    }
}
