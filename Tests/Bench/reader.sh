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

# Each hostile text in a process of its own, so that the peak is its own: at most 300 ms and 80 MB each. A pipe that
# nobody writes takes the second that a writer is given to come.
rm -rf "$work/bombs"
mkdir "$work/bombs"
"$work/reader-bench" write "$work/bombs"
mkfifo "$work/bombs/pipe"
for bomb in "$work"/bombs/* /dev/zero; do "$work/reader-bench" read "$bomb"; done
rm -rf "$work/bombs"
