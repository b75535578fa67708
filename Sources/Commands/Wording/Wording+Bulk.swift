import Records

/// Copies, edits of many records at once, and what a withdrawal leaves behind.
extension Wording {
    static func copyOfOtherKind(_ source: String, _ kind: String) -> Label {
        Label(en: "\(source) is a \(kind)", nl: "\(source) is een \(kind)")
    }
    static func copyHasConflicts(_ count: Int) -> Label {
        Label(
            en: "\(count) open in the record that is copied: the side shown first was taken",
            nl:
                "\(count) open in het record dat wordt overgenomen: de eerst getoonde kant is genomen"
        )
    }
    static let notAnAssignment = Label(
        en: "--set takes FIELD=VALUE", nl: "--set vraagt VELD=WAARDE")
    static let nothingToSet = Label(
        en: "say what is to change: --FIELD VALUE or --set FIELD=VALUE",
        nl: "zeg wat er moet veranderen: --VELD WAARDE of --set VELD=WAARDE")
    static let handleInBulk = Label(
        en: "a handle names one record: it is not set for many",
        nl: "een kenmerk noemt één record: het wordt niet voor vele gezet")
    static func saveAll(_ count: Int) -> Label {
        Label(en: "Change these \(count) records?", nl: "Deze \(count) records wijzigen?")
    }
    static let yesOrNo = Label(en: "[y/N]", nl: "[j/N]")
    static let notConfirmed = Label(en: "nothing was changed", nl: "er is niets veranderd")
    static func bulkDone(_ changed: Int, _ unchanged: Int, _ refused: Int) -> Label {
        Label(
            en: "\(changed) changed, \(unchanged) unchanged, \(refused) refused",
            nl: "\(changed) gewijzigd, \(unchanged) ongewijzigd, \(refused) geweigerd")
    }

    // MARK: Withdrawing

    static let helpWithdrawYes = Label(
        en: "Withdraw it though others refer to it.",
        nl: "Trek het in, ook als andere ernaar verwijzen.")
    static func referredTo(_ name: String, _ count: Int) -> Label {
        let en = count == 1 ? "1 record refers" : "\(count) records refer"
        let nl = count == 1 ? "1 record verwijst" : "\(count) records verwijzen"
        return Label(en: "\(en) to \(name):", nl: "\(nl) naar \(name):")
    }
    static func moreReferrers(_ count: Int) -> Label {
        Label(en: "… and \(count) more", nl: "… en nog \(count)")
    }
    static func withdrawAnyway(_ name: String) -> Label {
        Label(en: "Withdraw \(name) nevertheless?", nl: "\(name) toch intrekken?")
    }
    static func isReferredTo(_ name: String) -> Label {
        Label(en: "others refer to \(name)", nl: "andere records verwijzen naar \(name)")
    }
    static let isReferredToHint = Label(
        en: "--yes withdraws it nevertheless; their references stay, and are shown as such",
        nl: "--yes trekt het toch in; hun verwijzingen blijven, en worden zo getoond")
}
