package dev.corewatch.capture.objects;

import dev.corewatch.capture.elf.ElfFile;
import dev.corewatch.crash.Module;
import java.nio.file.Path;

/** A file that may be a module's. */
record Candidate(Path path, ElfFile elf) {

    /** How it compares. */
    Module.Match match(Module module) {
        if (module.buildId() == null || elf.buildId() == null) {
            return Module.Match.NO_BUILD_ID;
        }
        return module.buildId().equals(elf.buildId()) ? Module.Match.VERIFIED : Module.Match.MISMATCH;
    }
}
