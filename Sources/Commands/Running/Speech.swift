package import Records

/// The language in which this run speaks.
///
/// A task-local value, for help texts are built by the argument parser, which hands nothing through.
package enum Speech {
    @TaskLocal package static var language: Language = .english

    /// What the environment asks for: `--lang`, `LIAISON_LANG`, then the locale in the order that POSIX gives it.
    static func choose(option: String?, variables: [String: String]) -> Language {
        let locale =
            ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { variables[$0] }
            .first { !$0.isEmpty }
        for text in [option, variables["LIAISON_LANG"], locale] {
            guard let text, !text.isEmpty else { continue }
            if let language = language(named: text) { return language }
        }
        return .english
    }

    /// `nl`, `nl_NL.UTF-8`, `en-GB`; nil for a language that the tool does not speak.
    static func language(named text: String) -> Language? {
        Language(rawValue: String(text.prefix { $0.isLetter }).lowercased())
    }
}

extension Label {
    /// The text in the language of this run.
    var spoken: String { self[Speech.language] }
}
