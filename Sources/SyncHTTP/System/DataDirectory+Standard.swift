package import Replica

extension DataDirectory {
    /// Where the data lies unless somebody says otherwise: `LIAISON_HOME`, the folder that systemd hands to a service,
    /// `$XDG_DATA_HOME/liaison`, `~/.local/share/liaison`, the first that is given; nil without a home.
    package static func standard(_ variables: [String: String]) -> DataDirectory? {
        func given(_ name: String) -> String? { variables[name].flatMap { $0.isEmpty ? nil : $0 } }
        if let path = given("LIAISON_HOME") { return DataDirectory(path) }
        // Several folders are separated by colons; the unit asks for one.
        if let path = given("STATE_DIRECTORY")?.split(separator: ":").first {
            return DataDirectory(String(path))
        }
        if let path = given("XDG_DATA_HOME") { return DataDirectory(path + "/liaison") }
        return given("HOME").map { DataDirectory($0 + "/.local/share/liaison") }
    }
}
