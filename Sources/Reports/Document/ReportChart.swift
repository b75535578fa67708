package import Records

/// What people look at rather than read, as data. What it shows stands in a table beside it too.
package struct ReportChart: Sendable {
    package let title: String
    /// What there is to see, for those who cannot.
    package let description: String
    package let drawing: Drawing

    package enum Drawing: Sendable {
        case bars([Bar])
        case matrix(Matrix)
        case timeline(Timeline)
    }

    package struct Bar: Sendable {
        package let label: String
        package let count: Int

        package init(_ label: String, _ count: Int) {
            self.label = label
            self.count = count
        }
    }

    /// Counts at the crossings of rows and columns.
    package struct Matrix: Sendable {
        package let rows: [String]
        package let columns: [String]
        package let counts: [[Int]]

        package init(rows: [String], columns: [String], counts: [[Int]]) {
            self.rows = rows
            self.columns = columns
            self.counts = counts
        }
    }

    package struct Timeline: Sendable {
        package let first: CalendarDay
        package let last: CalendarDay
        package let lanes: [Lane]

        package init(first: CalendarDay, last: CalendarDay, lanes: [Lane]) {
            self.first = first
            self.last = last
            self.lanes = lanes
        }
    }

    package struct Lane: Sendable {
        package let label: String
        /// Told apart by pattern and by the word in the legend, not by colour alone.
        package let group: String
        package let span: DateSpan

        package init(label: String, group: String, span: DateSpan) {
            self.label = label
            self.group = group
            self.span = span
        }
    }

    package init(title: String, description: String, drawing: Drawing) {
        self.title = title
        self.description = description
        self.drawing = drawing
    }
}
