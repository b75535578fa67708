/// A sentence that the tool says to a person, in both languages, with places to fill in written `{name}`.
package struct Message: Hashable, Sendable {
    /// What scripts and tests know it by: area and name (`import.not-an-object`).
    package let key: String
    package let en: String
    package let nl: String

    package init(_ key: String, en: String, nl: String) {
        self.key = key
        self.en = en
        self.nl = nl
    }

    package func template(_ language: Language) -> String {
        switch language {
        case .english: en
        case .dutch: nl
        }
    }

    /// The sentence with its places filled in; what an argument says is not looked at for places again.
    ///
    /// - Precondition: every place of the sentence has an argument.
    package func callAsFunction(
        _ language: Language, _ arguments: KeyValuePairs<String, String> = [:]
    ) -> String {
        text(language) { name in
            guard let argument = arguments.first(where: { $0.key == name }) else {
                // safe: sentences and their arguments are ours, and a test fills in every one.
                preconditionFailure("\(key): no argument \(name)")
            }
            return argument.value
        }
    }

    /// The same with arguments that come from a file, which may lack one: its place stays as it is written.
    package func text(_ language: Language, filling: (String) -> String?) -> String {
        var result = ""
        for part in Message.parts(of: template(language)) {
            switch part {
            case .text(let text): result += text
            case .place(let name): result += filling(name) ?? "{\(name)}"
            }
        }
        return result
    }

    /// The names of the places, in order of appearance.
    package func places(_ language: Language) -> [String] {
        Message.parts(of: template(language)).compactMap {
            if case .place(let name) = $0 { name } else { nil }
        }
    }

    private enum Part {
        case text(String)
        case place(String)
    }

    private static func parts(of template: String) -> [Part] {
        var parts: [Part] = []
        var rest = template[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            parts.append(.text(String(rest[..<open])))
            parts.append(.place(String(rest[rest.index(after: open)..<close])))
            rest = rest[rest.index(after: close)...]
        }
        parts.append(.text(String(rest)))
        return parts
    }
}

extension Message {
    /// Every message of this module, area by area.
    package static let all: [Message] =
        importing + values + Rule.all.flatMap { $0.sentences.values }
}
