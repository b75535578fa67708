import Records
import Replica
import Store

/// What the simulated officers do to a record that they are shown.
struct Workload {
    let dice: Dice
    /// How often a note is long enough that a few of them fill a frame, per mille.
    let longNotes: Int

    /// Few records, some of them made by a rule, as an import makes them, so that two nodes make the same.
    private static let poolSize = 7

    func place() -> Model.Place {
        let number = dice.below(Self.poolSize)
        return Model.Place(
            kind: number == 0 ? "place" : "thing",
            id: RecordID(high: 0x51, low: UInt64(number)))
    }

    /// A record that is not of the pool: nobody else makes it.
    func newPlace() -> Model.Place {
        Model.Place(kind: "thing", id: RecordID(high: dice.next(), low: dice.next()))
    }

    // MARK: Drafts

    /// What an officer does with the form; empty where they think better of it.
    func draft(_ form: Machine.Form) -> Draft {
        guard let record = form.record else {
            // A version that does not know the kind makes no record of it.
            let kind = form.process.store.schema.kind(form.place.kind)
            return kind.map { newRecord(form.place, $0) }
                ?? Draft(kind: form.place.kind, id: form.place.id)
        }
        var draft = Draft(record)
        switch dice.below(100) {
        case 0..<7: draft.withdraw(record)
        case 7..<12 where !record.deletes.isEmpty:
            draft.reinstate(record)
            if dice.chance(500) { edit(&draft, record) }
        case 7..<40: resolve(&draft, record)
        default: edit(&draft, record)
        }
        if draft.isEmpty { edit(&draft, record) }
        return draft
    }

    private func newRecord(_ place: Model.Place, _ kind: Kind) -> Draft {
        var draft = Draft(kind: place.kind, id: place.id)
        for field in kind.fields where dice.chance(400) || field.isRequired {
            // Who belongs together is said of what is there.
            guard field.name != Replica.joinedField else { continue }
            draft.set(field.name, to: content(of: field), storedType: field.storedType, shown: nil)
        }
        return draft
    }

    /// Settles what is open: with one side, a new value, or several values put back.
    private func resolve(_ draft: inout Draft, _ record: StoredRecord) {
        let open = record.fields.flatMap { field in field.view.open.map { (field, $0) } }
        guard let (field, key) = dice.pick(open), let declared = field.field else { return }
        var values = [dice.pick(key.sides) ?? value(of: declared)]
        switch dice.below(10) {
        case 0..<2: values = [value(of: declared)]
        case 2..<4: values = Array(key.sides.prefix(3))
        default: break
        }
        draft.resolve(field, key: key.key, to: values)
    }

    private func edit(_ draft: inout Draft, _ record: StoredRecord) {
        guard let kind = record.kind else { return }
        var fields: Set<String> = []
        for _ in 0..<dice.within(1...4) {
            guard let field = dice.pick(kind.fields), fields.insert(field.name).inserted else {
                continue
            }
            // Of records that are shown as one nobody is shown whom each names.
            guard field.name != Replica.joinedField || record.members.isEmpty else { continue }
            edit(&draft, field, record[field.name])
        }
    }

    private func edit(_ draft: inout Draft, _ field: Field, _ shown: StoredField?) {
        switch field.shape {
        case .single:
            var content = dice.chance(80) ? nil : content(of: field)
            if field.merge == .text, content != nil,
                case .single(.text(let text))? = shown?.view.content,
                dice.chance(700)
            {
                content = .single(.text(revised(text)))
            }
            draft.set(field.name, to: content, storedType: field.storedType, shown: shown)
        case .set:
            switch dice.below(5) {
            case 0: draft.set(field.name, to: content(of: field), storedType: .set, shown: shown)
            case 1, 2:
                if let element = dice.pick(shown?.live.map(\.key) ?? []) {
                    draft.removeElement(element, of: field.name, shown: shown)
                }
            default: draft.addElement(value(of: field), of: field.name, shown: shown)
            }
        case .map, .log:
            // Of a log: strike or correct an entry, or add one.
            if dice.chance(350), let key = dice.pick(shown?.live.map(\.key) ?? []) {
                let value = dice.chance(500) ? Value.null : value(of: field)
                draft.setKey(key, of: field.name, to: value, field.storedType, shown: shown)
            } else {
                draft.setKey(
                    key(), of: field.name, to: value(of: field), field.storedType, shown: shown)
            }
        }
    }

    // MARK: Values

    private func content(of field: Field) -> FieldContent {
        switch field.shape {
        case .single: .single(value(of: field))
        case .set: .set(distinct(dice.within(1...3)) { value(of: field) })
        case .map:
            .map(distinct(2) { key() }.map { FieldContent.Entry(key: $0, value: value(of: field)) })
        case .log:
            .log(distinct(2) { key() }.map { FieldContent.Entry(key: $0, value: value(of: field)) })
        }
    }

    private func distinct(_ count: Int, _ make: () -> Value) -> [Value] {
        var values: [Value] = []
        for _ in 0..<count {
            let value = make()
            if !values.contains(value) { values.append(value) }
        }
        return values
    }

    private func key() -> Value { .text(dice.pick(["nl", "de", "no", "be", "uk"]) ?? "nl") }

    private func value(of field: Field) -> Value {
        switch field.type {
        case .text: .text(dice.pick(["alfa", "beta", "gamma", "δέλτα", ""]) ?? "")
        case .long: note()
        case .date: .text(dice.pick(["2026", "2026-03", "2026-03-19", "2026-03-22"]) ?? "")
        case .integer: .int(dice.pick([0, 1, -1, .max, .min]) ?? 0)
        case .decimal: .decimal(dice.pick(["1.50", "1.5", "-3e4"]) ?? "")
        case .bool: .bool(dice.chance(500))
        case .code(let name):
            .text(dice.pick(name == "marking" ? PlaySchema.codes : PlaySchema.statuses) ?? "")
        case .reference: .reference(place().id)
        case .json: .json(dice.pick([#"{"a":1}"#, #"[1,"two"]"#, "{}"]) ?? "{}")
        }
    }

    /// A text with one of its sentences changed, taken out, or one more.
    private func revised(_ text: String) -> String {
        var sentences = text.split(separator: ".").map(String.init)
        let place = dice.below(sentences.count + 1)
        let sentence = " It is " + (dice.pick(["sunny", "windy", "rainy", "foggy"]) ?? "")
        if place == sentences.count || dice.chance(300) {
            sentences.insert(sentence, at: place)
        } else if dice.chance(200) {
            sentences.remove(at: place)
        } else {
            sentences[place] = sentence
        }
        return sentences.map { $0 + "." }.joined()
    }

    private func note() -> Value {
        let weather = ["sunny", "windy", "rainy", "foggy"]
        if dice.chance(longNotes) {
            let word = (dice.pick(weather) ?? "") + " "
            return .text(String(repeating: word, count: 15_000))
        }
        let sentences = (0..<dice.within(1...4)).map { _ in " It is \(dice.pick(weather) ?? "")." }
        return .text(sentences.joined())
    }
}
