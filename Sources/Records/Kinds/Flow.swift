/// The steps that a status goes through, and what is shown where two people moved it apart.
///
/// Source: the domain model, 1.2 and ruling 8. Postponed and dormant are steps, not stops: they stand beside the step
/// that they suspend.
package struct Flow: Sendable {
    /// From the first to the last; codes of one step are different branches.
    package let steps: [[String]]
    /// Where a status comes to rest. An end is later than every step.
    package let ends: [String]
    /// Those of the ends that say it came to nothing: never silently undone.
    package let stops: [String]

    package init(steps: [[String]], ends: [String], stops: [String]) {
        self.steps = steps
        self.ends = ends
        self.stops = stops
    }

    /// What to show of the codes that people set without seeing each other's.
    ///
    /// A later step beats an earlier one on the same path and an end beats every step. Two branches of one step, two
    /// ends, and a code that is not of this flow wait for a person; a stop is then the one shown.
    ///
    /// - Parameter values: different codes, the one to prefer first; at least one.
    /// - Returns: the code shown, and those that a person chooses from, the one shown first; none where the flow decides.
    package func shown(_ values: [String]) -> (shown: String, open: [String]) {
        let ranks = values.map(rank)
        let highest = ranks.compactMap(\.self).max()
        // A code of a newer version cannot be compared: it stays in the choice.
        var contenders = zip(values, ranks).filter { $1 == nil || $1 == highest }.map(\.0)
        if let stop = contenders.firstIndex(where: stops.contains) {
            contenders.insert(contenders.remove(at: stop), at: 0)
        }
        return (contenders.first ?? "", contenders.count > 1 ? contenders : [])
    }

    /// The place on the path; nil for a code that is not of this flow.
    private func rank(_ code: String) -> Int? {
        ends.contains(code) ? steps.count : steps.firstIndex { $0.contains(code) }
    }
}

extension Flow {
    /// The flow of a status vocabulary; nil for a vocabulary that is no status.
    package static func of(vocabulary name: String) -> Flow? { all[name] }

    package static let all: [String: Flow] = [
        "coop_status": Flow(
            steps: [["proposed"], ["exploring"], ["agreed"], ["active", "dormant"]],
            ends: ["ended", "rejected"], stops: ["ended", "rejected"]),
        "activity_status": Flow(
            steps: [["idea"], ["planned"], ["confirmed", "postponed"], ["ongoing"]],
            ends: ["held", "cancelled"], stops: ["cancelled"]),
        "agreement_status": Flow(
            steps: [["unknown"], ["draft"], ["signed"], ["provisional"], ["in_force"]],
            ends: ["superseded", "expired", "terminated"], stops: ["terminated"]),
        "posting_status": Flow(
            steps: [["proposed"], ["approved"], ["filled", "vacant"]], ends: ["ended"],
            stops: ["ended"]),
        "contribution_status": Flow(
            steps: [["planned"], ["running"]], ends: ["ended"], stops: ["ended"]),
        "project_phase": Flow(
            steps: [
                ["idea"], ["need"], ["study"], ["development"], ["production"], ["delivery"],
                ["in_service"],
            ], ends: ["ended"], stops: ["ended"]),
        "action_status": Flow(
            steps: [["unknown"], ["open"], ["in_progress"]], ends: ["done", "dropped"],
            stops: ["dropped"]),
        "term_status": Flow(steps: [["proposed"], ["accepted"]], ends: ["closed"], stops: []),
        "note_state": Flow(steps: [["draft"], ["sent"]], ends: ["final"], stops: []),
        "clearance_status": Flow(
            steps: [["requested"]], ends: ["granted", "refused", "withdrawn"],
            stops: ["refused", "withdrawn"]),
    ]
}
