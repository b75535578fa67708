/// Where statements come from: a record, and what the record itself cites.
package struct SourceTrail: Sendable, Hashable {
    /// Handle, else id, of the record.
    package let record: String
    package let citations: [Citation]

    package init(record: String, citations: [Citation]) {
        self.record = record
        self.citations = citations
    }
}

/// One citation of a record; what is empty was not given.
package struct Citation: Sendable, Hashable {
    package let key: String
    package let title: String
    package let publisher: String
    package let address: String
    package let date: String
    package let page: String

    package init(
        key: String, title: String, publisher: String, address: String, date: String, page: String
    ) {
        self.key = key
        self.title = title
        self.publisher = publisher
        self.address = address
        self.date = date
        self.page = page
    }

    /// On one line, without the address.
    package var line: String {
        let parts = [title.isEmpty ? key : title, publisher, date, page].filter { !$0.isEmpty }
        return parts.joined(separator: ", ")
    }

    /// An address that a reader may follow: of the web, nothing that runs.
    package var isWebAddress: Bool {
        address.hasPrefix("https://") || address.hasPrefix("http://")
    }
}
