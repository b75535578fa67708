package import Records

/// What a field of a record must hold for the record to be listed. The one definition of what a filter means:
/// ``FilterNarrowing`` only leaves out records that cannot fit.
///
/// A set, map or log fits where one of its elements, keys or values does; a field in conflict where one of its sides
/// does, whichever is shown. Negated it fits where none does.
package struct RecordFilter: Sendable {
    package let field: Field
    package let test: Test
    package let isNegated: Bool

    package init(_ field: Field, _ test: Test, isNegated: Bool = false) {
        self.field = field
        self.test = test
        self.isNegated = isNegated
    }

    package indirect enum Test: Sendable {
        case hasValue
        case anyOf([ValueTest])
        /// Names a record that one of these fits.
        case refersTo([Target])
    }

    /// A filter of the records of one kind.
    package struct Target: Sendable {
        package let kind: Kind
        package let filter: RecordFilter

        package init(_ kind: Kind, _ filter: RecordFilter) {
            self.kind = kind
            self.filter = filter
        }
    }

    /// The same the other way round.
    package var negated: RecordFilter { RecordFilter(field, test, isNegated: !isNegated) }
}

/// A filter whose references have been followed: the records that they may name are known.
struct ResolvedFilter {
    let field: Field
    let test: Test
    let isNegated: Bool

    enum Test {
        case hasValue
        case anyOf([ValueTest])
        case refersTo(Set<RecordID>)
    }

    init(
        _ filter: RecordFilter, in store: Store,
        passOver: (Store.Location, StoreError) -> Void = { _, _ in }
    ) throws(StoreError) {
        field = filter.field
        isNegated = filter.isNegated
        switch filter.test {
        case .hasValue: test = .hasValue
        case .anyOf(let tests):
            var known: [ValueTest] = []
            for one in tests {
                if case .reference(let id) = one {
                    known += try store.alsoKnown(id).map { .reference($0) }
                } else {
                    known.append(one)
                }
            }
            test = .anyOf(known)
        case .refersTo(let targets):
            var ids: Set<RecordID> = []
            // Each kind is read once, whatever its fields have to fit.
            let named = Set(targets.map(\.kind.name))
            for kind in store.schema.kinds where named.contains(kind.name) {
                // One that is withdrawn is still named.
                var listing = Listing(
                    kind, filters: targets.filter { $0.kind.name == kind.name }.map(\.filter),
                    includingHidden: true)
                listing.needsOneOnly = true
                for row in try store.list(listing, passOver: passOver) {
                    ids.formUnion(try store.alsoKnown(row.id))
                }
            }
            test = .refersTo(ids)
        }
    }

    func fits(_ values: [Value]) -> Bool {
        let isFound =
            switch test {
            case .hasValue: !values.isEmpty
            case .anyOf(let tests): values.contains { value in tests.contains { $0.fits(value) } }
            case .refersTo(let ids):
                values.contains { value in
                    if case .reference(let id) = value { ids.contains(id) } else { false }
                }
            }
        return isFound != isNegated
    }
}

extension StoredField {
    /// All that a filter looks at: what is shown, and every side of what is open.
    var values: [Value] {
        (view.content?.values ?? []) + view.open.flatMap { $0.sides.filter { $0 != .null } }
    }
}

extension FieldContent {
    /// The value, the elements, the values of entries and the keys of a map.
    package var values: [Value] {
        switch self {
        case .single(let value): [value]
        case .set(let values): values
        case .map(let entries): entries.flatMap { [$0.key, $0.value] }
        case .log(let entries): entries.map(\.value)
        }
    }
}
