import Records

extension Label {
    static func exerciseCalendar(_ year: Int) -> Label {
        Label(en: "Exercise calendar \(year)", nl: "Oefenkalender \(year)")
    }

    static let exercises = Label(en: "Exercises", nl: "Oefeningen")
    static let otherActivities = Label(en: "Other activities", nl: "Andere activiteiten")
    static let unitClashes = Label(
        en: "Units asked for twice at one time", nl: "Eenheden die dubbel gevraagd zijn")
    static let unit = Label(en: "Unit", nl: "Eenheid")
    static let firstUse = Label(en: "Asked for by", nl: "Gevraagd voor")
    static let secondUse = Label(en: "And by", nl: "En voor")
    static let clash = Label(en: "Clash", nl: "Botsing")
    static let sameTime = Label(en: "at the same time", nl: "tegelijk")
    static let maybeSameTime = Label(
        en: "perhaps at the same time: the dates are not exact",
        nl: "misschien tegelijk: de data zijn niet precies")
    static let dateAsRecorded = Label(en: "Date as recorded", nl: "Datum zoals vastgelegd")
}
