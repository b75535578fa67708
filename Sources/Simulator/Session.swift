import Causality
import Store
import Sync

/// One exchange between two machines while it is underway.
struct Session {
    let number: Int
    let from: Int
    let to: Int
    /// The start of the daemon that leads it.
    let life: Int
    let device: DeviceID
    let hadCursor: Bool
    var initiator: Initiator
    var helloCount = 0
    /// Bytes of it were altered on their way: what it makes of them may be an error, and proves nothing.
    var isDamaged = false
    /// Frames follow the one that came last.
    var isMidway = false
    /// The last request carried changes.
    var isPushing = false
}
