/// What is said about a capability.
extension Vocabulary {
    package static let capabilityEffect = Vocabulary(
        "capability_effect",
        [
            .init("acquire", en: "Acquire", nl: "Verwerven"),
            .init("retain", en: "Retain", nl: "In stand houden"),
            .init("regain", en: "Regain after loss", nl: "Terugkrijgen"),
            .init("improve", en: "Improve", nl: "Verbeteren"),
            .init("share", en: "Share", nl: "Delen"),
        ])

    package static let capabilityClass = Vocabulary(
        "capability_class",
        [
            .init("base", en: "Indispensable base capability", nl: "Onmisbare basiscapaciteit"),
            .init("niche", en: "Niche capability", nl: "Nichecapaciteit"),
            .init(
                "shortfall", en: "Shortfall set by NATO/EU", nl: "Door Navo/EU vastgesteld tekort"),
            .init(
                "surplus", en: "Surplus set by NATO/EU", nl: "Door Navo/EU vastgesteld overschot"),
            .init("lost", en: "Given up nationally", nl: "Nationaal afgestoten"),
            .init("other", en: "Other", nl: "Overig"),
        ])
}
