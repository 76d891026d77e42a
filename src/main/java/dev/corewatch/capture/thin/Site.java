package dev.corewatch.capture.thin;

import dev.corewatch.capture.elf.CoreHeaders;
import dev.corewatch.capture.elf.MappedElf;
import dev.corewatch.capture.elf.Mapping;
import dev.corewatch.capture.elf.MemorySource;
import dev.corewatch.capture.elf.ThreadRegisters;
import java.io.IOException;
import java.util.Optional;

/**
 * Where a process crashed, known before its memory is: the instruction at which the crashed thread was.
 *
 * @param buildId of the program or library it is in
 * @param offset of the instruction in that file
 */
public record Site(String buildId, long offset) {

    /** Empty when the instruction is in no file, or in one without a build-id. */
    public static Optional<Site> of(CoreHeaders headers, MemorySource memory) throws IOException {
        var mappings = headers.notes().mappings();
        long at = headers.notes().registers().stream()
                .findFirst()
                .map(ThreadRegisters::programCounter)
                .orElse(0L);
        var code = mappings.stream().filter(m -> m.contains(at)).findFirst();
        var first = code.flatMap(c -> mappings.stream()
                .filter(m -> m.fileOffset() == 0 && m.path().equals(c.path()))
                .findFirst());
        if (code.isEmpty() || first.isEmpty()) {
            return Optional.empty();
        }
        return site(memory, first.get(), at - code.get().start() + code.get().fileOffset());
    }

    private static Optional<Site> site(MemorySource memory, Mapping first, long offset) throws IOException {
        return MappedElf.at(memory, first.start()) instanceof MappedElf.Elf elf
                ? Optional.ofNullable(elf.buildId()).map(buildId -> new Site(buildId, offset))
                : Optional.empty();
    }

    /** As a file's name or a label has it. */
    @Override
    public String toString() {
        return buildId + "+0x" + Long.toHexString(offset);
    }
}
