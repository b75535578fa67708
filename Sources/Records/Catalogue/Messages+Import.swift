extension Message {
    static let importNotAnObject = Message(
        "import.not-an-object", en: "the line is no JSON object",
        nl: "de regel is geen JSON-object")
    static let importNoText = Message(
        "import.no-text", en: "“{key}” is missing or is no text",
        nl: "“{key}” ontbreekt of is geen tekst")
    static let importUnknownKind = Message(
        "import.unknown-kind", en: "“{kind}” is no kind of record that this version knows",
        nl: "“{kind}” is geen soort dossier die deze versie kent")
    static let importCharacter = Message(
        "import.character",
        en: "“{key}” holds a character that cannot be seen: {character}; remove it",
        nl: "“{key}” bevat een teken dat niet te zien is: {character}; haal het weg")
    static let importNotJSON = Message(
        "import.not-json", en: "no JSON from column {column} on: {reason}",
        nl: "geen JSON vanaf kolom {column}: {reason}")

    static let jsonEndOfText = Message(
        "json.end-of-text", en: "the text ends too early", nl: "de tekst houdt te vroeg op")
    static let jsonUnexpected = Message(
        "json.unexpected", en: "this does not belong here", nl: "dit hoort hier niet")
    static let jsonBadUTF8 = Message(
        "json.bad-utf8", en: "the text is not UTF-8", nl: "de tekst is geen UTF-8")
    static let jsonBadEscape = Message(
        "json.bad-escape", en: "no such escape exists", nl: "dit stuurteken bestaat niet")
    static let jsonBadSurrogate = Message(
        "json.bad-surrogate", en: "half a character is escaped", nl: "dit is een half teken")
    static let jsonControlCharacter = Message(
        "json.control-character", en: "a control character must be escaped",
        nl: "een stuurteken moet met een schuine streep worden geschreven")
    static let jsonBadNumber = Message(
        "json.bad-number", en: "this is no number", nl: "dit is geen getal")
    static let jsonDuplicateName = Message(
        "json.duplicate-name", en: "this name occurs twice in the object",
        nl: "deze naam komt twee keer voor in het object")
    static let jsonTooDeep = Message(
        "json.too-deep", en: "nested more than {limit} deep",
        nl: "meer dan {limit} lagen diep genest")
    static let jsonTrailing = Message(
        "json.trailing", en: "something follows the value", nl: "er staat iets achter de waarde")

    static let importing: [Message] = [
        importNotAnObject, importNoText, importUnknownKind, importCharacter,
        importNotJSON, jsonEndOfText,
        jsonUnexpected, jsonBadUTF8, jsonBadEscape, jsonBadSurrogate, jsonControlCharacter,
        jsonBadNumber, jsonDuplicateName, jsonTooDeep, jsonTrailing,
    ]
}

extension JSONError.Reason {
    func text(_ language: Language) -> String {
        switch self {
        case .endOfText: Message.jsonEndOfText(language)
        case .unexpected: Message.jsonUnexpected(language)
        case .badUTF8: Message.jsonBadUTF8(language)
        case .badEscape: Message.jsonBadEscape(language)
        case .badSurrogate: Message.jsonBadSurrogate(language)
        case .controlCharacter: Message.jsonControlCharacter(language)
        case .badNumber: Message.jsonBadNumber(language)
        case .duplicateName: Message.jsonDuplicateName(language)
        case .tooDeep: Message.jsonTooDeep(language, ["limit": String(JSON.maxDepth)])
        case .trailing: Message.jsonTrailing(language)
        }
    }
}

extension ImportError {
    /// Why the line is refused, for a person.
    package func text(_ language: Language) -> String {
        switch reason {
        case .json(let reason):
            Message.importNotJSON(
                language, ["column": String(column), "reason": reason.text(language)])
        case .notAnObject: Message.importNotAnObject(language)
        case .noText(let key): Message.importNoText(language, ["key": key])
        case .unknownKind(let kind): Message.importUnknownKind(language, ["kind": kind])
        case .character(let key, let name):
            Message.importCharacter(
                language, ["key": key, "character": name])
        }
    }
}
