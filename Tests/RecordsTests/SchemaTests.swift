import Records
import Testing

struct SchemaTests {
    @Test func `the kinds are those of the public records, contacts and terms`() throws {
        var kinds: Set<String> = []
        for line in try fixture("records.jsonl") {
            kinds.insert(try FileFormat.record(ofLine: line, schema: .liaison).kind)
        }
        #expect(Schema.liaison.kinds.count == 14)
        // The public records hold no contacts, on purpose, and no words of our own.
        #expect(kinds.union(["contact", "term"]) == Set(Schema.liaison.kinds.map(\.name)))
    }

    @Test(arguments: Schema.liaison.kinds.map(\.name))
    func `a kind has a handle first and columns of their own`(name: String) throws {
        let kind = try #require(Schema.liaison.kind(name))
        #expect(kind.fields.first?.name == "handle")
        #expect(kind.titleFields.allSatisfy { kind.field($0) != nil })
        let columns = kind.fields.map { String($0.name.map { $0 == "." ? "_" : $0 }) }
        #expect(Set(columns).count == columns.count)
        // What every table of records has for itself.
        #expect(Set(columns).isDisjoint(with: ["row", "id", "state", "hidden"]))
        for field in kind.fields {
            #expect(!field.label.en.isEmpty && !field.label.nl.isEmpty, "\(field.name)")
            #expect(field.help.en.isEmpty == field.help.nl.isEmpty, "\(field.name)")
        }
    }

    @Test func `every code field has its vocabulary, and the shape fits the merge class`() {
        for kind in Schema.liaison.kinds {
            for field in kind.fields {
                var types = [field.type]
                if case .map(let key) = field.shape { types.append(key) }
                for case .code(let name) in types {
                    #expect(Schema.liaison.vocabularies[name] != nil, "\(kind.name).\(field.name)")
                }
                switch field.merge {
                case .set, .restrictiveSet: #expect(field.shape == .set, "\(field.name)")
                case .log, .ledger: #expect(field.shape == .log, "\(field.name)")
                case .fixed, .lastWriter, .ask, .strictest:
                    #expect(field.shape == .single, "\(field.name)")
                case .map, .text, .flow: break
                }
            }
        }
    }

    @Test func `every vocabulary has each code once, in both languages`() {
        for vocabulary in Schema.liaison.vocabularies.values {
            #expect(Set(vocabulary.terms.map(\.code)).count == vocabulary.terms.count)
            #expect(vocabulary.terms.allSatisfy { !$0.label.en.isEmpty && !$0.label.nl.isEmpty })
        }
    }

    @Test func `markings are ordered from the least to the most strict`() {
        #expect(
            Schema.liaison.vocabularies["marking"]?.terms.map(\.code) == [
                "PUB", "INT", "DV", "REF",
            ])
    }

    @Test func `what the public records lack of what a person must give is known`() throws {
        var missing: [String: Int] = [:]
        for line in try fixture("records.jsonl") {
            let record = try FileFormat.record(ofLine: line, schema: .liaison)
            let kind = try #require(Schema.liaison.kind(record.kind))
            for field in kind.fields where field.isRequired && record.content[field.name] == nil {
                missing["\(kind.name).\(field.name)", default: 0] += 1
            }
        }
        #expect(
            missing == [
                "cooperation.goals": 31, "contribution.letters": 16, "contribution.status": 16,
                "posting.seats": 18, "posting.status": 18, "posting.sending": 7,
                "project.phase": 5, "project.partners": 2, "action.owner": 9,
            ])
    }

    @Test func `codes of the public records are of their vocabularies`() throws {
        var unknown: [String] = []
        for line in try fixture("records.jsonl") {
            let record = try FileFormat.record(ofLine: line, schema: .liaison)
            let kind = try #require(Schema.liaison.kind(record.kind))
            for field in record.content.fields {
                guard case .code(let name) = kind.field(field.name)?.type else { continue }
                var values: [Value] = []
                switch field.content {
                case .single(let value): values = [value]
                case .set(let set): values = set
                case .map, .log: break
                }
                for case .text(let code) in values
                where Schema.liaison.vocabularies[name]?.term(code) == nil {
                    unknown.append("\(record.handle).\(field.name)")
                }
            }
        }
        #expect(unknown == ["coop:eu-satcom.own_participation"])
    }
}
