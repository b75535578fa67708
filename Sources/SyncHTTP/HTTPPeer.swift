package import Causality
package import CurlClient
package import Trust

/// A peer at the other end of HTTP: bytes there, bytes back, and certainty about who answers.
///
/// At first contact the peer's certificate must be that of the expected device; from then on its key is pinned. A key
/// that no longer fits is looked up once more, for a node may draw a new transport key at any time; the device behind
/// it must stay the same.
package actor HTTPPeer {
    private let address: PeerAddress
    private let expected: DeviceID
    private let identity: TransportIdentity
    private let client: CurlClient
    private var options: Options

    /// The pinned key, `sha256//BASE64`, for the caller to keep; nil before the first contact and without TLS.
    package private(set) var pin: String?
    /// By how many milliseconds the peer's clock was ahead of this machine's at its last answer; below zero it was behind. Nil
    /// where it did not say.
    package private(set) var clockAheadMs: Int64?

    /// What a link asks for.
    package struct Options: Sendable {
        package var timeOuts = CurlRequest.TimeOuts()
        /// Bytes a second; nil is as fast as it goes.
        package var maxSendBytesPerSecond: Int?
        package var maxReceiveBytesPerSecond: Int?
        /// How often a busy peer is asked again, and the longest wait before that.
        package var busyAttempts = 3
        package var busyWaitMax: Duration = .seconds(15)

        package init() {}
    }

    /// - Parameters:
    ///   - url: `https://host[:port]`, or `http://` on this machine.
    ///   - expected: who must answer there.
    ///   - identity: who asks.
    ///   - client: whose thread and connections to use.
    ///   - pin: the key seen last time.
    ///   - options: what the link asks for.
    /// - Throws: ``SyncTransportError/badAddress(_:)``.
    package init(
        url: String, expected: DeviceID, identity: TransportIdentity, client: CurlClient,
        pin: String?, options: Options = Options()
    ) throws(SyncTransportError) {
        address = try PeerAddress(url)
        self.expected = expected
        self.identity = identity
        self.client = client
        self.pin = address.isSecure ? pin : nil
        self.options = options
    }

    /// Sends one message and waits for its answer. Nothing is sent to a device other than the expected one. A peer that is
    /// busy is asked again when it says, a few times.
    ///
    /// `most` bounds the whole of it; nil is what the link's own times allow.
    package func exchange(
        _ body: [UInt8], within most: Duration? = nil
    ) async throws(SyncTransportError) -> [UInt8] {
        let total = options.timeOuts.total
        options.timeOuts.total = min(total, most ?? total)
        defer { options.timeOuts.total = total }
        var attempts = 0
        while true {
            do { return try await exchangeOnce(body) } catch {
                guard case .busy(let seconds) = error, attempts < options.busyAttempts else {
                    throw error
                }
                attempts += 1
                // Not all at the same moment.
                let asked = Duration.seconds(min(max(seconds ?? 0, 1), 3600))
                let wait = min(asked, options.busyWaitMax) * Double.random(in: 1...1.5)
                do { try await Task.sleep(for: wait) } catch { throw .cancelled }
            }
        }
    }

    private func exchangeOnce(_ body: [UInt8]) async throws(SyncTransportError) -> [UInt8] {
        guard address.isSecure else { return try await exchangeInClear(body) }
        let known: String
        if let pin { known = pin } else { known = try await identify() }
        let response: CurlResponse
        do { response = try await post(body, pin: known) } catch {
            guard error == .pinMismatch else { throw SyncTransportError(error) }
            let renewed = try await identify()
            do { response = try await post(body, pin: renewed) } catch {
                throw SyncTransportError(error)
            }
        }
        return try response.answer()
    }

    /// Looks at the peer's certificate, and pins its key if it is the expected device's.
    private func identify() async throws(SyncTransportError) -> String {
        let found = try await PeerIdentification.find(
            at: address, as: identity, client: client, timeOuts: options.timeOuts)
        guard found.device == expected else {
            throw .wrongDevice(expected: expected, found: found.device)
        }
        pin = found.pin
        return found.pin
    }

    /// Sends once more where a kept connection turns out to be dead: every message may be answered twice.
    private func post(_ body: [UInt8], pin: String?) async throws(CurlError) -> CurlResponse {
        do { return try await postOnce(body, pin: pin) } catch {
            guard error == .cutShort else { throw error }
            return try await postOnce(body, pin: pin)
        }
    }

    private func postOnce(_ body: [UInt8], pin: String?) async throws(CurlError) -> CurlResponse {
        var request = CurlRequest(url: address.url(SyncEndpoint.syncPath), method: .post(body))
        request.headers = [
            ("Content-Type", SyncEndpoint.contentType),
            (SyncEndpoint.protocolHeader, SyncEndpoint.protocolVersion),
        ]
        if let pin {
            request.serverKey = .pinned(pin)
            request.identify(as: identity)
        } else {
            request.headers.append((SyncEndpoint.deviceHeader, "\(identity.device)"))
        }
        request.usesProxy = !address.isLoopback
        request.timeOuts = options.timeOuts
        request.maxResponseBytes = SyncEndpoint.messageBytesMax
        request.maxSendBytesPerSecond = options.maxSendBytesPerSecond
        request.maxReceiveBytesPerSecond = options.maxReceiveBytesPerSecond
        let response = try await client.perform(request)
        clockAheadMs = response.header(SyncEndpoint.clockHeader).flatMap { UInt64($0) }.map {
            Int64(clamping: $0).subtractingReportingOverflow(Int64(clamping: WallClock.nowMs))
                .partialValue
        }
        return response
    }

    /// On this machine only: both sides say who they are, and are believed.
    private func exchangeInClear(_ body: [UInt8]) async throws(SyncTransportError) -> [UInt8] {
        let response: CurlResponse
        do { response = try await post(body, pin: nil) } catch { throw SyncTransportError(error) }
        let answer = try response.answer()
        guard
            let found = response.header(SyncEndpoint.deviceHeader).flatMap({
                DeviceID(hexadecimal: $0)
            })
        else { throw response.foreign }
        guard found == expected else { throw .wrongDevice(expected: expected, found: found) }
        return answer
    }
}
