import Replica

extension DataDirectory {
    /// Forms that were opened and not yet saved.
    var forms: String { path + "/forms" }
}
