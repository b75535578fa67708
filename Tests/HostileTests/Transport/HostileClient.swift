import Foundation

/// A device that speaks the protocol as the format page has it, and says what it likes.
final class HostileClient {
    let key: ForeignKey
    private let certificate: ForeignCertificate
    private let port: Int
    private var line: Line?

    struct Unanswered: Error {
        let status: Int
        let said: String
    }

    init(_ key: ForeignKey = ForeignKey(), to port: Int) throws {
        self.key = key
        self.port = port
        certificate = try ForeignCertificate(key)
    }

    /// A connection of its own.
    func connect() throws -> Line { try Line(to: port, as: certificate) }

    static func request(
        _ body: Bytes, method: String = "POST", path: String = "/liaison/v1/sync",
        statedLength: Int? = nil
    ) -> Bytes {
        Bytes(
            """
            \(method) \(path) HTTP/1.1\r
            Host: 127.0.0.1\r
            Content-Type: application/x-liaison-sync\r
            liaison-protocol: 1\r
            Content-Length: \(statedLength ?? body.count)\r
            \r

            """.utf8) + body
    }

    /// Sends any bytes as a message. A connection that the other side has closed is made anew; a node that is busy is asked
    /// again.
    func post(_ body: Bytes) throws -> HTTPAnswer {
        var attempts = 0
        while true {
            if line?.isOpen != true { line = try connect() }
            line?.send(Self.request(body))
            do {
                guard let answer = try line?.answer() else { continue }
                if answer.headers["connection"]?.lowercased() == "close" { line = nil }
                guard answer.status == 503, attempts < 30 else { return answer }
                sleep(1)
            } catch let error as Line.Broken {
                line = nil
                guard attempts < 3 else { throw error }
            }
            attempts += 1
        }
    }

    /// - Throws: ``Unanswered`` where no message came back.
    func ask(_ message: ForeignMessage) throws -> ForeignMessage {
        let answer = try post(message.encoded)
        guard answer.status == 200 else {
            throw Unanswered(
                status: answer.status, said: String(decoding: answer.body, as: UTF8.self))
        }
        return try ForeignMessage(reading: answer.body)
    }

    /// Pushes these, and hears how many were applied and refused.
    @discardableResult
    func push(
        _ changes: [ForeignChange], _ introductions: [Bytes] = []
    ) throws -> (applied: Int, refused: Int) {
        switch try ask(.push(changes, introductions)) {
        case .pushed(let applied, let refused, _): return (Int(applied), Int(refused))
        case .refused(let reason): throw Unanswered(status: 200, said: reason)
        default: throw Unanswered(status: 200, said: "another answer")
        }
    }
}
