extension Value {
    /// As a number, for comparing and adding only: what is stored keeps the way it was written.
    ///
    /// Shape: always finite. Nil for what a file would not take as a number (a peer may sign `inf`, `nan` or `0x1p3`) and
    /// for what is beyond a `Double`: an order or a sum that such a value got into would mean nothing.
    package var number: Double? {
        switch self {
        case .int(let number): return Double(number)
        case .decimal(let text):
            guard let json = try? JSON(parsing: text), case .number(let literal) = json,
                let number = Double(literal), number.isFinite
            else { return nil }
            return number
        default: return nil
        }
    }
}
