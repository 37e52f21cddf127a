#!/bin/sh
# Builds and runs the reader's measurements with optimisation: speed beside libyaml's bare events, hostile texts.
set -eu
cd "$(dirname "$0")/../.."
work=${BENCH_DIR:-.build-bench}
mkdir -p "$work"
# shellcheck disable=SC2046
swiftc -O -wmo -swift-version 6 -parse-as-library -package-name scenario -module-name ReaderBench \
  -I Sources/CLibYAML -o "$work/reader-bench" \
  Tests/Bench/ReaderBench.swift $(find Sources/ScenarioSyntax -name '*.swift')
"$work/reader-bench"
