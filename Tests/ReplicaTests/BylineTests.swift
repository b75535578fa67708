import Causality
import Replica
import Store
import Testing

/// How people and devices are told where names are not enough.
struct BylineTests {
    @Test(arguments: [
        ("Desk a", "desk A"), ("Desk a", "Dësk  a"), ("Desk a", "Desk а"), ("hq", "ｈｑ"),
        ("laptop-10", "laptop-lO"), ("Desk a", "Desk\u{200B} a"), ("Νorth", "North"),
    ]) func `names that a person takes for one another are alike`(one: String, other: String) {
        #expect(LookAlike(one) == LookAlike(other))
    }

    @Test func `other names are not, and a name of marks alone is itself`() {
        #expect(LookAlike("Desk a") != LookAlike("Desk b"))
        #expect(LookAlike("hague") != LookAlike("hague2"))
        #expect(LookAlike("–") != LookAlike("+"))
    }

    @Test func `a fingerprint is eighty bits of the id, in order`() throws {
        let id = try #require(DeviceID((0..<32).map { UInt8($0) }))
        #expect(id.fingerprint == "00010203040506070809")
        #expect(id.description.hasPrefix(id.fingerprint))
    }
}
