import Records

extension Label {
    static let byPartner = Label(en: "Cooperation by partner", nl: "Samenwerking naar partner")
    static let byGoal = Label(en: "Cooperation by goal", nl: "Samenwerking naar doel")
    static let byForm = Label(en: "Cooperation by form", nl: "Samenwerking naar vorm")
    static let byScope = Label(
        en: "Bilateral and multinational cooperation", nl: "Bi- en multinationale samenwerking")
    static let byFramework = Label(
        en: "Cooperation by framework", nl: "Samenwerking naar kader")
    static let barsDescription = Label(
        en: "One bar for each group; its length and the number beside it count records.",
        nl: "Een balk voor elke groep; de lengte en het getal ernaast tellen records.")
}
