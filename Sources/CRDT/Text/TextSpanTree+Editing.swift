extension TextSpanTree {
    /// Scalars that one edit inserts, before they have a place.
    struct Run {
        let id: Int
        let count: Int
        let event: Int32
    }

    /// Inserts a run after the first `position` scalars of the prepared version, and returns its place in the visible
    /// text.
    ///
    /// Algorithm: FugueMax (Weidner & Kleppmann, arXiv 2305.00583) in the form that needs only the list and the two
    /// origins of each run (as YjsMod). The left origin is the visible scalar before, the right origin the next scalar
    /// after it that the author's version holds, deleted or not. Between them stand only scalars that are concurrent
    /// with the new ones. Runs of one left origin are ordered by right origin, the furthest first, and then by event id.
    ///
    /// Cost: O(log n), and O(log n) for each concurrent run between the origins; but a run that goes right before what
    /// its own author wrote there does not look at them, so that typing backwards stays fast.
    mutating func insert(_ run: Run, at position: Int, ids: [TextEventID]) -> Int {
        guard position > 0 else {
            return insert(run, after: TextSpan.start, at: beginning, ids: ids)
        }
        let cursor = cursor(after: position)
        let span = self[cursor.place]
        let left = span.id + cursor.offset - 1
        let visible = cursor.visible + (span.isDeleted ? 0 : cursor.offset)
        if cursor.offset < span.count {
            let rest = split(cursor.place, at: cursor.offset)
            insert(newSpan(run, between: left, and: self[rest].id), at: rest)
            return visible
        }
        let place = Place(leaf: cursor.place.leaf, slot: cursor.place.slot + 1)
        return visible + insert(run, after: left, at: place, ids: ids)
    }

    /// Inserts a run after the scalar `left`, which ends the span before `place`, and returns how many visible scalars
    /// stand between the two.
    private mutating func insert(
        _ run: Run, after left: Int, at place: Place, ids: [TextEventID]
    ) -> Int {
        var place = place
        var visible = 0
        let gap = gap(from: place)
        let right = gap.end.map { self[$0].id } ?? TextSpan.end
        let new = newSpan(run, between: left, and: right)
        if let last = gap.last {
            if let end = gap.end, self[end].leftOrigin == left, self[last].rightOrigin != right {
                // In the tree of FugueMax the new run is a left child of its right origin, and the only one.
                visible = gap.visible
                place = end
            } else {
                visible = skipConcurrent(before: new, from: &place, ids: ids)
            }
        }
        insert(new, at: place)
        return visible
    }

    private func newSpan(_ run: Run, between left: Int, and right: Int) -> TextSpan {
        TextSpan(
            id: run.id, count: run.count, leftOrigin: left, rightOrigin: right, event: run.event,
            prepared: 1, isDeleted: false)
    }

    /// Moves `place` over the concurrent runs that go before `new`, and returns how many visible scalars they hold.
    private func skipConcurrent(
        before new: TextSpan, from place: inout Place, ids: [TextEventID]
    ) -> Int {
        var scan = place
        var scanned = 0
        var skipped = 0
        var previous = new.leftOrigin
        // Set while the runs met are after `new` unless a later one proves to go before it.
        var isTentative = false
        while let settled = settled(scan), !self[settled].isKnown {
            let other = self[settled]
            if other.leftOrigin == new.leftOrigin {
                if other.rightOrigin == new.rightOrigin {
                    // safe: events are places in `ids`, given when they were appended.
                    if ids[Int(new.event)] < ids[Int(other.event)] { break }
                    isTentative = false
                } else {
                    isTentative = precedes(other.rightOrigin, new.rightOrigin)
                }
            } else if other.leftOrigin != previous, precedes(other.leftOrigin, new.leftOrigin) {
                break
            }
            previous = other.last
            scanned += other.visibleCount
            scan = Place(leaf: settled.leaf, slot: settled.slot + 1)
            if !isTentative {
                place = scan
                skipped = scanned
            }
        }
        return skipped
    }

    /// Deletes `count` scalars of the prepared version from `position` on, appends the ids of their runs to `runs`, and
    /// hands over what of them becomes invisible; nothing of a run that a concurrent event had deleted.
    mutating func delete(
        _ count: Int, at position: Int, runs: inout [Range<Int>],
        each: (_ position: Int, _ count: Int) -> Void
    ) {
        let cursor = cursor(after: position + 1)
        var place = cursor.place
        var visible = cursor.visible
        if cursor.offset > 1 {
            visible += self[place].isDeleted ? 0 : cursor.offset - 1
            place = split(place, at: cursor.offset - 1)
        }
        var left = count
        while left > 0, let settled = settled(place) {
            place = settled
            let span = self[place]
            if span.isPrepared {
                if span.count > left {
                    let rest = split(place, at: left)
                    place = Place(leaf: rest.leaf, slot: rest.slot - 1)
                }
                let run = self[place]
                runs.append(run.id..<(run.id + run.count))
                if !run.isDeleted { each(visible, run.count) }
                update(place) { span in
                    span.prepared = 2
                    span.isDeleted = true
                }
                left -= run.count
            } else {
                visible += span.visibleCount
            }
            place.slot += 1
        }
    }

    /// Counts one event more or less behind the state of each of these scalars.
    ///
    /// - Precondition: they were inserted or deleted as one run, so that no span reaches beyond them.
    mutating func shift(_ run: Range<Int>, by step: Int32) {
        var id = run.lowerBound
        while id < run.upperBound {
            let place = locate(id).place
            id += self[place].count
            update(place) { $0.prepared += step }
        }
    }
}
