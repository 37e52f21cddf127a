# What to type. A fresh clone needs nothing else: each target sets up what is missing.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PREFIX ?= /usr/local
FUZZ_SECONDS ?= 60
SOURCES := Sources Tests Examples Package.swift
SCENARIO := .build/release/scenario
# Instrumented code is so slow that tests which ran side by side would use up each other's time limits.
ONE_BY_ONE := --no-parallel --filter ScenarioEngineTests
# Otherwise every process, and so every worker, sleeps for a second before it exits.
TSAN_OPTIONS := atexit_sleep_ms=0
LSAN_OPTIONS := suppressions=$(CURDIR)/Tests/Sanitizers/leaks.supp:print_suppressions=0

.PHONY: help
help: ## show this list
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-20s %s\n", $$1, $$2 }'

.PHONY: setup
setup:
	@Scripts/setup

.PHONY: release
release: setup ## build the program for use: .build/release/scenario
	swift build -c release --static-swift-stdlib --product scenario

.PHONY: run
run: release ## set up, build, and see the bank race happen
	@echo
	@echo '$$ scenario run Scenarios/races/bank_race.yaml'
	@$(SCENARIO) run Scenarios/races/bank_race.yaml

.PHONY: test
test: ## set up, build, and run all tests
	@Scripts/setup test
	swift build --build-tests
	swift test --skip-build --parallel

# In the folder of the package's own build and with the same versions of what it depends on, so that nothing is built twice.
.PHONY: example
example: setup ## build the example of a program of one's own, and run it under all executors
	if [[ -e Package.resolved ]]; then cp Package.resolved Examples/swift/; fi
	swift build --package-path Examples/swift --scratch-path .build
	.build/debug/toolbox run Examples/swift/checksum.yaml --quiet --format csv \
	  | sed 's/,[^,]*$$//' | diff -u Examples/swift/checksum.csv -

.PHONY: batch
batch: release ## run every scenario
	$(SCENARIO) batch Scenarios --allow-exec

.PHONY: install
install: release ## copy the program to PREFIX/bin (default /usr/local)
	mkdir -p $(DESTDIR)$(PREFIX)/bin
	install -m 755 $(SCENARIO) $(DESTDIR)$(PREFIX)/bin/scenario

.PHONY: bench
bench: release ## measure: beside CPython and wrk, the reader, the start of the program
	python3 Benchmarks/bench.py $(SCENARIO)
	python3 Benchmarks/http.py $(SCENARIO)
	sh Tests/Bench/reader.sh

.PHONY: fuzz
fuzz: setup ## fuzz the reader for FUZZ_SECONDS (default 60)
	sh Tests/Fuzz/fuzz.sh $(FUZZ_SECONDS)

.PHONY: sanitize
sanitize: setup ## run the engine's tests under the thread and the address sanitizer
	TSAN_OPTIONS=$(TSAN_OPTIONS) swift test $(ONE_BY_ONE) --scratch-path .build-thread --sanitize=thread
	LSAN_OPTIONS=$(LSAN_OPTIONS) swift test $(ONE_BY_ONE) --scratch-path .build-address --sanitize=address

.PHONY: format
format: ## format all Swift files
	swift format --in-place --parallel --recursive $(SOURCES)

.PHONY: lint
lint: ## check the format of all Swift files
	swift format lint --strict --parallel --recursive $(SOURCES)

.PHONY: schema
schema: release ## write schemas and reference page anew from the field table
	$(SCENARIO) schema scenario > Schemas/scenario.schema.json
	$(SCENARIO) schema report > Schemas/report.schema.json
	$(SCENARIO) schema reference > Documentation/reference.md

.PHONY: check-schema
check-schema: release ## check that schemas and reference page are those of the field table
	$(SCENARIO) schema scenario | diff -u Schemas/scenario.schema.json -
	$(SCENARIO) schema report | diff -u Schemas/report.schema.json -
	$(SCENARIO) schema reference | diff -u Documentation/reference.md -

.PHONY: lessons
lessons: ## write the lessons inside of the program anew from Scenarios
	Scripts/embed-lessons

.PHONY: python-host
python-host: ## write the program's copy of what serves Python functions anew from host.py
	Scripts/embed-python-host

.PHONY: clean
clean: ## remove everything that was built
	rm -rf .build .build-*
