import Causality
import HTTPTypes
import SyncHTTP

/// What goes back for one request.
struct Answer: Sendable {
    let status: HTTPResponse.Status
    var contentType: String?
    var body: [UInt8] = []

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
        return HTTPResponse(status: status, headerFields: fields)
    }

    private static func field(_ name: String, _ value: String) -> HTTPField {
        guard let name = HTTPField.Name(name) else {
            preconditionFailure("\(name) cannot be the name of a header")
        }
        return HTTPField(name: name, value: value)
    }
}
