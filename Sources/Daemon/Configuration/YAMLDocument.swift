import Yams

/// A YAML text on its way to nodes, with duplicate keys set aside instead of ending the reading at the first.
struct YAMLDocument {
    private(set) var problems: [ConfigurationError.Problem] = []
    private var lines: [Substring]

    init(_ yaml: String) {
        lines = yaml.split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// The document's root; nil where there is none, or where ``problems`` say why.
    mutating func compose() -> Node? {
        while true {
            do {
                return try Parser(yaml: lines.joined(separator: "\n")).singleRoot()
            } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
                guard setAside(keys.first ?? "", first: context.mark) else { return nil }
            } catch let error as YamlError {
                problems.append(Self.problem(error))
                return nil
            } catch {
                problems.append(.init(line: nil, kind: .notYAML(reason: "\(error)")))
                return nil
            }
        }
    }

    /// Notes every later line of the same block that sets `key` again, and blanks it with what belongs to it.
    ///
    /// - Returns: whether there was one; in `{a: 1, a: 2}` there is no line to take out, and reading ends there.
    private mutating func setAside(_ key: String, first: Mark) -> Bool {
        let indent = first.column - 1
        var found = false
        var isInside = false
        for index in lines.indices.dropFirst(first.line) {
            let line = lines[index]
            let content = line.drop { $0 == " " }
            let depth = line.count - content.count
            if content.isEmpty || content.hasPrefix("#") { continue }
            if depth < indent { break }
            if depth == indent { isInside = Self.sets(key, content) }
            guard isInside else { continue }
            if depth == indent {
                found = true
                note(key, line: index + 1, first: first.line)
            }
            lines[index] = ""
        }
        if !found { note(key, line: first.line, first: first.line) }
        return found
    }

    private static func sets(_ key: String, _ content: Substring) -> Bool {
        ["\(key)", "'\(key)'", "\"\(key)\""].contains { spelling in
            content.hasPrefix(spelling)
                && content.dropFirst(spelling.count).drop { $0 == " " }.hasPrefix(":")
        }
    }

    private mutating func note(_ key: String, line: Int, first: Int) {
        problems.append(.init(line: line, kind: .duplicateKey(key, firstLine: first)))
    }

    private static func problem(_ error: YamlError) -> ConfigurationError.Problem {
        switch error {
        case .scanner(_, let reason, let mark, _), .parser(_, let reason, let mark, _),
            .composer(_, let reason, let mark, _):
            .init(line: mark.line, kind: .notYAML(reason: reason))
        case .reader(let reason, let offset, _, let yaml):
            .init(
                line: offset.map { yaml.prefix($0).count { $0 == "\n" } + 1 },
                kind: .notYAML(reason: reason))
        default:
            .init(line: nil, kind: .notYAML(reason: "\(error)"))
        }
    }
}
