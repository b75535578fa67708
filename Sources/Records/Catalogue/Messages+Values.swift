extension Message {
    package static let yes = Message("value.yes", en: "yes", nl: "ja")
    package static let no = Message("value.no", en: "no", nl: "nee")
    package static let noValue = Message("value.none", en: "(none)", nl: "(geen)")
    package static let unknownValue = Message(
        "value.unknown", en: "(not known to this version)", nl: "(onbekend in deze versie)")

    static let valueEmpty = Message(
        "value.empty", en: "nothing was given", nl: "er is niets ingevuld")
    static let valueSeveralLines = Message(
        "value.several-lines", en: "this field holds one line", nl: "dit veld is één regel")
    static let valueNotADate = Message(
        "value.not-a-date",
        en: "no date of the calendar: write YYYY, YYYY-MM or YYYY-MM-DD, as far as it is known",
        nl: "geen datum van de kalender: schrijf JJJJ, JJJJ-MM of JJJJ-MM-DD, zover bekend")
    static let valueNotAnInteger = Message(
        "value.not-an-integer", en: "no whole number: write digits only, such as 2200",
        nl: "geen geheel getal: schrijf alleen cijfers, zoals 2200")
    static let valueNotADecimal = Message(
        "value.not-a-decimal", en: "no number: write digits with a point, such as 41.6",
        nl: "geen getal: schrijf cijfers met een punt, zoals 41.6")
    static let valueNotABool = Message(
        "value.not-a-bool", en: "write yes or no", nl: "schrijf ja of nee")
    static let valueUnknownCode = Message(
        "value.unknown-code", en: "no code of the list “{vocabulary}”",
        nl: "geen code van de lijst “{vocabulary}”")
    static let valueNearCode = Message(
        "value.near-code", en: "no code of the list “{vocabulary}”; near it: {codes}",
        nl: "geen code van de lijst “{vocabulary}”; lijkt op: {codes}")
    static let valueClosedCode = Message(
        "value.closed-code", en: "this code of the list “{vocabulary}” is closed",
        nl: "deze code van de lijst “{vocabulary}” is gesloten")
    static let valueClosedCodeInstead = Message(
        "value.closed-code-instead",
        en: "this code of the list “{vocabulary}” is closed; write {code}",
        nl: "deze code van de lijst “{vocabulary}” is gesloten; schrijf {code}")
    static let valueNotAReference = Message(
        "value.not-a-reference",
        en: "no record: write its handle, such as partner:NOR, or its 26-character id",
        nl: "geen dossier: schrijf het kenmerk, zoals partner:NOR, of de id van 26 tekens")
    static let valueWrongKind = Message(
        "value.wrong-kind", en: "a record of another kind; this field takes {prefixes}",
        nl: "een dossier van een andere soort; dit veld neemt {prefixes}")
    static let valueNotJSON = Message(
        "value.not-json", en: "no JSON from column {column} on: {reason}",
        nl: "geen JSON vanaf kolom {column}: {reason}")

    static let values: [Message] = [
        yes, no, noValue, unknownValue, valueEmpty, valueSeveralLines, valueNotADate,
        valueNotAnInteger, valueNotADecimal, valueNotABool, valueUnknownCode, valueNearCode,
        valueClosedCode,
        valueClosedCodeInstead,
        valueNotAReference, valueWrongKind, valueNotJSON,
    ]
}

extension ValueError {
    /// What was expected, for a person.
    package func text(_ language: Language) -> String {
        switch self {
        case .empty: Message.valueEmpty(language)
        case .severalLines: Message.valueSeveralLines(language)
        case .notADate: Message.valueNotADate(language)
        case .notAnInteger: Message.valueNotAnInteger(language)
        case .notADecimal: Message.valueNotADecimal(language)
        case .notABool: Message.valueNotABool(language)
        case .unknownCode(let vocabulary, []):
            Message.valueUnknownCode(language, ["vocabulary": vocabulary])
        case .unknownCode(let vocabulary, let nearest):
            Message.valueNearCode(
                language,
                ["vocabulary": vocabulary, "codes": nearest.joined(separator: ", ")])
        case .closedCode(let vocabulary, nil):
            Message.valueClosedCode(language, ["vocabulary": vocabulary])
        case .closedCode(let vocabulary, let code?):
            Message.valueClosedCodeInstead(
                language, ["vocabulary": vocabulary, "code": code])
        case .notAReference: Message.valueNotAReference(language)
        case .wrongKind(let prefixes):
            Message.valueWrongKind(
                language, ["prefixes": prefixes.map { $0 + ":…" }.joined(separator: ", ")])
        case .notJSON(let error):
            Message.valueNotJSON(
                language,
                ["column": String(error.column), "reason": error.reason.text(language)])
        }
    }
}
