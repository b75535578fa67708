/// What one key of a field shows, and what a person chooses from.
struct KeyView {
    let key: Value
    let shown: Value
    /// The different values in question, the one shown first; empty where the merge class decides.
    let open: [Value]

    /// Reads the live writes of one key, in tie order, oldest first; at least one.
    init(of writes: ArraySlice<LiveValue>, field: Field?, schema: Schema) {
        let merge = field?.merge ?? .ask
        // The last writer is the one to show, but for what is set once.
        let sides = KeyView.distinct(merge == .fixed ? Array(writes) : writes.reversed())
        key = writes.first?.key ?? .null
        guard sides.count > 1, let field, case .code(let name) = field.type else {
            shown = sides.first ?? .null
            open = sides.count > 1 && merge.asks ? sides : []
            return
        }
        switch merge {
        case .strictest:
            shown = KeyView.strictest(sides, schema.vocabularies[name])
            open = []
        case .flow:
            (shown, open) = KeyView.alongFlow(sides, Flow.of(vocabulary: name))
        default:
            shown = sides[0]
            open = merge.asks ? sides : []
        }
    }

    /// The values of writes, each once, in the order in which they come first.
    private static func distinct(_ writes: [LiveValue]) -> [Value] {
        // Nearly every field holds one.
        if writes.count == 1, writes[0].values.count == 1 { return writes[0].values }
        var seen: Set<Value> = []
        return writes.flatMap(\.values).filter { seen.insert($0).inserted }
    }

    /// The code with the greatest rank; one that is not of the list counts as stricter than all of it.
    private static func strictest(_ sides: [Value], _ vocabulary: Vocabulary?) -> Value {
        let rank = { (value: Value) -> Int in
            guard case .text(let code) = value, let vocabulary else { return -1 }
            return vocabulary.rank(code) ?? vocabulary.terms.count
        }
        // In tie order: of equal ranks the first is kept.
        return sides.dropFirst().reduce(sides.first ?? .null) { rank($1) > rank($0) ? $1 : $0 }
    }

    /// Cleared against set is not on the path: it waits for a person, with the stop or else the newest shown.
    private static func alongFlow(_ sides: [Value], _ flow: Flow?) -> (shown: Value, open: [Value])
    {
        func code(_ side: Value) -> String? { if case .text(let code) = side { code } else { nil } }
        let codes = sides.compactMap(code)
        guard let flow, !codes.isEmpty else { return (sides.first ?? .null, sides) }
        let result = flow.shown(codes)
        guard codes.count < sides.count else {
            return (.text(result.shown), result.open.map(Value.text))
        }
        let contenders = result.open.isEmpty ? [result.shown] : result.open
        var open = sides.filter { side in code(side).map(contenders.contains) ?? true }
        if flow.stops.contains(result.shown), let stop = open.firstIndex(of: .text(result.shown)) {
            open.insert(open.remove(at: stop), at: 0)
        }
        return (open[0], open)
    }
}
