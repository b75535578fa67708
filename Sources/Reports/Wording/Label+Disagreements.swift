import Records

extension Label {
    static let disagreements = Label(
        en: "What is not agreed, by owner", nl: "Wat niet vaststaat, per eigenaar")
    static let conflicts = Label(en: "Open conflicts", nl: "Open conflicten")
    static let disputes = Label(
        en: "Facts on which sources disagree", nl: "Feiten waarover bronnen elkaar tegenspreken")
    static let findings = Label(en: "Findings", nl: "Bevindingen")
    static let rule = Label(en: "Rule", nl: "Regel")

    static func ruleNumber(_ number: String) -> Label {
        Label(en: "rule \(number)", nl: "regel \(number)")
    }

    static let field = Label(en: "Field", nl: "Veld")
    static let whatIsSaid = Label(en: "What is said", nl: "Wat er gezegd wordt")
    static let noOwner = Label(en: "No owner", nl: "Geen eigenaar")
}
