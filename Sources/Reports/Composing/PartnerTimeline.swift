import Records

/// Agreements, cooperation and activities along the years.
enum PartnerTimeline {
    /// More lanes than this are no picture any more.
    private static let lanesMost = 60

    static func lanes(
        _ file: PartnerFile, _ composer: Composer
    ) -> () throws -> [ReportChart.Lane] {
        {
            try lanes(file.cooperations, .cooperations, composer)
                + agreements(file.agreements, composer)
                + lanes(file.activities, .activities, composer, isEvent: true)
        }
    }

    static func agreements(
        _ records: [ReportRecord], _ composer: Composer
    ) throws -> [ReportChart.Lane] {
        try records.compactMap { record in
            guard let start = record.date("signed") ?? record.date("in_force") else { return nil }
            let isOver = record.has("status", "expired", "superseded", "terminated")
            let end = record.date("ends")
            // One that is over and does not say when is a point, not a period that goes on.
            let span =
                isOver && end == nil ? DateSpan(on: start) : DateSpan(from: start, to: end)
            return try lane(record, .agreements, span, composer)
        }
    }

    static func lanes(
        _ records: [ReportRecord], _ group: Label, _ composer: Composer, isEvent: Bool = false
    ) throws -> [ReportChart.Lane] {
        try records.compactMap { record in
            guard let start = record.date("start") else { return nil }
            let span =
                isEvent
                ? DateSpan(eventFrom: start, to: record.date("end"))
                : record.has("status", "ended") && record.date("end") == nil
                    ? DateSpan(on: start) : record.period
            return try lane(record, group, span, composer)
        }
    }

    private static func lane(
        _ record: ReportRecord, _ group: Label, _ span: DateSpan, _ composer: Composer
    ) throws -> ReportChart.Lane {
        let marks = record.openFields.isEmpty ? "" : " (" + composer.say(.conflict) + ")"
        let title = try composer.title(record).plain
        return ReportChart.Lane(label: title + marks, group: composer.say(group), span: span)
    }

    /// Nil where there is too little to draw. Lanes stand in the order of their beginnings within each group.
    static func chart(
        _ lanes: [ReportChart.Lane], _ title: String, _ composer: Composer
    ) throws -> ReportChart? {
        let days = lanes.flatMap { [$0.span.mayBegin, $0.span.mayEnd].compactMap(\.self) }
        guard lanes.count > 1, let first = days.min(), let last = days.max() else { return nil }
        // The latest are kept where there are too many.
        var shown = lanes
        if lanes.count > lanesMost {
            let cut = lanes.compactMap(\.span.mayBegin).sorted()[lanes.count - lanesMost]
            shown = lanes.filter { $0.span.mayBegin.map { $0 >= cut } ?? false }
        }
        let begin = shown.compactMap(\.span.mayBegin).min() ?? first
        let isOngoing = shown.contains { $0.span.mayEnd == nil }
        let end = isOngoing ? max(last, composer.asOf) : last
        return ReportChart(
            title: title + composer.say(.latest(shown.count, lanes.count)),
            description: composer.say(.timelineDescription),
            drawing: .timeline(
                .init(
                    first: CalendarDay(year: begin.date.year, month: 1, day: 1),
                    last: CalendarDay(year: end.date.year, month: 12, day: 31), lanes: shown)))
    }
}
