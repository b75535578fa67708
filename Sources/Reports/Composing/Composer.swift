package import Records

/// Puts what records say into statements: labels for codes, names for references, both sides of what is open, a number
/// for each source.
///
/// Not `Sendable`: one report uses one.
package final class Composer {
    package let library: RecordLibrary
    package let language: Language
    /// The day from which "expiring" and "overdue" are counted.
    package let asOf: CalendarDay
    /// Minutes east of UTC at a time in milliseconds since 1970.
    let zoneMinutes: (UInt64) -> Int
    var knownPartners: Partners?
    private var numbers: [RecordID: Int] = [:]
    package private(set) var sources: [SourceTrail] = []
    /// Languages that a title or a text is only known in, for the legend.
    var otherLanguages: Set<Language> = []

    package init(
        _ library: RecordLibrary, language: Language, asOf: CalendarDay,
        zoneMinutes: @escaping (UInt64) -> Int = { _ in 0 }
    ) {
        self.library = library
        self.language = language
        self.asOf = asOf
        self.zoneMinutes = zoneMinutes
    }

    var schema: Schema { library.schema }

    func say(_ label: Label) -> String { label[language] }

    /// The number under which a record and its citations stand among the sources.
    func cite(_ record: ReportRecord) -> Int {
        if let number = numbers[record.id] { return number }
        sources.append(SourceTrail(record: record.name, citations: citations(record)))
        numbers[record.id] = sources.count
        return sources.count
    }

    private func citations(_ record: ReportRecord) -> [Citation] {
        guard case .map(let entries) = record.fields["source"]?.content else { return [] }
        return entries.map { entry in
            let key = entry.key.jsonName
            var json = JSON.null
            if case .json(let text) = entry.value { json = (try? JSON(parsing: text)) ?? .null }
            if case .text(let text) = entry.value {
                json = .members([.init("title", .string(text))])
            }
            func member(_ name: String) -> String { json[name]?.plain ?? "" }
            return Citation(
                key: key, title: member("title"), publisher: member("publisher"),
                address: member("url"), date: member("date"), page: member("page"))
        }.sorted { $0.key < $1.key }
    }
}
