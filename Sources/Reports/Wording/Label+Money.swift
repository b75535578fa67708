import Records

extension Label {
    static let sums = Label(en: "Sums", nl: "Sommen")
    static let sumsCaption = Label(
        en: "Only amounts of one kind, currency and basis are added",
        nl: "Alleen bedragen van één soort, munt en grond zijn opgeteld")
    static let currency = Label(en: "Currency", nl: "Munt")
    static let basis = Label(en: "Basis", nl: "Grond")
    static let per = Label(en: "Per", nl: "Per")
    static let sumLow = Label(en: "Sum, at least", nl: "Som, ten minste")
    static let sumHigh = Label(en: "Sum, at most", nl: "Som, ten hoogste")
    static let notInSum = Label(en: "Not in the sum", nl: "Niet in de som")
    static let tooLong = Label(en: "too many digits", nl: "te veel cijfers")
    static let balance = Label(en: "Balance of hours and volumes", nl: "Saldo van uren en volumes")
    static let noEntries = Label(
        en: "No entries have been booked.", nl: "Er zijn geen boekingen.")
    static let partner = Label(en: "Partner", nl: "Partner")
    static let unitOfCount = Label(en: "Unit", nl: "Eenheid")
    static let given = Label(en: "Given", nl: "Gegeven")
    static let taken = Label(en: "Taken", nl: "Genomen")
    static let balanceOf = Label(en: "Balance", nl: "Saldo")
    static let sameReference = Label(
        en: "The same reference was booked twice:", nl: "Hetzelfde kenmerk is tweemaal geboekt:")

    static func notAdded(_ count: Int) -> Label {
        Label(
            en: "\(count) without a figure that can be added",
            nl: "\(count) zonder een getal dat op te tellen is")
    }
}
