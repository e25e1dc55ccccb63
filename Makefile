# Thin front of CMake presets; each word does one thing. See README.md.
PORT ?= 8080
DATA ?= policeai-data
PREFIX ?= /usr/local
SECONDS ?= 300

.PHONY: all run test asan mutants lint install bench fuzz conformance slow

all:
	@buildtools/install-packages build
	@buildtools/build run

# Only run has a data folder and a port of its own: a test with DATA set would look into that folder.
run:
	@PORT="$(PORT)" DATA="$(DATA)" exec buildtools/run

test:
	@buildtools/test

asan:
	@buildtools/install-packages test
	@buildtools/build asan && ctest --test-dir build-asan -LE lint --output-on-failure -j "$$(nproc)"

mutants:
	@buildtools/install-packages test
	@buildtools/mutants

install:
	@buildtools/install-packages build
	@buildtools/build run
	@DESTDIR="$(DESTDIR)" cmake --install build --prefix "$(PREFIX)" >/dev/null
	@echo "policeai: installed below $(DESTDIR)$(PREFIX)"

lint:
	@buildtools/install-packages test
	@buildtools/build dev && ctest --test-dir build -L lint --output-on-failure

bench:
	@buildtools/install-packages bench
	@buildtools/bench

fuzz:
	@buildtools/install-packages fuzz
	@buildtools/fuzz

conformance:
	@buildtools/install-packages conformance
	@buildtools/build dev && ctest --test-dir build -V \
	  -R '^(conformance_|golden_|test_(canon|sig|note|merkle|logfiles|tlogproof|statement|body|seed|golden|stats_golden|resample)$$)'
	@tests/conformance/stats_peer.py build/tests/conformance/check-stats
	@for peer in tests/conformance/score/*_peer.py; do "$$peer" build/policeai || exit 1; done
	@tests/conformance/workbook_peer.py build/policeai
	@tests/conformance/review_session_peer.py build/policeai
	@tests/conformance/go/check-go build

slow:
	@buildtools/install-packages test
	@buildtools/install-packages fuzz
	@FUZZ_SECONDS="$(SECONDS)" buildtools/slow $(STEPS)
