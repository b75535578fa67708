/// Why a transport certificate or key is not believed.
package enum TransportIdentityError: Error, Hashable, Sendable {
    /// Not a certificate or key in the form expected; the text says what.
    case malformed(String)
    /// A certificate of something else: it does not say which device its key belongs to.
    case noBinding
    /// A binding in a form that this version does not know.
    case unknownBinding(version: UInt8)
    /// The device named in the binding did not sign this key.
    case badSignature
    /// The certificate and the key beside it do not belong together.
    case otherKey
    /// The cryptographic library refused.
    case signing
}
