import Records

/// The reference of the schema.
extension Wording {
    static let referenceAbstract = Label(
        en: "Print the reference of kinds, fields, vocabularies and rules.",
        nl: "Toon het naslagwerk van soorten, velden, woordenlijsten en regels.")
    static let referenceDiscussion = Label(
        en: "Made from the schema of this version.", nl: "Gemaakt uit het schema van deze versie.")
    static let helpReferenceFormat = Label(
        en: "md (default), html, text or json.", nl: "md (standaard), html, text of json.")
    static let referenceTitle = Label(
        en: "Reference of kinds, fields, vocabularies and rules",
        nl: "Naslagwerk van soorten, velden, woordenlijsten en regels")
    static let referenceReading = Label(en: "How to read this", nl: "Leeswijzer")
    static let referenceIntroduction = Label(
        en:
            "This page is what “liaison reference” prints. A field is named in flags, forms, files and SQL columns by the "
            + "name in the first column (a dot becomes an underscore in SQL). How edits made apart are shown follows from "
            + "the merge class:",
        nl:
            "Deze bladzijde is wat “liaison reference” toont. Een veld heet in vlaggen, formulieren, bestanden en "
            + "SQL-kolommen zoals in de eerste kolom (in SQL wordt een punt een liggend streepje). Hoe wijzigingen die los "
            + "van elkaar gemaakt zijn getoond worden, volgt uit de samenvoegklasse:")
    static let referenceHeader = Label(
        en: "Fields that every kind has", nl: "Velden die elke soort heeft")
    static let referenceKinds = Label(en: "Kinds", nl: "Soorten")
    static let referenceVocabularies = Label(en: "Vocabularies", nl: "Woordenlijsten")
    static let referenceMerge = Label(en: "Merge class", nl: "Samenvoegklasse")
    static let referenceMeaning = Label(en: "Meaning", nl: "Betekenis")
    static let referenceField = Label(en: "Field", nl: "Veld")
    static let referenceEnglish = Label(en: "English", nl: "Engels")
    static let referenceDutch = Label(en: "Dutch", nl: "Nederlands")
    static let referenceType = Label(en: "Type", nl: "Type")
    static let referenceGroup = Label(en: "Group", nl: "Groep")
    static let referenceRequired = Label(en: "Required", nl: "Verplicht")
    static let referenceHelp = Label(en: "Help", nl: "Uitleg")
    static let referenceTerm = Label(en: "Code", nl: "Code")

    static let referenceRules = Label(en: "Rules", nl: "Regels")
    static let referenceRule = Label(en: "Rule", nl: "Regel")
    static let referenceSeverity = Label(en: "When broken", nl: "Bij overtreding")
    static let referenceOfKinds = Label(en: "Kinds (none: all)", nl: "Soorten (geen: alle)")
    static let referenceSentence = Label(en: "What is said", nl: "Wat er gezegd wordt")
    static let referenceAdvice = Label(en: "What to do", nl: "Wat te doen")
    static let referenceRefused = Label(
        en: "refused at entry, else a finding", nl: "geweigerd bij invoer, anders een bevinding")
    static let referenceFinding = Label(en: "a finding", nl: "een bevinding")

    static func referenceGroups(_ names: [String]) -> Label {
        let text = names.joined(separator: ", ")
        return Label(
            en:
                "Fields of one group (\(text)) belong together for a reader: changed apart, the record asks to be looked "
                + "at again.",
            nl:
                "Velden van één groep (\(text)) horen voor een lezer bij elkaar: los van elkaar gewijzigd, vraagt het "
                + "record om nog eens te kijken.")
    }

    static func referenceHandle(_ prefix: String, _ titles: [String]) -> Label {
        let fields = titles.joined(separator: ", ")
        return Label(
            en: "Handles begin with \(prefix):. Named by \(fields).",
            nl: "Kenmerken beginnen met \(prefix):. Genoemd naar \(fields).")
    }

    static func referenceCode(_ vocabulary: String) -> Label {
        Label(en: "a code of \(vocabulary)", nl: "een code uit \(vocabulary)")
    }

    /// The steps of a status and where it comes to rest.
    static func referenceFlow(_ flow: Flow) -> Label {
        let steps = flow.steps.map { $0.joined(separator: " | ") }.joined(separator: " → ")
        let ends = flow.ends.joined(separator: ", ")
        let stops = flow.stops.joined(separator: ", ")
        return Label(
            en:
                "Flow: \(steps). Ends: \(ends). Never silently undone: \(stops.isEmpty ? "–" : stops).",
            nl:
                "Verloop: \(steps). Eindigt in: \(ends). Nooit stilzwijgend teruggedraaid: "
                + "\(stops.isEmpty ? "–" : stops).")
    }
}
