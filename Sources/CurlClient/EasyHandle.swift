import CCurl

/// The owner of one libcurl transfer handle. Every setting is checked where it is made.
struct EasyHandle: ~Copyable {
    let pointer: UnsafeMutableRawPointer
    private let errorText: UnsafeMutablePointer<CChar>
    private var headers: UnsafeMutablePointer<curl_slist>?

    init() throws(CurlError) {
        guard let pointer = ccurl_easy_init() else { throw .other("no memory for a transfer") }
        self.pointer = pointer
        let size = Int(CURL_ERROR_SIZE)
        errorText = .allocate(capacity: size)
        errorText.initialize(repeating: 0, count: size)
        ccurl_setopt_pointer(pointer, CURLOPT_ERRORBUFFER, errorText)
    }

    deinit {
        ccurl_easy_cleanup(pointer)
        ccurl_slist_free_all(headers)
        errorText.deallocate()
    }

    /// What went wrong with a transfer that ended with `code`.
    func error(_ code: CURLcode) -> CurlError {
        CurlError(code, detail: String(cString: errorText))
    }

    private func check(_ code: CURLcode) throws(CurlError) {
        guard code == CURLE_OK else { throw error(code) }
    }

    func set(_ option: CURLoption, _ value: Int) throws(CurlError) {
        try check(ccurl_setopt_long(pointer, option, value))
    }

    func set(_ option: CURLoption, offset: Int) throws(CurlError) {
        try check(ccurl_setopt_offset(pointer, option, curl_off_t(offset)))
    }

    func set(_ option: CURLoption, _ value: String) throws(CurlError) {
        try check(ccurl_setopt_string(pointer, option, value))
    }

    func set(_ option: CURLoption, blob: String) throws(CurlError) {
        var text = blob
        try check(text.withUTF8 { ccurl_setopt_blob(pointer, option, $0.baseAddress, $0.count) })
    }

    func set(
        _ option: CURLoption, _ function: @escaping ccurl_data_function,
        _ contextOption: CURLoption,
        _ context: UnsafeMutableRawPointer
    ) throws(CurlError) {
        try check(ccurl_setopt_data(pointer, option, function))
        try check(ccurl_setopt_pointer(pointer, contextOption, context))
    }

    /// libcurl keeps a copy of the body.
    func setPost(_ body: [UInt8]) throws(CurlError) {
        try set(CURLOPT_POST, 1)
        try set(CURLOPT_POSTFIELDSIZE_LARGE, offset: body.count)
        // An empty array has no address, and no address would mean "read the body from a callback".
        let code = (body.isEmpty ? [0] : body).withUnsafeBytes {
            ccurl_setopt_pointer(
                pointer, CURLOPT_COPYPOSTFIELDS, UnsafeMutableRawPointer(mutating: $0.baseAddress))
        }
        try check(code)
    }

    mutating func setHeaders(_ lines: [String]) throws(CurlError) {
        for line in lines {
            guard let longer = ccurl_slist_append(headers, line) else {
                throw .other("no memory for headers")
            }
            headers = longer
        }
        try check(ccurl_setopt_list(pointer, CURLOPT_HTTPHEADER, headers))
    }

    var status: Int {
        var status = 0
        ccurl_getinfo_long(pointer, CURLINFO_RESPONSE_CODE, &status)
        return status
    }

    /// The first certificate of the server's chain, PEM, if `CURLOPT_CERTINFO` was set.
    var serverCertificate: String? {
        var information: UnsafePointer<curl_certinfo>?
        ccurl_getinfo_certificates(pointer, &information)
        guard let chain = information?.pointee, chain.num_of_certs > 0 else { return nil }
        var line = chain.certinfo[0]
        while let entry = line {
            let text = String(cString: entry.pointee.data)
            if text.hasPrefix("Cert:") { return String(text.dropFirst("Cert:".count)) }
            line = entry.pointee.next
        }
        return nil
    }
}
