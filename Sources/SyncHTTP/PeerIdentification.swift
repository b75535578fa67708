package import Causality
package import CurlClient
package import Trust

/// Finding out which device answers at an address, from the certificate that it shows.
package struct PeerIdentification: Sendable {
    package let device: DeviceID
    /// The key by which later connections know it.
    package let pin: String

    /// Asks for nothing but the certificate.
    ///
    /// - Parameters:
    ///   - address: one with TLS.
    ///   - own: who asks.
    ///   - client: whose thread to use.
    ///   - timeOuts: how long to wait.
    /// - Returns: who answers, listed there or not.
    /// - Throws: ``SyncTransportError/foreignReply(status:contentType:)`` when what answers shows no node's certificate.
    package static func find(
        at address: PeerAddress, as own: TransportIdentity, client: CurlClient,
        timeOuts: CurlRequest.TimeOuts = CurlRequest.TimeOuts()
    ) async throws(SyncTransportError) -> PeerIdentification {
        var request = CurlRequest(url: address.url(SyncEndpoint.identityPath), method: .get)
        request.identify(as: own)
        request.usesProxy = !address.isLoopback
        request.timeOuts = timeOuts
        let response: CurlResponse
        do { response = try await client.perform(request) } catch { throw .init(error) }
        let found: (device: DeviceID, pin: String)
        do throws(TransportIdentityError) {
            guard let certificate = response.serverCertificate else {
                throw TransportIdentityError.noBinding
            }
            found = try TransportIdentity.peer(certificatePEM: certificate)
        } catch {
            guard response.isOurs else { throw response.foreign }
            throw SyncTransportError(error)
        }
        guard response.isOurs else { throw response.foreign }
        return PeerIdentification(device: found.device, pin: found.pin)
    }
}

extension CurlRequest {
    mutating func identify(as own: TransportIdentity) {
        clientCertificate = ClientCertificate(certificate: own.certificate, key: own.key)
    }
}

extension CurlResponse {
    /// Whether a node wrote this, of whatever version.
    var isOurs: Bool { header(SyncEndpoint.protocolHeader) != nil }

    var foreign: SyncTransportError {
        .foreignReply(status: status, contentType: header("content-type"))
    }

    /// The body of an exchange that went well.
    func answer() throws(SyncTransportError) -> [UInt8] {
        guard let version = header(SyncEndpoint.protocolHeader) else { throw foreign }
        if let alteration = Alteration(self) { throw .alteredReply(alteration) }
        guard version == SyncEndpoint.protocolVersion else {
            throw .protocolMismatch(found: version)
        }
        switch status {
        case 200 where header("content-type") == SyncEndpoint.contentType: return body
        case 200..<400: throw foreign
        case 403: throw .notListed
        case 413: throw .tooLarge
        case 503: throw .busy(retryAfter: header("retry-after").flatMap { Int($0) })
        default: throw .peerFailed(status: status)
        }
    }
}
