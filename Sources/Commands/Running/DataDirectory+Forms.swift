import Foundation
import Replica

extension DataDirectory {
    /// Forms that this user opened and has not yet saved. In a folder that is shared each user has a place for them that
    /// nobody else looks into.
    var forms: String { isShared ? allForms + "/\(getuid())" : allForms }

    private var allForms: String { path + "/forms" }

    /// Makes the folder of ``forms`` where it is not there.
    func makeForms() throws(ReplicaError) {
        if isShared {
            try make(allForms, mode: 0o700)
            // Everybody of the group makes a place in it, and removes none but their own. Refused, and right already,
            // where somebody else made it.
            chmod(allForms, 0o3770)
        }
        try make(forms, mode: 0o700)
    }

    private func make(_ folder: String, mode: mode_t) throws(ReplicaError) {
        guard mkdir(folder, mode) == 0 || errno == EEXIST else {
            throw .folder(folder, String(cString: strerror(errno)))
        }
    }
}
