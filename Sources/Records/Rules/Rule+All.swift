extension Rule {
    /// Every rule, in the order in which people count them.
    package static let all: [Rule] = [
        m1, m2, m3, m4, m5, m6, m7, m8,
        v1, v2, v3, v4, v5, v6, v7, v8, v9, v10, v11, v12, v13, v14, v15, v16,
        x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11,
        x12, x13, x14, x15, x16, x17, x18, x19, x20, x21, x22,
    ]

    /// Raised when a judgement changes, so that what was found by the older one is found anew.
    package static let edition = 2
}
