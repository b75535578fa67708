import Foundation

/// What the system calls a group.
enum GroupName {
    static func of(_ group: gid_t) -> String {
        var entry = Foundation.group()
        var found: UnsafeMutablePointer<Foundation.group>?
        var buffer = [CChar](repeating: 0, count: 1 << 16)
        guard getgrgid_r(group, &entry, &buffer, buffer.count, &found) == 0, found != nil,
            let name = entry.gr_name
        else { return "gid \(group)" }
        return String(cString: name)
    }
}
