# What people and CI run. Everything works from a clean clone with Swift 6.3 on Debian 12; `make help` lists it.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

# Where `make install` puts things. DESTDIR goes in front of each, for packaging.
PREFIX     ?= /usr/local
BINDIR     ?= $(PREFIX)/bin
LIBDIR     ?= $(PREFIX)/lib
DATADIR    ?= $(PREFIX)/share
MANDIR     ?= $(DATADIR)/man
SYSCONFDIR ?= /etc
DESTDIR    ?=

SWIFT      ?= swift
SEED       ?= 1
BATCH      ?= 200
BENCHFLAGS ?=
FUZZ_SECONDS  ?= 60
FUZZ_DECODERS ?=
FUZZ_BLOCKS   ?=

# What the build needs of Debian; what Swift itself needs came with Swift.
PACKAGES := libsqlite3-dev libcurl4-openssl-dev libzstd-dev

# Targets whose tests start servers and programs, and those that attack such with all they have.
WAITING_TESTS := ^(DaemonTests|ProgramTests|SyncHTTPTests)\.
HOSTILE_TESTS := ^HostileTests\.
# Of the others, what is tried on 100,000 records too.
HOSTILE_ROUNDS := ^ProgramTests\.RoundsTests/.*first.sync

RELEASE := .build/release
DEBUG   := .build/debug

.PHONY: help setup build release test demo bench hostile simulate fuzz lint format check-units check-boot install uninstall clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## install the Debian packages that are missing (asks sudo unless root)
	@missing=(); \
	for package in $(PACKAGES); do \
	    status=$$(dpkg-query --show --showformat='$${db:Status-Status}' "$$package" 2>/dev/null || true); \
	    [[ $$status == installed ]] || missing+=("$$package"); \
	done; \
	if (( $${#missing[@]} )); then \
	    sudo=(); \
	    if (( EUID != 0 )); then sudo=(sudo); fi; \
	    echo "installing $${missing[*]}"; \
	    "$${sudo[@]}" apt-get update --quiet --quiet; \
	    "$${sudo[@]}" env DEBIAN_FRONTEND=noninteractive \
	        apt-get install --quiet --yes --no-install-recommends "$${missing[@]}"; \
	fi
	@command -v $(SWIFT) >/dev/null || { \
	    echo "error: Swift is not installed: see https://www.swift.org/install/linux/" >&2; exit 1; }

build: setup ## build everything, for development
	$(SWIFT) build

release: setup ## build what `make install` installs: programs that run without Swift, manual pages
	for product in liaison liaisond generate-manual; do \
	    $(SWIFT) build --configuration release --static-swift-stdlib --product $$product; \
	done
	rm -rf $(RELEASE)/manual
	mkdir -p $(RELEASE)/manual
	for program in liaison liaisond; do \
	    $(RELEASE)/generate-manual $(RELEASE)/$$program --multi-page \
	        --output-directory $(RELEASE)/manual; \
	done
	rm -f $(RELEASE)/manual/*.help.1

# Those that wait for sockets and processes run by themselves: beside all others they would wait for a processor.
test: setup ## set up, then run all tests
	$(SWIFT) build --build-tests
	SWIFT_BACKTRACE=enable=no $(SWIFT) test --skip-build --skip '$(WAITING_TESTS)' --skip '$(HOSTILE_TESTS)'
	SWIFT_BACKTRACE=enable=no $(SWIFT) test --skip-build --filter '$(WAITING_TESTS)'
	SWIFT_BACKTRACE=enable=no $(SWIFT) test --skip-build --filter '$(HOSTILE_TESTS)'

demo: setup ## three nodes keep records, lose touch, meet a conflict and resolve it
	$(SWIFT) build --product liaison
	$(SWIFT) build --product liaisond
	$(DEBUG)/liaison demo --records Tests/Fixtures/records.jsonl --daemon $(DEBUG)/liaisond

bench: setup ## measure against plain SQLite (BENCHFLAGS="--n 10000 --json")
	$(SWIFT) build --configuration release --product bench
	$(RELEASE)/bench $(BENCHFLAGS)

hostile: setup ## measure what hostile peers cost a node, then attack real nodes in full size
	for product in bench liaison liaisond; do \
	    $(SWIFT) build --configuration release --static-swift-stdlib --product $$product; \
	done
	$(RELEASE)/bench --hostile
	HOSTILE_SIZE=full LIAISON_PROGRAMS="$$PWD/$(RELEASE)" SWIFT_BACKTRACE=enable=no \
	    $(SWIFT) test --filter '$(HOSTILE_TESTS)|$(HOSTILE_ROUNDS)'

simulate: setup ## run replicas through faults (SEED=1 BATCH=200)
	$(SWIFT) build --configuration release --product simulate
	$(RELEASE)/simulate --seed $(SEED) --batch $(BATCH)

fuzz: build ## let libFuzzer try every reader of bytes (FUZZ_SECONDS=60 each), or FUZZ_BLOCKS=1000000 odd changes
	FUZZ_SECONDS="$(FUZZ_SECONDS)" FUZZ_DECODERS="$(FUZZ_DECODERS)" FUZZ_BLOCKS="$(FUZZ_BLOCKS)" \
	    Tests/FuzzTests/Fuzzer/run.sh

lint: ## check the formatting of all Swift code
	$(SWIFT) format lint --strict --recursive --parallel Sources Tests Package.swift

format: ## format all Swift code
	$(SWIFT) format format --in-place --recursive --parallel Sources Tests Package.swift

# Units name programs that are not installed yet: they are checked with a stand-in that is always there.
check-units: ## check the systemd units: known keys, and how well the daemon is contained
	@command -v systemd-analyze >/dev/null || { \
	    echo "error: systemd-analyze is missing: apt-get install systemd" >&2; exit 1; }
	@stage=$$(mktemp -d); \
	trap 'rm -rf "$$stage"' EXIT; \
	export XDG_RUNTIME_DIR="$$stage" SYSTEMD_LOG_LEVEL=warning; \
	for unit in liaisond liaisond-user; do \
	    sed -e 's|@BINDIR@/liaisond|/bin/true|' -e 's|@SYSCONFDIR@|/etc|' \
	        "systemd/$$unit.service" > "$$stage/$$unit.service"; \
	done; \
	systemd-analyze verify --man=no --recursive-errors=one "$$stage/liaisond.service"; \
	systemd-analyze --user verify --man=no --recursive-errors=one "$$stage/liaisond-user.service"; \
	systemd-analyze security --offline=true --threshold=20 --no-pager "$$stage/liaisond.service" \
	    | tail -1; \
	systemd-sysusers --dry-run "$$PWD/systemd/liaison.sysusers" > /dev/null; \
	echo "units: checked"

check-boot: build ## boot a systemd in a container and put the service through its life (root, systemd-nspawn)
	@sudo=(); \
	if (( EUID != 0 )); then sudo=(sudo); fi; \
	"$${sudo[@]}" Tests/BootTests/check.sh

install: ## install what `make release` built (PREFIX, DESTDIR, SYSCONFDIR)
	@for file in $(RELEASE)/liaison $(RELEASE)/liaisond $(RELEASE)/manual/liaison.1; do \
	    [[ -e $$file ]] || { echo "error: run \`make release\` first" >&2; exit 1; }; \
	done
	install -D -m 755 $(RELEASE)/liaison '$(DESTDIR)$(BINDIR)/liaison'
	install -D -m 755 $(RELEASE)/liaisond '$(DESTDIR)$(BINDIR)/liaisond'
	strip '$(DESTDIR)$(BINDIR)/liaison' '$(DESTDIR)$(BINDIR)/liaisond'
	install -d '$(DESTDIR)$(LIBDIR)/systemd/system' '$(DESTDIR)$(LIBDIR)/systemd/user' \
	    '$(DESTDIR)$(LIBDIR)/sysusers.d'
	sed -e 's|@BINDIR@|$(BINDIR)|' -e 's|@SYSCONFDIR@|$(SYSCONFDIR)|' systemd/liaisond.service \
	    > '$(DESTDIR)$(LIBDIR)/systemd/system/liaisond.service'
	sed -e 's|@BINDIR@|$(BINDIR)|' -e 's|@SYSCONFDIR@|$(SYSCONFDIR)|' systemd/liaisond-user.service \
	    > '$(DESTDIR)$(LIBDIR)/systemd/user/liaisond.service'
	install -m 644 systemd/liaison.sysusers '$(DESTDIR)$(LIBDIR)/sysusers.d/liaison.conf'
	@# A configuration that an administrator changed is kept; the new defaults lie beside it.
	@target='$(DESTDIR)$(SYSCONFDIR)/liaison/liaisond.yaml'; \
	if [[ -e $$target ]] && ! cmp --quiet config/liaisond.yaml "$$target"; then \
	    echo "kept $$target; new defaults are in $$target.new"; \
	    target+=.new; \
	fi; \
	install -D -m 644 config/liaisond.yaml "$$target"
	install -d '$(DESTDIR)$(DATADIR)/bash-completion/completions' \
	    '$(DESTDIR)$(DATADIR)/zsh/site-functions' '$(DESTDIR)$(DATADIR)/fish/vendor_completions.d'
	for program in 'liaison completions' 'liaisond --generate-completion-script'; do \
	    name=$${program%% *}; \
	    $(RELEASE)/$$program bash \
	        > '$(DESTDIR)$(DATADIR)/bash-completion/completions/'$$name; \
	    $(RELEASE)/$$program zsh \
	        > '$(DESTDIR)$(DATADIR)/zsh/site-functions/_'$$name; \
	    $(RELEASE)/$$program fish \
	        > '$(DESTDIR)$(DATADIR)/fish/vendor_completions.d/'$$name.fish; \
	done
	install -d '$(DESTDIR)$(MANDIR)/man1'
	install -m 644 $(RELEASE)/manual/*.1 '$(DESTDIR)$(MANDIR)/man1'

uninstall: ## remove what `make install` put there; data and configuration stay
	rm -f '$(DESTDIR)$(BINDIR)/liaison' '$(DESTDIR)$(BINDIR)/liaisond' \
	    '$(DESTDIR)$(LIBDIR)/systemd/system/liaisond.service' \
	    '$(DESTDIR)$(LIBDIR)/systemd/user/liaisond.service' \
	    '$(DESTDIR)$(LIBDIR)/sysusers.d/liaison.conf'
	for program in liaison liaisond; do \
	    rm -f '$(DESTDIR)$(DATADIR)/bash-completion/completions/'$$program \
	        '$(DESTDIR)$(DATADIR)/zsh/site-functions/_'$$program \
	        '$(DESTDIR)$(DATADIR)/fish/vendor_completions.d/'$$program.fish \
	        '$(DESTDIR)$(MANDIR)/man1/'$$program.1 '$(DESTDIR)$(MANDIR)/man1/'$$program.*.1; \
	done
	@echo "kept: $(DESTDIR)$(SYSCONFDIR)/liaison and every database"

clean: ## remove everything that was built
	rm -rf .build
