package dev.corewatch.app;

import dev.corewatch.analyze.debugger.Addr2line;
import dev.corewatch.capture.objects.LookupPlaces;
import dev.corewatch.capture.objects.NamedModule;
import dev.corewatch.crash.Frame;
import dev.corewatch.crash.KernelFindings;
import dev.corewatch.crash.KernelPlace;
import dev.corewatch.crash.Testimony.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** Finds the function of the instruction that a kernel's line names, by a file that nothing proves to be the one that crashed. */
final class LineSymbols {

    /** Places of which each costs a process. */
    private static final int MOST = 64;

    private final Addr2line addr2line;
    private final LookupPlaces places;

    LineSymbols(Addr2line addr2line, LookupPlaces places) {
        this.addr2line = addr2line;
        this.places = places;
    }

    /**
     * What is known.
     *
     * @param frames the instruction's function, and those it was inlined into; empty when nothing is known
     * @param remarks by which file, or why not
     */
    record Named(List<Frame> frames, List<String> remarks) {}

    /** The findings with functions where files tell them. */
    KernelFindings name(KernelFindings findings) throws IOException, InterruptedException {
        var named = new ArrayList<KernelPlace>();
        for (var found : findings.places()) {
            var place = found.place();
            if (place == null || named.size() >= MOST) {
                named.add(found);
                continue;
            }
            var answer = of(place);
            named.add(found.named(answer.frames(), answer.remarks()));
        }
        return findings.with(named, findings.advice());
    }

    Named of(Place place) throws IOException, InterruptedException {
        var module = NamedModule.find(place.module(), places);
        if (module.isEmpty()) {
            return nothing("no file at hand is named %s: function unknown".formatted(place.module()));
        }
        var file = module.get();
        var address = address(file, place);
        if (address.isEmpty()) {
            return nothing(("%s doesn't fit the line: not exactly one part of its code is mapped as %s bytes with that"
                            + " offset in it, so it is not the file that crashed, or the place in it can't be known")
                    .formatted(file.path(), place.mapped()));
        }
        var lines = addr2line.ask(file.path(), place.module(), address.getAsLong());
        return lines.frames().isEmpty()
                ? unknown(file, lines.notes())
                : new Named(
                        lines.frames(),
                        List.of("named by %s, which nothing proves to be the file that crashed"
                                .formatted(file.path())));
    }

    private static OptionalLong address(NamedModule file, Place place) {
        long offset = hex(place.offset());
        long mapped = hex(place.mapped());
        return place.ofFile()
                ? file.code().ofFileOffset(offset, mapped)
                : file.code().ofMappingOffset(offset, mapped);
    }

    private static Named unknown(NamedModule file, List<String> notes) {
        return notes.isEmpty()
                ? nothing("%s has no symbol there: give its debug information (--debug-dir)".formatted(file.path()))
                : new Named(List.of(), notes);
    }

    private static Named nothing(String remark) {
        return new Named(List.of(), List.of(remark));
    }

    private static long hex(String number) {
        return Long.parseUnsignedLong(number.substring(2), 16);
    }
}
