# Thin front of CMake presets; each word does one thing. See README.md.
PORT ?= 8080
DATA ?= policeai-data

.PHONY: all run test slow conformance asan fuzz bench lint mutants install

all:
	@buildtools/install-packages build
	@buildtools/build run

run:
	@buildtools/run "$(PORT)" "$(DATA)"

test:
	@buildtools/test

asan:
	@buildtools/install-packages test
	@buildtools/build asan && ctest --test-dir build-asan --output-on-failure -j "$$(nproc)"

lint:
	@buildtools/build dev && ctest --test-dir build -L lint --output-on-failure
