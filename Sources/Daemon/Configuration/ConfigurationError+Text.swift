package import Records

extension ConfigurationError {
    /// The whole report for a person: a headline, a line for each mistake, and what to do.
    package func report(in language: Language) -> String {
        let headline = Label(
            en: "error: the configuration has mistakes",
            nl: "fout: de configuratie bevat fouten")[language]
        return ([headline] + problems.map { "  " + line(for: $0, in: language) })
            .joined(separator: "\n")
    }

    /// `FILE:LINE: what is wrong; what was expected`, without a line break.
    package func line(for problem: Problem, in language: Language) -> String {
        let place = problem.line.map { "\(file):\($0)" } ?? file
        return "\(place): \(problem.kind.text[language])"
    }
}

extension ConfigurationError.Kind {
    var text: Label {
        switch self {
        case .unreadable(let reason):
            Label(en: "cannot be read: \(reason)", nl: "kan niet gelezen worden: \(reason)")
        case .tooLong(let limit):
            Label(en: "is longer than \(limit)", nl: "is langer dan \(limit)")
        case .notUTF8:
            Label(en: "is not UTF-8 text", nl: "is geen UTF-8-tekst")
        case .notYAML(let reason):
            Label(en: "is not YAML: \(reason)", nl: "is geen YAML: \(reason)")
        case .notSections:
            Label(en: "expected `key: value` lines", nl: "verwacht werden regels `sleutel: waarde`")
        case .unknownKey(let key, nil):
            Label(en: "`\(key)` is not a setting", nl: "`\(key)` is geen instelling")
        case .unknownKey(let key, let nearest?):
            Label(
                en: "`\(key)` is not a setting; did you mean `\(nearest)`?",
                nl: "`\(key)` is geen instelling; bedoelde u `\(nearest)`?")
        case .duplicateKey(let key, let firstLine):
            Label(
                en: "`\(key)` stands here again; it was set on line \(firstLine)",
                nl: "`\(key)` staat hier nogmaals; het is al gezet op regel \(firstLine)")
        case .notASection(let key):
            Label(
                en: "`\(key)` is a section; its settings follow on lines of their own, indented",
                nl: "`\(key)` is een sectie; de instellingen volgen ingesprongen op eigen regels")
        case .wrongValue(let key, let found, let expected):
            Label(
                en: "`\(key)` is \(found); expected \(expected.en)",
                nl: "`\(key)` is \(found); verwacht werd \(expected.nl)")
        case .plainHTTPBeyondLoopback(let address):
            Label(
                en: "`serve.plain_http` is only for a loopback address, not \(address)",
                nl: "`serve.plain_http` is alleen voor een loopback-adres, niet \(address)")
        case .retryBoundsCrossed(let min, let max):
            Label(
                en: "`sync.retry_min` (\(min.settingText)) is more than `sync.retry_max` "
                    + "(\(max.settingText))",
                nl: "`sync.retry_min` (\(min.settingText)) is meer dan `sync.retry_max` "
                    + "(\(max.settingText))")
        }
    }
}
