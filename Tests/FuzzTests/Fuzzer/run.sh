#!/usr/bin/env bash
# Builds the readers and their libFuzzer entry with coverage and AddressSanitizer, then lets it try each reader in turn.
# Called by `make fuzz`, in the project's folder, after a debug build: other packages' modules are taken from there.
# FUZZ_SECONDS each (60); FUZZ_DECODERS which (all). What was found interesting stays in .build/fuzz/corpus.
#
# With FUZZ_BLOCKS=1000000 it makes so many signed but odd blocks instead, and takes them through whole nodes: optimised,
# without sanitizers, in FUZZ_PROCESSES processes (one a processor), from seed FUZZ_SEED (1) on.
set -euo pipefail

blocks=${FUZZ_BLOCKS:-}
out=.build/fuzz${blocks:+-blocks}
debug=.build/debug
packages=.build/checkouts
mkdir -p "$out"

flags=(-swift-version 6 -package-name liaison -parse-as-library -wmo -O -g -enable-testing
    -I "$out" -I "$debug/Modules")
sanitize=()
[[ -n $blocks ]] || sanitize=(-sanitize=fuzzer,address)
for feature in ExistentialAny InternalImportsByDefault MemberImportVisibility \
    NonisolatedNonsendingByDefault; do
    flags+=(-enable-upcoming-feature "$feature")
done
for map in "$debug/CCurl.build" "$debug/CWitness.build" Sources/CZstd "$packages"/GRDB.swift/Sources/GRDBSQLite; do
    flags+=(-Xcc "-fmodule-map-file=$map/module.modulemap")
done
for include in "$packages"/swift-crypto/Sources/{CXKCP,CXKCPShims,CCryptoBoringSSL,CCryptoBoringSSLShims}/include \
    "$packages"/Yams/Sources/CYaml/include; do
    flags+=(-Xcc "-fmodule-map-file=$include/module.modulemap" -Xcc -I -Xcc "$include")
done
flags+=(-Xcc -I -Xcc Sources/CCurl/include -Xcc -I -Xcc Sources/CWitness/include)

# In the order of the module map, each only when its sources or those before it are newer than what was made of them.
objects=()
isStale=false
for module in Causality CRDT Records Wire Trust Store Sync Replica Reports CurlClient SyncHTTP Commands Simulator Fuzz; do
    folder=Sources/$module
    exclude=()
    if [[ $module == Fuzz ]]; then
        folder=Tests/FuzzTests
        entry=Blocks.swift
        [[ -z $blocks ]] || entry=Entry.swift
        exclude=(! -name '*Tests.swift' ! -name "$entry")
    fi
    mapfile -t sources < <(find "$folder" -name '*.swift' "${exclude[@]}")
    object=$out/$module.o
    objects+=("$object")
    if [[ ! -e $object || -n $(find "${sources[@]}" -newer "$object" -print -quit) ]]; then
        isStale=true
    fi
    if $isStale; then
        echo "compiling $module"
        swiftc "${flags[@]}" "${sanitize[@]}" -module-name "$module" -emit-object -o "$object" \
            -emit-module-path "$out/$module.swiftmodule" "${sources[@]}"
    fi
done

# Everything of other packages that the debug build made for these modules.
for module in Crypto CryptoExtras CryptoBoringWrapper CCryptoBoringSSL CCryptoBoringSSLShims CXKCP CXKCPShims X509 \
    _CertificateInternals SwiftASN1 GRDB ArgumentParser ArgumentParserToolInfo Yams CYaml Logging CCurl CWitness; do
    [[ -d $debug/$module.build ]] || continue
    mapfile -t more < <(find "$debug/$module.build/" -name '*.o')
    objects+=("${more[@]}")
done
swiftc "${sanitize[@]}" -o "$out/fuzz" "${objects[@]}" -lsqlite3 -lzstd -lstdc++ -ldl

if [[ -n $blocks ]]; then
    processes=${FUZZ_PROCESSES:-$(nproc)}
    first=${FUZZ_SEED:-1}
    pids=()
    for ((shard = 0; shard < processes; shard++)); do
        FUZZ_PROGRESS=$out/seed-$shard "$out/fuzz" $((first + shard)) "$processes" \
            $((blocks / processes)) &
        pids+=($!)
    done
    status=0
    for shard in "${!pids[@]}"; do
        if ! wait "${pids[$shard]}"; then
            echo "fuzz: stopped at seed $(<"$out/seed-$shard")" >&2
            status=1
        fi
    done
    exit "$status"
fi

export ASAN_OPTIONS=detect_leaks=0 SWIFT_BACKTRACE=enable=no
decoders=${FUZZ_DECODERS:-header block value change frame packed-frame message introduction json file-line form date state}
for decoder in $decoders; do
    corpus=$out/corpus/$decoder
    mkdir -p "$corpus"
    echo "== $decoder"
    FUZZ_DECODER=$decoder FUZZ_SEEDS=$corpus "$out/fuzz" -max_total_time="${FUZZ_SECONDS:-60}" \
        -rss_limit_mb=1024 -max_len=16384 -timeout=10 -print_final_stats=1 -verbosity=0 \
        -artifact_prefix="$out/found-$decoder-" "$corpus"
done
echo "fuzz: nothing found"
