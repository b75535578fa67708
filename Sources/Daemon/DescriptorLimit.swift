import Glibc

/// How many files and connections this process may have open: raised as far as the system lets it.
enum DescriptorLimit {
    /// Kept for the database, its copies, the log and the connections that this node opens itself.
    static let reserve = 128

    /// Raises the soft limit to the hard one.
    ///
    /// - Returns: the limit that holds now; nil where there is none, or the system does not say.
    static func raise() -> Int? {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            return nil
        }
        if limit.rlim_cur < limit.rlim_max {
            var raised = limit
            raised.rlim_cur = limit.rlim_max
            if setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &raised) == 0 {
                limit = raised
            }
        }
        return Int(exactly: limit.rlim_cur)
    }

    /// - Parameters:
    ///   - wanted: connections.
    ///   - limit: of descriptors.
    /// - Returns: how many connections there may be.
    static func connections(wanted: Int, limit: Int?) -> Int {
        guard let limit else { return wanted }
        return min(wanted, max(16, limit - reserve))
    }
}
