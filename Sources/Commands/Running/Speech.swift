package import Records
import SyncHTTP

/// The language in which this run speaks.
///
/// A task-local value, for help texts are built by the argument parser, which hands nothing through.
package enum Speech {
    @TaskLocal package static var language: Language = .english

    /// The language of `--lang`, else the one of the environment.
    static func choose(option: String?, variables: [String: String]) -> Language {
        option.flatMap { Language(rawValue: String($0.prefix { $0.isLetter }).lowercased()) }
            ?? Language(environment: variables)
    }
}

extension Label {
    /// The text in the language of this run.
    var spoken: String { self[Speech.language] }
}
