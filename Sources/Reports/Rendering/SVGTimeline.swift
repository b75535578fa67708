import Records

/// Periods along the years: a bar for what is known, a lighter part for what an imprecise date leaves open, an arrow where
/// it goes on. Groups stand under their names, and differ in pattern.
struct SVGTimeline {
    private let timeline: ReportChart.Timeline
    private let number: Int
    private let groups: [String]

    private static let left = 330
    private static let right = SVGChart.width - 30
    private static let head = 34
    private static let row = 24
    private static let patternLeast = 12
    /// Year labels at most so many.
    private static let ticksMost = 16

    init(_ timeline: ReportChart.Timeline, number: Int) {
        self.timeline = timeline
        self.number = number
        var groups: [String] = []
        for lane in timeline.lanes where !groups.contains(lane.group) { groups.append(lane.group) }
        self.groups = groups
    }

    var drawn: (height: Int, body: String) {
        let named = groups.count > 1
        let count = timeline.lanes.count + (named ? groups.count : 0)
        let bottom = Self.head + count * Self.row
        var body = patterns + axis(bottom)
        var row = 0
        for group in groups {
            if named {
                body += SVGChart.text(
                    0, Self.head + row * Self.row + 17, group, fill: SVGChart.fill, size: 14)
                row += 1
            }
            for lane in timeline.lanes where lane.group == group {
                body += drawn(lane, at: row)
                row += 1
            }
        }
        return (bottom + 34, body + legend(at: bottom + 20))
    }

    // MARK: Axis

    private func axis(_ bottom: Int) -> String {
        let (first, last) = (timeline.first.date.year, timeline.last.date.year)
        guard last - first > 1 else { return months(first...last, bottom) }
        var step = 1
        while (last - first) / step > Self.ticksMost { step = step < 5 ? 5 : step * 2 }
        var text = ""
        for year in first...(last + 1) where year % step == 0 || step == 1 {
            let x = place(CalendarDay(year: year, month: 1, day: 1))
            guard x >= Self.left, x <= Self.right else { continue }
            text += "<line x1=\"\(x)\" y1=\"\(Self.head - 8)\" x2=\"\(x)\" y2=\"\(bottom)\" "
            text += "stroke=\"\(SVGChart.line)\"/>"
            text += SVGChart.text(
                x, Self.head - 14, String(year), anchor: "middle", fill: SVGChart.soft, size: 12)
        }
        return text
    }

    /// One or two years: a tick for each month, the year at its January.
    private func months(_ years: ClosedRange<Int>, _ bottom: Int) -> String {
        var text = ""
        for year in years {
            for month in stride(from: 1, through: 12, by: years.count) {
                let x = place(CalendarDay(year: year, month: month, day: 1))
                text += "<line x1=\"\(x)\" y1=\"\(Self.head - 8)\" x2=\"\(x)\" y2=\"\(bottom)\" "
                text += "stroke=\"\(SVGChart.line)\"/>"
                let label = month == 1 ? String(year) : month < 10 ? "0\(month)" : String(month)
                text += SVGChart.text(
                    x, Self.head - 14, label, anchor: "middle", fill: SVGChart.soft, size: 12)
            }
        }
        return text
    }

    private func place(_ day: CalendarDay) -> Int {
        let span = max(1, timeline.last.number - timeline.first.number)
        let within = min(max(day.number, timeline.first.number), timeline.last.number)
        return Self.left + (within - timeline.first.number) * (Self.right - Self.left) / span
    }

    // MARK: Lanes

    private func drawn(_ lane: ReportChart.Lane, at row: Int) -> String {
        let top = Self.head + row * Self.row + 4
        let shown = SVGChart.fitted(lane.label, 42)
        var text = SVGChart.text(
            Self.left - 10, top + 13, shown, anchor: "end",
            full: lane.label + " (" + lane.group + ")")
        let goesOn = lane.span.mayEnd == nil
        let from = place(lane.span.mayBegin ?? timeline.first)
        let to = max(from + 5, place(lane.span.mayEnd ?? timeline.last))
        // A pattern is lost in a bar that is hardly wide; its place under its group tells what it is.
        let pattern =
            to - from < Self.patternLeast
            ? SVGChart.fill : "url(#\(id(groups.firstIndex(of: lane.group) ?? 0)))"
        text += "<rect x=\"\(from)\" y=\"\(top)\" width=\"\(to - from)\" height=\"16\" "
        text += "fill=\"\(pattern)\" stroke=\"\(SVGChart.fill)\"/>"
        // What an imprecise date may or may not mean is washed out.
        if let start = lane.span.start, start.day == nil {
            text += wash(from, min(to, place(start.last)), top)
        }
        if let end = lane.span.end, end.day == nil, end != lane.span.start {
            text += wash(max(from, place(end.first)), to, top)
        }
        if goesOn {
            text += "<path d=\"M\(to) \(top - 2) l10 10 l-10 10 z\" fill=\"\(SVGChart.fill)\"/>"
        }
        if lane.span.start == nil {
            text += "<path d=\"M\(from) \(top - 2) l-10 10 l10 10 z\" fill=\"#fff\" "
            text += "stroke=\"\(SVGChart.fill)\"/>"
        }
        return text + "\n"
    }

    private func wash(_ from: Int, _ to: Int, _ top: Int) -> String {
        guard to > from else { return "" }
        return
            "<rect x=\"\(from)\" y=\"\(top)\" width=\"\(to - from)\" height=\"16\" fill=\"#fff\" "
            + "fill-opacity=\"0.6\" stroke=\"\(SVGChart.fill)\" stroke-dasharray=\"3 3\"/>"
    }

    // MARK: Groups

    private func id(_ group: Int) -> String { "c\(number)g\(group)" }

    /// Solid, lines, dots, white and so on: told apart in black and white too.
    private var patterns: String {
        let ink = SVGChart.fill
        let shapes = [
            "<rect width=\"8\" height=\"8\" fill=\"\(ink)\"/>",
            "<rect width=\"8\" height=\"8\" fill=\"#dde6ef\"/><path d=\"M0 8L8 0\" stroke=\"\(ink)\" stroke-width=\"2\"/>",
            "<rect width=\"8\" height=\"8\" fill=\"#dde6ef\"/><circle cx=\"4\" cy=\"4\" r=\"1.8\" fill=\"\(ink)\"/>",
            "<rect width=\"8\" height=\"8\" fill=\"#fff\"/>",
            "<rect width=\"8\" height=\"8\" fill=\"#7d97b3\"/>",
            "<rect width=\"8\" height=\"8\" fill=\"#dde6ef\"/><path d=\"M0 4H8M4 0V8\" stroke=\"\(ink)\"/>",
            "<rect width=\"8\" height=\"8\" fill=\"#dde6ef\"/><path d=\"M0 2H8M0 6H8\" stroke=\"\(ink)\"/>",
            "<rect width=\"8\" height=\"8\" fill=\"#b9c8d8\"/><path d=\"M2 0V8M6 0V8\" stroke=\"\(ink)\"/>",
        ]
        let defs = groups.indices.map { place in
            "<pattern id=\"\(id(place))\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">"
                + shapes[place % shapes.count] + "</pattern>"
        }
        return "<defs>" + defs.joined() + "</defs>\n"
    }

    private func legend(at top: Int) -> String {
        var x = Self.left
        var text = ""
        for (place, group) in groups.enumerated() {
            let words = SVGChart.fitted(group, 24)
            text += "<rect x=\"\(x)\" y=\"\(top - 12)\" width=\"22\" height=\"14\" "
            text += "fill=\"url(#\(id(place)))\" stroke=\"\(SVGChart.fill)\"/>"
            text += SVGChart.text(x + 28, top, words, full: group)
            x += 48 + words.count * 7
        }
        return text
    }
}
