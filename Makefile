# Builds the Lambda packages. `sam build` calls build-<LogicalId> with ARTIFACTS_DIR set; `make package` makes zips without SAM.
#
#   make cog                              artifacts/cog/cog, the command line, for this machine
#   make install                          puts that below PREFIX (/usr/local), with completion and a manual page
#   make deb                              artifacts/cog-functions_*.deb, a package of Debian for this machine
#   make tool                             artifacts/cog-functions.*.nupkg, a .NET tool for any machine with .NET
#   make package                          artifacts/x86_64/*.zip
#   make package ARCHITECTURE=arm64       artifacts/arm64/*.zip
#   ARCHITECTURE=arm64 sam build --parameter-overrides Architecture=arm64
#
# How a binary is published (native, stripped, instruction set) stands in src/Directory.Build.props.

ARCHITECTURE ?= x86_64
RID_x86_64   := linux-x64
RID_arm64    := linux-arm64
RID          := $(RID_$(ARCHITECTURE))
STRIP_x86_64 := strip
STRIP_arm64  := aarch64-linux-gnu-strip
FUNCTIONS    := InfoFunction TileFunction PartialReadFunction ValidateFunction
PUBLISHED    := artifacts/publish/$(RID)
PACKAGES     := artifacts/$(ARCHITECTURE)

ifeq ($(RID),)
$(error ARCHITECTURE is '$(ARCHITECTURE)'; it must be x86_64 or arm64)
endif
# On an arm64 machine its own strip serves.
STRIP := $(if $(filter $(shell uname -m),aarch64),strip,$(STRIP_$(ARCHITECTURE)))

.PHONY: cog install uninstall deb tool package clean $(FUNCTIONS:%=build-%) $(FUNCTIONS:%=package-%)

# The machine's own kind, whatever is packaged.
cog:
	dotnet publish src/Cog.Cli --configuration Release --use-current-runtime --output artifacts/cog --nologo --verbosity quiet

# `make install` does not build: it may be run by another user than `make cog`. DESTDIR is the root of a package.
PREFIX     ?= /usr/local
DESTDIR    ?=
COG        := artifacts/cog/cog
ZSHDIR     ?= site-functions
SHARE       = $(DESTDIR)$(PREFIX)/share
INSTALLED   = bin/cog lib/cog share/bash-completion/completions/cog share/zsh/$(ZSHDIR)/_cog \
	share/fish/vendor_completions.d/cog.fish share/man/man1/cog.1.gz share/doc/cog-functions

install:
	@test -x $(COG) || { echo "There is no $(COG): run 'make cog' first." >&2; exit 1; }
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/lib/cog/sample" "$(SHARE)/bash-completion/completions" \
		"$(SHARE)/zsh/$(ZSHDIR)" "$(SHARE)/fish/vendor_completions.d" "$(SHARE)/man/man1" "$(SHARE)/doc/cog-functions/schemas"
	install -m 0755 $(COG) "$(DESTDIR)$(PREFIX)/lib/cog/cog"
	for library in artifacts/cog/*.so; do \
		strip --strip-unneeded -o "$(DESTDIR)$(PREFIX)/lib/cog/$$(basename $$library)" "$$library" && \
		chmod 0644 "$(DESTDIR)$(PREFIX)/lib/cog/$$(basename $$library)" || exit 1; \
	done
	install -m 0644 artifacts/cog/sample/* "$(DESTDIR)$(PREFIX)/lib/cog/sample/"
	ln -sf ../lib/cog/cog "$(DESTDIR)$(PREFIX)/bin/cog"
	$(COG) completion bash > "$(SHARE)/bash-completion/completions/cog"
	$(COG) completion zsh > "$(SHARE)/zsh/$(ZSHDIR)/_cog"
	$(COG) completion fish > "$(SHARE)/fish/vendor_completions.d/cog.fish"
	gzip -9nc src/Cog.Cli/cog.1 > "$(SHARE)/man/man1/cog.1.gz"
	install -m 0644 README.md LICENSE NOTICE doc/cli.md doc/settings.md "$(SHARE)/doc/cog-functions/"
	install -m 0644 doc/schemas/*.json "$(SHARE)/doc/cog-functions/schemas/"

uninstall:
	cd "$(DESTDIR)$(PREFIX)" && rm -rf $(INSTALLED)

# A package of Debian, by dpkg-deb alone. Debian's own package cog, a web browser for kiosks, has /usr/bin/cog as well.
VERSION     := $(shell sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)
DEB_ARCH     = $(shell dpkg --print-architecture)
DEB_ROOT    := artifacts/deb
DEB_DOC     := $(DEB_ROOT)/usr/share/doc/cog-functions
MAINTAINER  ?= Cog Functions contributors <cog-functions@localhost.localdomain>

deb:
	rm -rf $(DEB_ROOT)
	umask 022 && $(MAKE) --no-print-directory install DESTDIR=$(CURDIR)/$(DEB_ROOT) PREFIX=/usr ZSHDIR=vendor-completions
	rm $(DEB_DOC)/LICENSE
	umask 022 && gzip -9n $(DEB_DOC)/cli.md $(DEB_DOC)/settings.md
	umask 022 && { \
		echo "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/"; \
		echo; echo "Files: *"; echo "Copyright: $$(sed -n 's/^Copyright (c) //p' LICENSE)"; echo "License: Expat"; \
		tail -n +5 LICENSE | sed 's/^$$/./; s/^/ /'; } > $(DEB_DOC)/copyright
	umask 022 && printf 'cog-functions (%s) unstable; urgency=medium\n\n  * See CHANGELOG.md of the project.\n\n -- %s  %s\n' \
		"$(VERSION)" "$(MAINTAINER)" "$$(date -R -d @$${SOURCE_DATE_EPOCH:-$$(git log -1 --format=%ct)})" \
		| gzip -9n > $(DEB_DOC)/changelog.gz
	umask 022 && mkdir -p $(DEB_ROOT)/usr/share/lintian/overrides && printf 'cog-functions: embedded-library %s\n' \
		"freetype [usr/lib/cog/libSkiaSharp.so]" "libjpeg [usr/lib/cog/libSkiaSharp.so]" "zlib [usr/lib/cog/cog]" \
		> $(DEB_ROOT)/usr/share/lintian/overrides/cog-functions
	umask 022 && mkdir $(DEB_ROOT)/DEBIAN
	cd $(DEB_ROOT) && find usr -type f -print0 | sort -z | xargs -0 md5sum > DEBIAN/md5sums && chmod 0644 DEBIAN/md5sums
	umask 022 && printf '%s\n' \
		"Package: cog-functions" \
		"Version: $(VERSION)" \
		"Architecture: $(DEB_ARCH)" \
		"Maintainer: $(MAINTAINER)" \
		"Installed-Size: $$(du -sk --apparent-size $(DEB_ROOT)/usr | cut -f1)" \
		"Depends: libc6 (>= 2.34), libgcc-s1, libstdc++6" \
		"Recommends: ca-certificates, libssl3 | libssl3t64" \
		"Conflicts: cog" \
		"Section: science" \
		"Priority: optional" \
		"Description: map tiles, pixels and facts of Cloud Optimized GeoTIFFs" \
		" The command cog serves GeoTIFFs as map tiles, reads windows and boxes of them" \
		" as NumPy arrays, GeoTIFF, PNG, JPEG or WebP, tells values and statistics, and" \
		" checks whether a file is a Cloud Optimized GeoTIFF. Files in S3 and on web" \
		" servers are read by byte ranges." > $(DEB_ROOT)/DEBIAN/control
	dpkg-deb --root-owner-group --build $(DEB_ROOT) artifacts/cog-functions_$(VERSION)_$(DEB_ARCH).deb

# Needs .NET where it is used, and runs wherever that does. Built in folders of its own: others of this tree stay as they are.
tool:
	dotnet pack src/Cog.Cli --configuration Release --output artifacts -p:PackAsTool=true -p:ArtifactsPath=$(CURDIR)/artifacts/tool \
		--nologo --verbosity quiet

# One function: the native program as `bootstrap`, and the native libraries it may load, stripped.
$(FUNCTIONS:%=build-%): build-%Function:
	dotnet publish src/Functions.$* --configuration Release --runtime $(RID) --output $(PUBLISHED)/$* --nologo --verbosity quiet
	mkdir -p "$(ARTIFACTS_DIR)"
	install -m 0755 $(PUBLISHED)/$*/Functions.$* "$(ARTIFACTS_DIR)/bootstrap"
	for library in $(PUBLISHED)/$*/*.so; do \
		[ ! -e "$$library" ] || $(STRIP) --strip-unneeded -o "$(ARTIFACTS_DIR)/$$(basename $$library)" "$$library"; \
	done

$(FUNCTIONS:%=package-%): package-%:
	rm -rf $(PACKAGES)/$* $(PACKAGES)/$*.zip
	$(MAKE) --no-print-directory build-$* ARTIFACTS_DIR=$(CURDIR)/$(PACKAGES)/$*
	cd $(PACKAGES)/$* && zip --quiet --recurse-paths -X ../$*.zip .

package: $(FUNCTIONS:%=package-%)
	@ls -l $(PACKAGES)/*.zip

clean:
	rm -rf artifacts .aws-sam
