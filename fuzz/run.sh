#!/bin/sh
# Runs every fuzz target, or those named, for SECONDS each (default 600):
#
#     fuzz/run.sh [SECONDS] [TARGET...]
#
# Needs a nightly toolchain (rustup toolchain install nightly) and cargo-fuzz (cargo install cargo-fuzz --locked).
# A failing input is left in fuzz/artifacts/TARGET; run it again with
#
#     cargo +nightly fuzz run TARGET fuzz/artifacts/TARGET/FILE
set -eu
cd "$(dirname "$0")/.."

seconds=${1:-600}
[ $# -gt 0 ] && shift
[ $# -gt 0 ] || set -- bytes_to_text html_to_article text_to_article jsonl feed warc any_input statements learned registry times

dictionary() {
    case $1 in
    html_to_article | feed) echo html ;;
    warc | any_input) echo warc ;;
    statements) echo latin ;;
    *) echo arabic ;;
    esac
}

failed=
for target; do
    echo "== $target, $seconds s"
    mkdir -p "fuzz/corpus/$target"
    cargo +nightly fuzz run "$target" "fuzz/corpus/$target" "fuzz/seeds/$target" -- \
        -dict="fuzz/dict/$(dictionary "$target").dict" -max_total_time="$seconds" -max_len=65536 -timeout=10 \
        -rss_limit_mb=2048 -print_final_stats=1 || failed="$failed $target"
done
[ -z "$failed" ] || { echo "failed:$failed" >&2; exit 1; }
