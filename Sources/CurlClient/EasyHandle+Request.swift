import CCurl

extension EasyHandle {
    /// Writes a request into the handle.
    mutating func configure(for request: CurlRequest) throws(CurlError) {
        try set(CURLOPT_URL, request.url)
        try set(CURLOPT_PROTOCOLS_STR, "http,https")
        try set(CURLOPT_HTTP_VERSION, ccurl_http_1_1())
        try set(CURLOPT_NOSIGNAL, 1)
        try set(CURLOPT_TCP_KEEPALIVE, 1)
        if !request.usesProxy { try set(CURLOPT_PROXY, "") }
        // "Expect: 100-continue" would cost every upload a round trip.
        var lines = ["Expect:", "Accept:"]
        switch request.method {
        case .get: try set(CURLOPT_HTTPGET, 1)
        case .post(let body): try setPost(body)
        }
        lines += request.headers.map { "\($0.name): \($0.value)" }
        try setHeaders(lines)
        try configureTrust(for: request)
        try configureLimits(for: request)
    }

    private func configureTrust(for request: CurlRequest) throws(CurlError) {
        try set(CURLOPT_SSLVERSION, ccurl_tls_1_3())
        // Who the server is, its key alone says: by the pin, or judged by the caller from the certificate.
        try set(CURLOPT_SSL_VERIFYPEER, 0)
        try set(CURLOPT_SSL_VERIFYHOST, 0)
        // A resumed session would show no certificate.
        try set(CURLOPT_SSL_SESSIONID_CACHE, 0)
        switch request.serverKey {
        case .pinned(let pin): try set(CURLOPT_PINNEDPUBLICKEY, pin)
        case .reported:
            try set(CURLOPT_CERTINFO, 1)
            try set(CURLOPT_FRESH_CONNECT, 1)
            try set(CURLOPT_FORBID_REUSE, 1)
        }
        if let own = request.clientCertificate {
            try set(CURLOPT_SSLCERT_BLOB, blob: own.certificate)
            try set(CURLOPT_SSLCERTTYPE, "PEM")
            try set(CURLOPT_SSLKEY_BLOB, blob: own.key)
            try set(CURLOPT_SSLKEYTYPE, "PEM")
        }
    }

    private func configureLimits(for request: CurlRequest) throws(CurlError) {
        let limits = request.timeOuts
        try set(CURLOPT_CONNECTTIMEOUT_MS, limits.connect.milliseconds)
        try set(CURLOPT_TIMEOUT_MS, limits.total.milliseconds)
        try set(CURLOPT_LOW_SPEED_LIMIT, limits.slowestBytesPerSecond)
        // libcurl counts whole seconds here, and none would mean never.
        try set(CURLOPT_LOW_SPEED_TIME, max(1, Int(limits.stalled.components.seconds)))
        try set(CURLOPT_MAXFILESIZE_LARGE, offset: request.maxResponseBytes)
        if let rate = request.maxSendBytesPerSecond {
            try set(CURLOPT_MAX_SEND_SPEED_LARGE, offset: rate)
        }
        if let rate = request.maxReceiveBytesPerSecond {
            try set(CURLOPT_MAX_RECV_SPEED_LARGE, offset: rate)
        }
    }
}

extension Duration {
    /// At least one, for none means "no limit" to libcurl.
    fileprivate var milliseconds: Int {
        max(1, Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000))
    }
}
