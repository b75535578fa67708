package import Foundation

/// Whose an account of this machine is, as the system's own list says: nobody types it.
package struct AccountName: Hashable, Sendable {
    /// Nil for a number that the system has no name for.
    package let login: String?
    /// From the list's comment field, up to the first comma; nil where that is empty.
    package let fullName: String?
    private let user: uid_t

    package init(_ user: uid_t) {
        self.user = user
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 1 << 14)
        guard getpwuid_r(user, &entry, &buffer, buffer.count, &found) == 0, found != nil else {
            (login, fullName) = (nil, nil)
            return
        }
        login = entry.pw_name.map { String(cString: $0) }
        let full = entry.pw_gecos.map { String(cString: $0).prefix { $0 != "," } } ?? ""
        fullName = full.isEmpty ? nil : String(full)
    }

    /// The name without anything that says which account it is: what an officer's own machine calls its officer.
    package var plain: String { fullName ?? login ?? "uid \(user)" }

    /// The author of what this account writes where several share a node: the full name with the login name, for two
    /// people may have one name, and on some systems people may change how theirs is written.
    ///
    /// At most 200 bytes, without control characters and without brackets but our own.
    package var author: String {
        guard let login else { return "uid \(user)" }
        guard let fullName else { return Self.cleaned(login, bytes: 96) }
        return Self.cleaned(fullName, bytes: 96) + " (" + Self.cleaned(login, bytes: 96) + ")"
    }

    private static func cleaned(_ text: String, bytes: Int) -> String {
        var kept = String.UnicodeScalarView()
        var count = 0
        for scalar in text.unicodeScalars {
            let isPlain =
                switch scalar.properties.generalCategory {
                case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate,
                    .privateUse, .unassigned:
                    false
                default: scalar != "(" && scalar != ")"
                }
            count += UTF8.width(scalar)
            if count > bytes { break }
            if isPlain { kept.append(scalar) }
        }
        return String(kept)
    }
}
