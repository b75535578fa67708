import Records

/// One of the twenty fields of the reference workload, in the workload's order.
struct WorkloadField {
    let name: String
    let content: Content

    enum Content {
        /// Two words.
        case words
        /// Twelve hexadecimal digits.
        case serial
        case date
        case choice([String])
        /// 200 characters of words.
        case note
        case quantity
    }

    static let all: [WorkloadField] =
        [
            "title", "owner", "reporter", "component", "label", "city", "vendor", "model", "serial",
            "contact", "location", "batch",
        ].map { WorkloadField(name: $0, content: $0 == "serial" ? .serial : .words) }
        + ["created_on", "due_on", "closed_on"].map { WorkloadField(name: $0, content: .date) }
        + [
            WorkloadField(
                name: "status", content: .choice(["open", "active", "blocked", "done", "void"])),
            WorkloadField(
                name: "priority", content: .choice(["low", "normal", "high", "urgent"])),
            WorkloadField(
                name: "kind",
                content: .choice(["task", "asset", "visit", "sample", "order", "incident"])),
            WorkloadField(name: "note", content: .note),
            WorkloadField(name: "quantity", content: .quantity),
        ]

    var type: FieldType {
        switch content {
        case .words, .serial, .choice: .text
        case .date: .date
        case .note: .long
        case .quantity: .integer
        }
    }

    var storedType: StoredType { if case .note = content { .text } else { .register } }
}

extension Schema {
    static let workloadKind = "bench_record"

    /// The reference workload's records as a kind: twenty fields, all of which ask.
    static let workload = Schema(
        kinds: [
            Kind(
                workloadKind, en: "Benchmark record", nl: "Meetrecord", titleFields: ["title"],
                fields: WorkloadField.all.map {
                    Field($0.name, en: $0.name, nl: $0.name, type: $0.type, merge: .ask)
                })
        ], vocabularies: [])
}
