import Records

/// `quarantine`.
extension Wording {
    static let quarantineAbstract = Label(
        en: "List refused changes that are kept as evidence, or delete them.",
        nl: "Toon geweigerde wijzigingen die als bewijs zijn bewaard, of wis ze.")
    static let quarantineDiscussion = Label(
        en:
            "A change is refused if its signature, its place in its author's chain or its form is wrong. It is never part "
            + "of a record and never passed on. Each peer has a quota; what is refused beyond it is only counted. --empty "
            + "deletes the evidence and starts the count again.",
        nl:
            "Een wijziging wordt geweigerd als de handtekening, de plaats in de keten van de auteur of de vorm niet klopt. "
            + "Zij komt nooit in een record en wordt nooit doorgegeven. Ieder ander apparaat heeft een quotum; wat "
            + "daarboven wordt geweigerd, wordt alleen geteld. --empty wist het bewijs en begint de telling opnieuw."
    )
    static let helpQuarantineEmpty = Label(
        en: "Delete the evidence instead of listing it.",
        nl: "Wis het bewijs in plaats van het te tonen.")
    static let helpQuarantineFrom = Label(
        en: "Only what this peer brought: its name, or the beginning of its device id.",
        nl: "Alleen wat dit apparaat bracht: de naam, of het begin van het apparaat-id.")
    static let helpQuarantineYes = Label(
        en: "With --empty: do not ask.", nl: "Met --empty: vraag niet.")
    static let yesNeedsEmpty = Label(
        en: "--yes goes with --empty", nl: "--yes hoort bij --empty")

    static let quarantineNothing = Label(
        en: "no refused changes are kept", nl: "er zijn geen geweigerde wijzigingen bewaard")
    /// A change: who brought and who signed it.
    static func quarantined(_ bringer: Label, _ signer: Label) -> Label {
        Label(
            en: "brought by \(bringer.en), signed by \(signer.en)",
            nl: "gebracht door \(bringer.nl), ondertekend door \(signer.nl)")
    }
    static let broughtInFile = Label(en: "a file", nl: "een bestand")
    static let signedUnreadably = Label(
        en: "nobody that can be read", nl: "niemand die te lezen is")
    static func unknownSigner(_ replica: String) -> Label {
        Label(en: "\(replica), not introduced", nl: "\(replica), niet voorgesteld")
    }
    static func quarantineUse(
        _ bringer: Label, _ kept: Int, _ keptMost: Int, _ bytes: String, _ bytesMost: String
    ) -> Label {
        Label(
            en: "\(bringer.en): \(kept) of at most \(keptMost) changes, \(bytes) of \(bytesMost)",
            nl:
                "\(bringer.nl): \(kept) van ten hoogste \(keptMost) wijzigingen, \(bytes) van \(bytesMost)"
        )
    }
    static func quarantineUncounted(_ count: Int) -> Label {
        Label(
            en: "; \(count) more refused and not kept",
            nl: "; nog \(count) geweigerd en niet bewaard")
    }
    static func quarantineAsk(_ count: Int, _ bytes: String) -> Label {
        let what = Wording.count(
            count, Label(en: "refused change", nl: "geweigerde wijziging"),
            Label(en: "refused changes", nl: "geweigerde wijzigingen"))
        return Label(
            en: "Delete \(what.en) (\(bytes))? There is no way back.",
            nl: "\(what.nl) (\(bytes)) wissen? Dat is niet terug te draaien.")
    }
    static let quarantineUnasked = Label(
        en: "nobody is there to ask: nothing was deleted",
        nl: "er is niemand om het aan te vragen: er is niets gewist")
    static let quarantineUnaskedHint = Label(
        en: "--yes deletes without asking", nl: "--yes wist zonder te vragen")
    static func quarantineEmptied(_ count: Int) -> Label {
        let what = Wording.count(
            count, Label(en: "refused change", nl: "geweigerde wijziging"),
            Label(en: "refused changes", nl: "geweigerde wijzigingen"))
        return Label(en: "deleted \(what.en)", nl: "\(what.nl) gewist")
    }
}
