/// What is asked of the project as a whole: its top level, its pages and its map.
enum TreeRules {
    /// Everything that may stand at the top beside dot-files. `Package.resolved` is written by the build.
    static let topLevel: Set<String> = [
        "Package.swift", "Package.resolved", "Sources", "Tests", "config", "systemd", "README.md",
        "Makefile", "CHANGELOG.md", "CONTRIBUTING.md",
    ]

    static func strangers(among names: [String]) -> [String] {
        names.filter { !topLevel.contains($0) && !$0.hasPrefix(".") }
    }

    /// Every link of a page into the project that leads nowhere. `exists` is asked with the path, without its fragment.
    static func deadLinks(path: String, page: String, exists: (String) -> Bool) -> [Finding] {
        var findings: [Finding] = []
        var isCode = false
        for (index, line) in page.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated()
        {
            if line.hasPrefix("```") { isCode.toggle() }
            if isCode { continue }
            for match in line.matches(of: #/\]\(([^)\s]+)\)/#) {
                let target = match.1
                if target.contains("://") || target.hasPrefix("mailto:") { continue }
                let file = target.prefix { $0 != "#" }
                if file.isEmpty || exists(String(file)) { continue }
                findings.append(
                    Finding(
                        path: path, line: index + 1, message: "\(target) leads nowhere"))
            }
        }
        return findings
    }

    /// The targets of the map that a page does not list, as a row of its table.
    static func unlisted(modules: [String], page: String) -> [String] {
        let rows = page.split(separator: "\n").filter { $0.hasPrefix("|") }
        return modules.filter { name in
            !rows.contains { row in
                row.split(separator: "|").first.map { $0.contains("`\(name)`") } ?? false
            }
        }
    }
}
