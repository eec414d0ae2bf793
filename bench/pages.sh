#!/usr/bin/env bash
# Runs Python trafilatura and Rawi over the same pages, one after the other, on one core, and writes docs/bench-pages.md.
#
#   bench/pages.sh [DIR]    DIR holds aeb/ and ar/, by default ../shared/data/pages beside the workspace
#
# Both sides read decoded text in memory: decompression and process start do not count.
set -euo pipefail
cd "$(dirname "$0")/.."
data="${1:-../shared/data/pages}"
out=bench/out
mkdir -p "$out"
if [ ! -x bench/.venv/bin/python ]; then
    python3 -m venv bench/.venv
    bench/.venv/bin/pip install --quiet trafilatura lxml_html_clean
fi
cargo build --release -p rawi-bench
pin=()
if command -v taskset >/dev/null; then pin=(taskset -c 0); fi

"${pin[@]}" bench/.venv/bin/python bench/trafilatura_pages.py "$data/aeb" "$out/trafilatura.json" | tee "$out/trafilatura.txt"
"${pin[@]}" target/release/rawi-bench pages-aeb "$data/aeb" --rival "$out/trafilatura.json" | tee "$out/rawi.txt"
"${pin[@]}" target/release/rawi-bench pages-ar "$data/ar" | tee "$out/ar.txt"
"${pin[@]}" target/release/rawi-bench pages-deep | tee "$out/deep.txt"

{
    echo "# Pages: Rawi beside trafilatura"
    echo
    echo "Written by \`bench/pages.sh\` on $(nproc) cores, one used; $(bench/.venv/bin/python -c 'import trafilatura; print("trafilatura", trafilatura.__version__)'), $(rustc --version | cut -d' ' -f1,2)."
    echo "Main text by the definition of scrapinghub/article-extraction-benchmark (runs of four words). Rawi's main text is its"
    echo "paragraphs, subheadings, lists and signed posts; both sides also read dates and the other metadata."
    echo
    echo "| system | F1 | precision | recall | pages/s |"
    echo "| --- | --- | --- | --- | --- |"
    row() { sed -n "s/^$1: F1 \([^ ]* ± [^ ]*\)  precision \([^ ]*\)  recall \([^ ]*\).*/| $2 | \1 | \2 | \3 |/p" "$out/rawi.txt"; }
    echo "$(row rawi 'Rawi') $(sed -n 's/^speed \([0-9]*\) pages.*/\1/p' "$out/rawi.txt") |"
    echo "$(row rival 'trafilatura (Python)') $(sed -n 's/^speed \([0-9]*\) pages.*/\1/p' "$out/trafilatura.txt") |"
    echo
    echo "## Arabic and Persian pages"
    echo
    sed -n '/^leads kept/,$p' "$out/ar.txt" | sed 's/^/- /'
    echo
    echo "## Markup made to be slow"
    echo
    sed 's/^/- /' "$out/deep.txt"
} > docs/bench-pages.md
