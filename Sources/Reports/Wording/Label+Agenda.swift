import Records

extension Label {
    static func agenda(_ days: Int) -> Label {
        Label(en: "Agenda for the next \(days) days", nl: "Agenda voor de komende \(days) dagen")
    }

    static func coming(_ days: Int) -> Label {
        Label(en: "In the next \(days) days", nl: "In de komende \(days) dagen")
    }

    static let reportsOwed = Label(en: "Reports owed", nl: "Verslagen die ontbreken")
    static let date = Label(en: "Date", nl: "Datum")
    static let whatIsDue = Label(en: "What", nl: "Wat")
    static let owner = Label(en: "Owner", nl: "Eigenaar")
    static let agreementEnds = Label(en: "agreement ends", nl: "afspraak loopt af")
    static let reviewDue = Label(en: "agreement to be reviewed", nl: "afspraak herzien")
    static let actionDue = Label(en: "action due", nl: "actie uiterlijk")
    static let begins = Label(en: "activity begins", nl: "activiteit begint")
    static let cooperationEnds = Label(en: "cooperation ends", nl: "samenwerking eindigt")
    static let contributionEnds = Label(en: "contribution ends", nl: "bijdrage eindigt")
    static let postingEnds = Label(en: "posting ends", nl: "plaatsing eindigt")
    static let evaluationDue = Label(en: "posting to be evaluated", nl: "plaatsing evalueren")
    static let isVacant = Label(en: "post is vacant", nl: "functie is vacant")
    static let handover = Label(en: "handover", nl: "overdracht")
    static let reportOwed = Label(en: "visit report owed", nl: "bezoekverslag nog te maken")
    static let reportLate = Label(
        en: "visit report owed for more than 30 days",
        nl: "bezoekverslag al meer dan 30 dagen verschuldigd")
}
