# Every target finds a JDK 25 itself and installs missing Debian packages by name (as root or by sudo).
.DEFAULT_GOAL := help
MAVEN := scripts/maven
# What corewatch itself runs: the debugger, elfutils, and util-linux's setpriv, prlimit and unshare.
RUNTIME := $(shell cat src/main/docker/packages)
# What the Maven wrapper needs to fetch Maven once, and the C compiler for the helper.
BUILD := curl unzip ca-certificates gcc libc6-dev

.PHONY: help
help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 22

.PHONY: demo
demo: build lab ## build two HAProxys once, crash the zlib one for real, show the report
	@scripts/demo

.PHONY: test
test: packages lab-all cluster-build ## run the tests that need no node: unit, and the real thing (kernel, gdb, HAProxy, an API server)
	@scripts/packages debuginfod systemd prometheus
	@cd src/test/lab && python3 -B -m unittest discover -s tests -t .
	@$(MAVEN) verify

.PHONY: test-cluster
test-cluster: packages lab ## run the tests that need a Kubernetes node, on the lab's own (root; the first time builds it: 10 minutes)
	@scripts/packages prometheus openssl
	@src/test/lab/lab cluster build --node
	@src/test/lab/lab cluster helm
	@$(MAVEN) verify -Pcluster

.PHONY: kind-test
kind-test: build lab ## run the same on a cluster of kind's (needs Docker and kind)
	@scripts/kind-test

.PHONY: cluster
cluster: build lab ## bring up the lab's Kubernetes with a node and all images, until Ctrl-D (root)
	@scripts/cluster

.PHONY: soak
soak: packages lab-all ## run the long versions: 100,000 bent cores, sixty cores a minute, clocks, disks, debuggers, 4 GB
	@scripts/packages debuginfod
	@scripts/soak

.PHONY: bench
bench: build lab ## measure speed and footprint, write docs/bench.md
	@scripts/bench

.PHONY: bench-scale
bench-scale: build cluster-build ## measure the controller on a real API server with up to 1,000 Pods, write docs/bench-scale.md
	@scripts/bench-scale

.PHONY: build
build: packages ## build target/corewatch with its AOT cache, and target/corewatch-helper
	@echo "Building corewatch (Maven; the first time fetches its libraries)"
	@$(MAVEN) -q package -DskipTests
	@scripts/train-aot

.PHONY: install
install: build ## put the program into /opt/corewatch and its systemd units in place (DESTDIR=/some/root)
	@install -d $(DESTDIR)/opt/corewatch $(DESTDIR)/etc/systemd/system
	@cp -a target/corewatch target/corewatch-helper target/quarkus-app $(DESTDIR)/opt/corewatch/
	@install -m 644 src/main/systemd/*.service $(DESTDIR)/etc/systemd/system/

.PHONY: image
image: ## build the container image with Docker (IMAGE=REGISTRY/corewatch:TAG)
	@docker build --file src/main/docker/Dockerfile.jvm --tag $(IMAGE) .

.PHONY: native-smoke
native-smoke: packages lab cluster-build ## build one native binary and try it (needs GRAALVM_HOME with a native-image 25)
	@scripts/native-smoke

.PHONY: format
format: ## format the sources
	@$(MAVEN) -q spotless:apply

.PHONY: clean
clean: ## remove target/; the lab's HAProxys stay in their cache
	@rm -rf target

.PHONY: packages
packages:
	@scripts/jdk25 >/dev/null
	@scripts/packages $(RUNTIME) $(BUILD)

.PHONY: cluster-build
cluster-build:
	@scripts/packages python3 openssl
	@src/test/lab/lab cluster build
	@src/test/lab/lab cluster helm

.PHONY: lab
lab:
	@scripts/packages python3
	@src/test/lab/lab packages
	@src/test/lab/lab build zlib
	@src/test/lab/lab build slz

.PHONY: lab-all
lab-all:
	@scripts/packages python3
	@src/test/lab/lab packages
	@src/test/lab/lab build all
