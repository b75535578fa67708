/// What is measured, by the name under which it is reported; the goals are part of what the tool promises.
enum Figure: String, CaseIterable {
    case loadXPlain = "load_x_plain"
    case bootstrapXPlain = "bootstrap_x_plain"
    case bootstrapRSS = "bootstrap_rss_mib"
    case applyShareOfPlain = "apply_share_of_plain"
    case storageXPlain = "storage_x_plain"
    case delta100Growth = "delta100_growth"
    case editOverFsync = "edit_ms_over_fsync"
    case show = "show_ms"
    case findingsEdit = "findings_edit_ms"
    case findingsRate = "findings_per_s"
    case find = "find_ms"
    case list = "list_ms"
    case listReference = "list_reference_ms"
    case siblingsShow = "siblings_show_ms"
    case siblingsResolve = "siblings_resolve_ms"
    case textLoad = "text_load_ms"
    case textMerge = "text_merge_ms"
    case noopRequests = "noop_requests"
    case noopBytes = "noop_bytes"
    case idleRSS = "idle_rss_mib"
    case idleCPU = "idle_cpu_ms_per_min"

    /// Those that are measured on the real records too.
    static let ofEachCorpus: [Figure] = [
        .loadXPlain, .bootstrapXPlain, .bootstrapRSS, .applyShareOfPlain, .storageXPlain,
    ]

    var unit: String {
        switch self {
        case .loadXPlain, .bootstrapXPlain, .storageXPlain, .delta100Growth: "ratio"
        case .applyShareOfPlain: "share"
        case .bootstrapRSS, .idleRSS: "MiB"
        case .editOverFsync, .show, .findingsEdit, .find, .list, .listReference, .siblingsShow,
            .siblingsResolve, .textLoad, .textMerge:
            "ms"
        case .findingsRate: "records/s"
        case .noopRequests: "requests"
        case .noopBytes: "bytes"
        case .idleCPU: "ms/min"
        }
    }

    /// The goal at a number of records, or of replicas where nothing changed.
    func goal(at size: Int) -> Goal {
        switch self {
        case .loadXPlain, .bootstrapXPlain: .atMost(4)
        case .bootstrapRSS: .atMost(64)
        case .applyShareOfPlain: .atLeast(size >= 100_000 ? 0.5 : 0.3)
        case .storageXPlain: .atMost(2.2)
        case .delta100Growth: .atMost(1.5)
        case .editOverFsync: .atMost(15)
        case .show: .atMost(25)
        case .findingsEdit: .atMost(10)
        case .findingsRate: .atLeast(3000)
        case .find, .list, .listReference: .atMost(100)
        case .siblingsShow: .atMost(size > 300 ? 2000 : 50)
        case .siblingsResolve: .atMost(size > 300 ? 2000 : 100)
        case .textLoad: .atMost(10)
        case .textMerge: .atMost(100)
        case .noopRequests: .atMost(1)
        case .noopBytes: .atMost(600)
        case .idleRSS: .atMost(48)
        case .idleCPU: .atMost(20)
        }
    }
}

/// What a figure is to reach.
enum Goal: CustomStringConvertible {
    case atMost(Double)
    case atLeast(Double)

    func isMet(by value: Double) -> Bool {
        switch self {
        case .atMost(let limit): value <= limit
        case .atLeast(let limit): value >= limit
        }
    }

    var description: String {
        switch self {
        case .atMost(let limit): "<= \(short(limit))"
        case .atLeast(let limit): ">= \(short(limit))"
        }
    }
}

/// Three significant places, without an exponent: what a person compares.
func short(_ number: Double) -> String {
    let places = number.magnitude >= 100 ? 0 : number.magnitude >= 10 ? 1 : 2
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    let rounded = Int64((number * scale).rounded())
    guard places > 0 else { return String(rounded) }
    let digits = String(rounded.magnitude)
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    var text = (rounded < 0 ? "-" : "") + padded.dropLast(places) + "." + padded.suffix(places)
    while text.hasSuffix("0") { text.removeLast() }
    return text.hasSuffix(".") ? String(text.dropLast()) : text
}
