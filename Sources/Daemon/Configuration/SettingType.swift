import Glibc
import Logging
import Records

/// What one setting may be: how its text is read, and how a person is told what was expected.
struct SettingType<Value: Equatable & Sendable>: Sendable {
    let expected: Label
    /// Nil for a text that is not of this type or out of its range. (Where the value may be nil itself, that nil is within.)
    let parse: @Sendable (String) -> Value?
}

extension SettingType where Value == Duration {
    static func duration(_ range: ClosedRange<Duration>) -> Self {
        let (low, high) = (range.lowerBound.settingText, range.upperBound.settingText)
        return Self(
            expected: Label(
                en: "a duration from \(low) to \(high), such as 30s, 5min or 2h",
                nl: "een tijdsduur van \(low) tot \(high), zoals 30s, 5min of 2h")
        ) { text in
            Duration(settingText: text).flatMap { range.contains($0) ? $0 : nil }
        }
    }
}

extension SettingType where Value == Int {
    static func integer(_ range: ClosedRange<Int>) -> Self {
        let (low, high) = (range.lowerBound, range.upperBound)
        return Self(
            expected: Label(
                en: "a whole number from \(low) to \(high)",
                nl: "een geheel getal van \(low) tot \(high)")
        ) { text in
            Int(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }
}

extension SettingType where Value == ByteCount {
    static func size(_ range: ClosedRange<ByteCount>) -> Self {
        let (low, high) = (range.lowerBound, range.upperBound)
        return Self(
            expected: Label(
                en: "a size from \(low) to \(high), such as 64MiB",
                nl: "een grootte van \(low) tot \(high), zoals 64MiB")
        ) { text in
            ByteCount(text).flatMap { range.contains($0) ? $0 : nil }
        }
    }
}

extension SettingType where Value == Double {
    /// A whole percentage, read as a share from 0 to 1.
    static var share: Self {
        Self(
            expected: Label(
                en: "a percentage from 0% to 100%", nl: "een percentage van 0% tot 100%")
        ) { text in
            guard let (number, rest) = text.splitAfterDigits(), rest == "%", number <= 100
            else { return nil }
            return Double(number) / 100
        }
    }
}

extension SettingType where Value == Bool {
    static var flag: Self {
        Self(expected: Label(en: "true or false", nl: "true of false")) { text in
            switch text {
            case "true": true
            case "false": false
            default: nil
            }
        }
    }
}

extension SettingType where Value == ByteCount? {
    /// `none`, or a size a second of at least `least`.
    static func rate(atLeast least: ByteCount) -> Self {
        Self(
            expected: Label(
                en: "none, or a rate of \(least)/s or more, such as 64KiB/s",
                nl: "none, of een snelheid van \(least)/s of meer, zoals 64KiB/s")
        ) { text in
            if text == "none" { return .some(nil) }
            guard text.hasSuffix("/s"), let size = ByteCount(String(text.dropLast(2))),
                size >= least
            else { return nil }
            return size
        }
    }
}

extension SettingType where Value == String? {
    /// `null`, or a path that does not depend on where the daemon was started.
    static var folder: Self {
        Self(
            expected: Label(
                en: "null, or a path that begins with /", nl: "null, of een pad dat met / begint")
        ) { text in
            if isNull(text) { return .some(nil) }
            guard text.hasPrefix("/") else { return nil }
            return text
        }
    }

    /// `null`, or a numeric address. Names are refused: what they stand for could change under the daemon.
    static var address: Self {
        Self(
            expected: Label(
                en: "null, or an IPv4 or IPv6 address such as 127.0.0.1 or \"::\"",
                nl: "null, of een IPv4- of IPv6-adres zoals 127.0.0.1 of \"::\"")
        ) { text in
            if isNull(text) { return .some(nil) }
            guard NumericAddress(text) != nil else { return nil }
            return text
        }
    }
}

extension SettingType {
    /// One of the words of an enumeration.
    static func word<Word>() -> SettingType<Word>
    where Word: CaseIterable & RawRepresentable & Equatable & Sendable, Word.RawValue == String {
        let words = Word.allCases.map(\.rawValue)
        return SettingType<Word>(expected: .oneOf(words)) { Word(rawValue: $0) }
    }

    /// `null`, or one of the words of an enumeration.
    static func optionalWord<Word>() -> SettingType<Word?>
    where Word: CaseIterable & RawRepresentable & Equatable & Sendable, Word.RawValue == String {
        let words = ["null"] + Word.allCases.map(\.rawValue)
        return SettingType<Word?>(expected: .oneOf(words)) { text in
            if isNull(text) { return .some(nil) }
            guard let word = Word(rawValue: text) else { return nil }
            return word
        }
    }
}

extension Label {
    fileprivate static func oneOf(_ words: [String]) -> Label {
        let first = words.dropLast().joined(separator: ", ")
        let last = words.last ?? ""
        return Label(en: "\(first) or \(last)", nl: "\(first) of \(last)")
    }
}

/// YAML's ways to write nothing.
private func isNull(_ text: String) -> Bool { ["null", "~", ""].contains(text) }
