/// How a filter compares what a record holds with what was asked for.
package enum Comparison: String, CaseIterable, Sendable {
    case notEqual = "!="
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
    case equal = "="
    case contains = "~"
    case less = "<"
    case greater = ">"

    /// Whether an order holds: negative, zero or positive. False for ``contains``.
    package func holds(_ order: Int) -> Bool {
        switch self {
        case .equal: order == 0
        case .notEqual: order != 0
        case .less: order < 0
        case .lessOrEqual: order <= 0
        case .greater: order > 0
        case .greaterOrEqual: order >= 0
        case .contains: false
        }
    }
}
