# The front door: `make help` lists what there is. Written for GNU make 3.81 and later (macOS ships that one).
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

FILE ?= Examples/demo.mp3
PREFIX ?= /usr/local
SECONDS ?= 600
DESTDIR ?=
SWIFT ?= swift
# Further options of swift build.
SWIFT_FLAGS ?=

# The recipes read these from the environment, as they were typed: spaces, quotes and dollars in a path survive.
override FILE := $(value FILE)
override PREFIX := $(value PREFIX)
export FILE PREFIX DESTDIR SWIFT
# The shell has a variable SECONDS of its own, which would count on.
export SECONDS_TO_FUZZ := $(SECONDS)

# The command carries Swift's runtime in itself (macOS has it in the system) and no symbols, so that it runs
# on machines without the toolchain; the flags live here because a manifest with such flags could not be
# anybody's dependency. lld comes with the toolchain; the system's linker warns about Foundation's insides.
# A scratch folder of its own: other flags in a shared one would build everything anew each time.
ifeq ($(shell uname -s),Darwin)
BINARY_FLAGS := -c release
# Clang does not look by itself where Homebrew has FFmpeg's headers. Of the libraries nothing is linked.
SWIFT_BUILD = CPATH="$$(pkg-config --variable=includedir libavformat)" $(SWIFT) build $(SWIFT_FLAGS)
else
SWIFT_BUILD = $(SWIFT) build $(SWIFT_FLAGS)
BINARY_FLAGS := -c release --static-swift-stdlib -Xswiftc -use-ld=lld -Xlinker -s
endif
# The command alone: then the upload page's packages are not built.
COMMAND_FLAGS := $(BINARY_FLAGS) --traits CLI,FFmpeg,Library --product genre-cli
COMMAND_SCRATCH := .build-command
COMMAND := $(COMMAND_SCRATCH)/release/genre-cli
WEB_FLAGS := $(BINARY_FLAGS) --traits Web,FFmpeg --product genre-web
WEB_SCRATCH := .build-web
WEB := $(WEB_SCRATCH)/release/genre-web

.PHONY: help demo serve server build install uninstall bundle deb docs pictures test sanitize fuzz bench bench-quick lint \
  format clean

help: ## list these targets
	@echo 'make TARGET, where TARGET is one of:'
	@sed -nE 's/^([a-z-]+):.*## (.*)/  \1|\2/p' Makefile | awk -F'|' '{ printf "%-14s %s\n", $$1, $$2 }'

demo: ## classify the demonstration clip, or a recording of yours: make demo FILE=song.mp3
	@# Before the long build: zsh leaves the tilde of FILE=~/song.mp3 to us, and a typing error should show at once.
	@file=$${FILE/#\~\//$$HOME/}; \
	if [ ! -e "$$file" ]; then echo "make demo: there is no file '$$file'." >&2; exit 66; fi
	@$(MAKE) --no-print-directory build
	@file=$${FILE/#\~\//$$HOME/}; echo; $(COMMAND) classify --timeline -- "$$file"

serve: server ## build the upload page and serve it on http://127.0.0.1:8080/ (options: make serve OPTIONS='--port 9000')
	@exec $(WEB) $(OPTIONS)

server: ## build the upload page's server in release mode
	@Tools/setup/setup.sh build
	@$(SWIFT_BUILD) --scratch-path $(WEB_SCRATCH) $(WEB_FLAGS)

build: ## build the command in release mode
	@Tools/setup/setup.sh build
	@$(SWIFT_BUILD) --scratch-path $(COMMAND_SCRATCH) $(COMMAND_FLAGS)

install: build ## put the command and its shell completions under PREFIX (/usr/local)
	@Tools/setup/install.sh install $(COMMAND)

uninstall: ## take them away again
	@Tools/setup/install.sh uninstall

bundle: build server ## make a folder and a tar.gz with both programs and their libraries, to be unpacked anywhere
	@Tools/setup/setup.sh package
	@CHECKOUTS=$(WEB_SCRATCH)/checkouts:$(COMMAND_SCRATCH)/checkouts Packaging/bundle.sh \
	  .build-packages/genre-classifier-$$(Packaging/version.sh)-linux-$$(uname -m) $(COMMAND) $(WEB)

deb: build server ## make a Debian package for the release of Debian that this is
	@Tools/setup/setup.sh package
	@CHECKOUTS=$(WEB_SCRATCH)/checkouts:$(COMMAND_SCRATCH)/checkouts Packaging/deb.sh .build-packages $(COMMAND) $(WEB)

docs: ## make the documentation site in .build-docs/site, and check its links
	@Tools/setup/setup.sh docs
	@$(SWIFT_BUILD) -c release --target GenreReports
	@$(SWIFT_BUILD) -c release --target GenreLibrary
	@Tools/docs/docs.sh

pictures: ## make what README.md shows of the programs, after a change of weights or output
	@$(SWIFT_BUILD) -c release --product genre-cli
	@$(SWIFT_BUILD) -c release --product genre-web
	@python3 Tools/docs/make_pictures.py

test: ## run every test, lint, build what imports this package, and sanitize a part
	@Tools/tests/test.sh

sanitize: ## run the tests of sound, features and networks under Clang's thread and address sanitizers
	@Tools/tests/sanitize.sh

fuzz: ## fuzz all that reads the input of others: make fuzz SECONDS=600
	@Tools/tests/fuzz.sh "$$SECONDS_TO_FUZZ"

bench: build ## time our work beside that of other libraries (installs them into .build-peers)
	@Tools/tests/bench.sh full

bench-quick: ## time our work alone, and fail where it has become slower beside this machine's own limits
	@Tools/tests/bench.sh quick

lint: ## check the formatting of Swift sources and the scripts
	@$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests Fuzzing Benchmarks/Package.swift Benchmarks/Sources
	@if command -v shellcheck >/dev/null; then shellcheck -x Tools/*/*.sh Packaging/*.sh Tests/Packaging/*.sh .ci/run; \
	else echo 'lint: shellcheck is not installed, so the scripts were not checked.' >&2; fi

format: ## format the Swift sources in place
	@$(SWIFT) format --in-place --recursive --parallel Package.swift Sources Tests Fuzzing Benchmarks/Package.swift Benchmarks/Sources

clean: ## delete everything built
	@rm -rf .build .build-* Tests/Consumer/.build Benchmarks/.build
