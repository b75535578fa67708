import Foundation

/// What libFuzzer calls: `FUZZ_DECODER` names the reader; with `FUZZ_SEEDS` its seeds are written there before it begins.
private let decoder: Decoder = {
    let name = ProcessInfo.processInfo.environment["FUZZ_DECODER"] ?? ""
    guard let decoder = Decoder.all.first(where: { $0.name == name }) else {
        fatalError("FUZZ_DECODER is one of " + Decoder.all.map(\.name).joined(separator: " "))
    }
    return decoder
}()

@_cdecl("LLVMFuzzerInitialize")
public func initialize(_ count: UnsafeMutableRawPointer, _ words: UnsafeMutableRawPointer) -> CInt {
    if let folder = ProcessInfo.processInfo.environment["FUZZ_SEEDS"] {
        for (number, seed) in decoder.seeds.enumerated() {
            try? Data(seed).write(to: URL(fileURLWithPath: folder + "/seed-\(number)"))
        }
    }
    return 0
}

@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    do {
        try decoder.check([UInt8](UnsafeBufferPointer(start: start, count: count)))
    } catch { fatalError("\(error)") }
    return 0
}
