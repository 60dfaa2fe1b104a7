#!/usr/bin/env bash
# The fuzz targets, their seeds and their dictionaries, as ClusterFuzzLite and OSS-Fuzz want them: in $OUT.
set -euo pipefail
cd "$SRC/aclavis"

# What the services set for the targets is not for the programs that build them.
jobs() { env -u RUSTFLAGS -u CFLAGS -u CXXFLAGS cargo xtask "$@"; }

if rustc --version | grep -q nightly && cargo fuzz --version >/dev/null 2>&1; then
    cargo fuzz build -O
    programs=fuzz/target/x86_64-unknown-linux-gnu/release
else
    programs=$(jobs fuzz-build)
fi

seeds=$(mktemp -d)
jobs fuzz-seeds --into "$seeds"
for source in fuzz/fuzz_targets/*.rs; do
    target=$(basename "$source" .rs)
    cp "$programs/$target" "$OUT/"
    zip -jqr "$OUT/${target}_seed_corpus.zip" "$seeds/$target"
    if [ -e "$seeds/$target.dict" ]; then
        cp "$seeds/$target.dict" "$OUT/"
    fi
done
rm -r "$seeds"
