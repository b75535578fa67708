import Records

/// All partners that this audience may know of, and which belongs to which.
struct Partners {
    private let all: [RecordID: ReportRecord]
    private let children: [RecordID: [RecordID]]

    static let kinds = ["partner"]

    init(_ library: RecordLibrary) throws {
        var all: [RecordID: ReportRecord] = [:]
        var children: [RecordID: [RecordID]] = [:]
        for record in try library.select("partner", isCounted: false) {
            all[record.id] = record
            for parent in record.references("parent") {
                children[parent, default: []].append(record.id)
            }
        }
        self.all = all
        self.children = children
    }

    subscript(_ id: RecordID) -> ReportRecord? { all[id] }

    var records: [ReportRecord] { Array(all.values) }

    /// A partner with its parts: what a formation of a country does, the country does.
    func family(of id: RecordID) -> Set<RecordID> {
        var family: Set<RecordID> = [id]
        var waiting = [id]
        while let next = waiting.popLast() {
            for child in children[next] ?? [] where family.insert(child).inserted {
                waiting.append(child)
            }
        }
        return family
    }

    /// The countries, and whoever else is no part of another, that a record names; own nation left out.
    func heads(of ids: [RecordID]) -> [RecordID] {
        var heads: [RecordID] = []
        for id in ids {
            for head in self.heads(above: id) where !heads.contains(head) && !isOwn(head) {
                heads.append(head)
            }
        }
        return heads
    }

    private func heads(above id: RecordID) -> [RecordID] {
        var heads: [RecordID] = []
        var seen: Set<RecordID> = [id]
        var waiting = [id]
        while let next = waiting.popLast() {
            let parents = all[next]?.references("parent").filter { all[$0] != nil } ?? []
            if parents.isEmpty, all[next] != nil { heads.append(next) }
            for parent in parents where seen.insert(parent).inserted { waiting.append(parent) }
        }
        return heads
    }

    func isCountry(_ id: RecordID) -> Bool { all[id]?.has("kind", "country") ?? false }

    /// Own nation is the partner that has the rank `own`.
    func isOwn(_ id: RecordID) -> Bool {
        all[id]?.values("tier").contains { value in
            guard case .json(let text) = value, let json = try? JSON(parsing: text) else {
                return value == .text("own")
            }
            return json["level"] == .string("own")
        } ?? false
    }
}

/// Which fields of each kind name the partners that a record is about.
enum PartnerFields {
    static let of: [String: [String]] = [
        "cooperation": ["partners", "lead"],
        "agreement": ["parties", "lead"],
        "activity": ["participants", "host"],
        "contribution": ["partners", "lead", "relieved_by"],
        "project": ["partners", "former_partners", "lead", "manager"],
        "posting": ["sending", "receiving", "host_org", "accredited_to"],
        "action": ["asked_by", "refs"],
        "finance": ["payers", "split"],
        "note": ["about"],
        "contact": ["organisation"],
    ]
}

extension Composer {
    /// Read once.
    func partners() throws -> Partners {
        if let known = knownPartners { return known }
        let partners = try Partners(library)
        knownPartners = partners
        return partners
    }

    /// The partner that a report is about with its parts; nil for a report about all.
    ///
    /// - Throws: ``ReportError`` where the partner is not held, or not for this audience.
    func family(of subject: RecordID?) throws -> Set<RecordID>? {
        guard let subject else { return nil }
        switch try library.look(subject, kinds: Partners.kinds) {
        case .held: return try partners().family(of: subject)
        case .withheld: throw ReportError.subjectWithheld
        case .unknown: throw ReportError.subjectUnknown
        }
    }
}

extension ReportRecord {
    /// The partners that the record names as such, those of every side.
    var partners: [RecordID] {
        (PartnerFields.of[kindName] ?? []).flatMap { references($0) }
    }

    func concerns(_ family: Set<RecordID>) -> Bool {
        partners.contains { family.contains($0) }
    }
}
