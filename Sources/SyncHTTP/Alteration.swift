import CurlClient

/// What a captive portal or a proxy made of a node's answer, told by its first bytes and its headers. Both may copy the
/// headers of the node, so a header of ours proves nothing.
package enum Alteration: Hashable, Sendable {
    case webPage
    /// `gzip`, as the header or the first bytes say.
    case compressed(String)

    /// Nil where the answer is packed and worded as a node's would be.
    init?(_ response: CurlResponse) {
        let body = response.body
        if let coding = response.header("content-encoding")?.lowercased(), coding != "identity" {
            self = .compressed(coding)
        } else if body.starts(with: [0x1F, 0x8B]) {
            self = .compressed("gzip")
        } else if body.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) {
            self = .compressed("zstd")
        } else if response.header("content-type")?.lowercased().contains("html") == true
            || Self.looksLikePage(body)
        {
            self = .webPage
        } else {
            return nil
        }
    }

    /// Behind a byte order mark and blanks a tag begins. A message of ours begins with its version, a small number.
    private static func looksLikePage(_ body: [UInt8]) -> Bool {
        let text = body.starts(with: [0xEF, 0xBB, 0xBF]) ? body.dropFirst(3) : body[...]
        let blanks: Set<UInt8> = [0x09, 0x0A, 0x0D, 0x20]
        return text.prefix(1024).first { !blanks.contains($0) } == UInt8(ascii: "<")
    }
}

extension Alteration: CustomStringConvertible {
    package var description: String {
        switch self {
        case .webPage: "a web page (captive portal or proxy?) answered instead of the node"
        case .compressed(let coding): "the answer was compressed on its way by a proxy (\(coding))"
        }
    }
}
