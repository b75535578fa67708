import Replica

extension DataDirectory {
    /// Where the data lies unless `--data` says otherwise: `LIAISON_HOME`, `$XDG_DATA_HOME/liaison`,
    /// `~/.local/share/liaison`, the first that is given; nil without a home.
    static func standard(_ variables: [String: String]) -> DataDirectory? {
        func given(_ name: String) -> String? { variables[name].flatMap { $0.isEmpty ? nil : $0 } }
        if let path = given("LIAISON_HOME") { return DataDirectory(path) }
        if let path = given("XDG_DATA_HOME") { return DataDirectory(path + "/liaison") }
        return given("HOME").map { DataDirectory($0 + "/.local/share/liaison") }
    }

    /// Forms that were opened and not yet saved.
    var forms: String { path + "/forms" }
}
