import Records

extension Label {
    static let capabilities = Label(
        en: "Capabilities: shortfalls, surpluses, base and niche",
        nl: "Capaciteiten: tekorten, overschotten, basis en niche")
    static let capabilitiesByClass = Label(
        en: "Capabilities by class", nl: "Capaciteiten naar klasse")
    static let noCooperation = Label(
        en: "a shortfall with no cooperation", nl: "een tekort zonder samenwerking")
    static let shortfallChecks = Label(
        en: "Cooperation checked against shortfalls and surpluses",
        nl: "Samenwerking getoetst aan tekorten en overschotten")
}
