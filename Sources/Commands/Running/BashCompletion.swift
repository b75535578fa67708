/// What the argument parser's completion script for bash lacks: handles hold a colon.
enum BashCompletion {
    /// The parser's script, whose last line says which function completes, with our function put before that one.
    static func script(_ generated: String) -> String {
        var lines = generated.split(separator: "\n", omittingEmptySubsequences: false)
        while lines.last?.isEmpty == true { lines.removeLast() }
        if lines.last?.hasPrefix("complete ") == true { lines.removeLast() }
        return lines.joined(separator: "\n") + "\n" + wholeWords
    }

    private static let wholeWords = #"""
        # Handles hold a colon, at which bash cuts words. They are put together again before completion looks at them, and what
        # stands before the colon is taken off the answers, for bash replaces only what comes after it.
        _liaison_whole_words() {
            local -a whole=()
            local -i index place=0
            local rest="${COMP_LINE}" word='' before=''
            for index in "${!COMP_WORDS[@]}"; do
                word="${COMP_WORDS[index]}"
                if [[ ${#whole[@]} -gt 0 && "${rest}" != [[:space:]]* && ("${word}" = :* || "${before}" = *:) ]]; then
                    whole[-1]+="${word}"
                else
                    whole+=("${word}")
                fi
                [[ "${index}" -eq "${COMP_CWORD}" ]] && place="$((${#whole[@]} - 1))"
                rest="${rest#"${rest%%[![:space:]]*}"}"
                rest="${rest#"${word}"}"
                before="${word}"
            done
            local -r program="${1}"
            local -a COMP_WORDS=("${whole[@]}")
            local -i COMP_CWORD="${place}"
            local -r current="${whole[place]}" previous="${whole[place > 0 ? place - 1 : 0]}"
            _liaison "${program}" "${current}" "${previous}"
            [[ "${COMPREPLY[*]}" = *:* ]] && compopt +o filenames
            if [[ "${current}" = *:* && "${COMP_WORDBREAKS}" = *:* ]]; then
                COMPREPLY=("${COMPREPLY[@]#"${current%"${current##*:}"}"}")
            fi
        }

        complete -o filenames -F _liaison_whole_words liaison
        """#
}
