import Causality
import HTTPTypes
import SyncHTTP

/// What goes back for one request.
struct Answer: Sendable {
    let status: HTTPResponse.Status
    var contentType: String?
    var body: [UInt8] = []
    /// Headers beside those that every answer has.
    var extra: [(name: HTTPField.Name, value: String)] = []

    /// Whoever asks is not listed here, and has no business on this connection.
    static let notListed: Answer = {
        var answer = text(.forbidden, "this device is not listed here")
        answer.extra = [(.connection, "close")]
        return answer
    }()

    /// There is no room for the request now.
    static let busy: Answer = {
        var answer = text(.serviceUnavailable, "this node is busy, ask again")
        answer.extra = [(.retryAfter, "\(SyncEndpoint.retryAfterSeconds)")]
        return answer
    }()

    static func text(_ status: HTTPResponse.Status, _ text: String) -> Answer {
        Answer(
            status: status, contentType: "text/plain; charset=utf-8",
            body: Array((text + "\n").utf8))
    }

    /// The head of the answer, as every answer of a node looks.
    ///
    /// - Parameter device: who answers, where no certificate says it.
    /// - Returns: status and headers.
    func head(namedAfter device: DeviceID?) -> HTTPResponse {
        var fields = HTTPFields()
        fields[.contentType] = contentType
        if status != .noContent { fields[.contentLength] = "\(body.count)" }
        fields.append(Self.field(SyncEndpoint.protocolHeader, SyncEndpoint.protocolVersion))
        fields.append(Self.field(SyncEndpoint.clockHeader, "\(WallClock.nowMs)"))
        if let device { fields.append(Self.field(SyncEndpoint.deviceHeader, "\(device)")) }
        for field in extra { fields[field.name] = field.value }
        return HTTPResponse(status: status, headerFields: fields)
    }

    private static func field(_ name: String, _ value: String) -> HTTPField {
        guard let name = HTTPField.Name(name) else {
            preconditionFailure("\(name) cannot be the name of a header")
        }
        return HTTPField(name: name, value: value)
    }
}
