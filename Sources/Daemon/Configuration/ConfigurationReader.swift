import Records
import Yams

/// Reads a configuration from YAML and collects every mistake in it, with its line.
///
/// Values are taken as they were typed and typed by us, not by YAML: `yes` is not a way to say `true`, and an
/// octal number is not a port.
struct ConfigurationReader {
    private(set) var configuration = Configuration()
    private(set) var problems: [ConfigurationError.Problem] = []
    /// Where each setting stood, for mistakes between two of them.
    private var lines: [String: Int] = [:]

    init(yaml: String) {
        var document = YAMLDocument(yaml)
        let root = document.compose()
        problems = document.problems
        if let root { readTop(root) }
        checkTogether()
        problems.sort { ($0.line ?? 0) < ($1.line ?? 0) }
    }

    private mutating func readTop(_ root: Node) {
        // A file of comments only: everything has its default.
        if case .scalar(let scalar) = root, scalar.string.isEmpty { return }
        guard case .mapping(let mapping) = root else {
            return note(.notSections, at: root)
        }
        for (key, value) in mapping {
            let name = Self.text(of: key)
            if !Setting.sections.contains(name) {
                readSetting(name, key: key, value: value)
            } else if case .mapping(let section) = value {
                for (key, value) in section {
                    readSetting("\(name).\(Self.text(of: key))", key: key, value: value)
                }
            } else if !Self.isEmpty(value) {
                note(.notASection(name), at: key)
            }
        }
    }

    private mutating func readSetting(_ path: String, key: Node, value: Node) {
        guard let setting = Setting.all.first(where: { $0.path == path }) else {
            return note(.unknownKey(path, nearest: Self.nearest(to: path)), at: key)
        }
        lines[path] = Self.line(of: key)
        guard case .scalar(let scalar) = value, setting.read(scalar.string, &configuration) else {
            let wrong = ConfigurationError.Kind.wrongValue(
                path, found: Self.shown(value), expected: setting.expected)
            return note(wrong, at: value)
        }
    }

    /// What no setting can see alone.
    private mutating func checkTogether() {
        let (serve, sync) = (configuration.serve, configuration.sync)
        if serve.plainHTTP, let address = serve.address,
            NumericAddress(address)?.isLoopback != true
        {
            let line = lines["serve.plain_http"]
            problems.append(.init(line: line, kind: .plainHTTPBeyondLoopback(address: address)))
        }
        if sync.retryMin > sync.retryMax {
            let line = lines["sync.retry_min"] ?? lines["sync.retry_max"]
            problems.append(
                .init(
                    line: line, kind: .retryBoundsCrossed(min: sync.retryMin, max: sync.retryMax)))
        }
    }

    private mutating func note(_ kind: ConfigurationError.Kind, at node: Node) {
        problems.append(.init(line: Self.line(of: node), kind: kind))
    }

    /// The setting or section that was probably meant: first by the whole path, then by its last part in any section.
    private static func nearest(to path: String) -> String? {
        let paths = Setting.all.map(\.path)
        let names = paths + Setting.sections.sorted()
        if let near = Nearest.words(to: path, in: names).first { return near }
        let last = lastPart(path)
        let parts = paths.map(lastPart)
        guard let near = Nearest.words(to: last, in: parts).first else { return nil }
        return paths.first { lastPart($0) == near }
    }

    private static func lastPart(_ path: String) -> String {
        path.split(separator: ".").last.map(String.init) ?? path
    }

    private static func text(of key: Node) -> String {
        if case .scalar(let scalar) = key { scalar.string } else { shown(key) }
    }

    private static func line(of node: Node) -> Int? { node.mark?.line }

    private static func isEmpty(_ node: Node) -> Bool {
        if case .scalar(let scalar) = node { scalar.string.isEmpty } else { false }
    }

    /// A value in a message: short, and on one line.
    private static func shown(_ value: Node) -> String {
        switch value {
        case .scalar(let scalar):
            let text = scalar.string.prefix(40).filter { !$0.isNewline }
            return "`\(text)\(scalar.string.count > 40 ? "…" : "")`"
        case .mapping: return "{…}"
        case .sequence: return "[…]"
        case .alias: return "*…"
        }
    }
}
