#!/bin/sh
# Runs libFuzzer with the address sanitizer over the YAML reader for a bounded time.
#
#   Tests/Fuzz/fuzz.sh [SECONDS]     default 60
#
# Starts from the test fixtures; keeps its corpus and anything that fails in .build-fuzz (FUZZ_DIR overrides).
set -eu
cd "$(dirname "$0")/../.."
seconds=${1:-60}
work=${FUZZ_DIR:-.build-fuzz}
mkdir -p "$work/corpus" "$work/seeds"
cp Tests/ScenarioSyntaxTests/Fixtures/Findings/*.yaml "$work/seeds/"
find Scenarios -name '*.yaml' -exec cp {} "$work/seeds/" \;

# shellcheck disable=SC2046
swiftc -O -swift-version 6 -parse-as-library -package-name scenario -module-name ReaderFuzzer \
  -sanitize=fuzzer,address -use-ld=lld -I Sources/CLibYAML -o "$work/reader-fuzzer" \
  Tests/Fuzz/ReaderFuzzer.swift $(find Sources/ScenarioSyntax -name '*.swift')

# An input that takes longer than 2 s or more than 512 MB is a failure too: sanitizers slow things down some tenfold.
SWIFT_BACKTRACE=enable=no "$work/reader-fuzzer" -max_total_time="$seconds" -timeout=2 -rss_limit_mb=512 \
  -max_len=4096 -artifact_prefix="$work/" -dict=Tests/Fuzz/yaml.dict -print_final_stats=1 "$work/corpus" "$work/seeds"
