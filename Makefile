# Builds the Lambda packages. `sam build` calls build-<LogicalId> with ARTIFACTS_DIR set; `make package` makes zips without SAM.
#
#   make cog                              artifacts/cog/cog, the command line, for this machine
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

.PHONY: cog package clean $(FUNCTIONS:%=build-%) $(FUNCTIONS:%=package-%)

# The machine's own kind, whatever is packaged.
cog:
	dotnet publish src/Cog.Cli --configuration Release --use-current-runtime --output artifacts/cog --nologo --verbosity quiet

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
