import Foundation
import Records

/// Why a file cannot be used: what the file system refused, or what makes it one that we do not touch.
package struct FileFailure: Error, Hashable, Sendable {
    package let path: String
    package let cause: Cause

    package enum Cause: Hashable, Sendable {
        /// `errno`.
        case system(Int32)
        case distrusted(Distrust)
    }

    package init(_ path: String, _ cause: Cause) {
        self.path = path
        self.cause = cause
    }

    package init(_ path: String, code: Int32) { self.init(path, .system(code)) }

    package var isMissing: Bool { cause == .system(ENOENT) }

    /// In the system's words, or in ours.
    package var reason: String {
        switch cause {
        case .system(let code): String(cString: strerror(code))
        case .distrusted(let distrust): distrust.label.en
        }
    }

    package var storeError: StoreError {
        switch cause {
        case .system(ENOSPC), .system(EDQUOT): .full
        default: .access("\(path): \(reason)")
        }
    }
}

extension FileFailure: CustomStringConvertible {
    package var description: String { "\(path): \(reason)" }
}
