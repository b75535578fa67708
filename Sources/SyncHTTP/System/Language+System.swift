package import Records

extension Language {
    /// What the system speaks: Dutch where `LIAISON_LANG` or the locale says so, else English.
    package init(environment: [String: String]) {
        let locale = ["LIAISON_LANG", "LC_ALL", "LC_MESSAGES", "LANG"].lazy
            .compactMap { environment[$0] }.first { !$0.isEmpty }
        self = locale?.lowercased().hasPrefix("nl") == true ? .dutch : .english
    }
}
