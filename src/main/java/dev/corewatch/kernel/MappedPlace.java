package dev.corewatch.kernel;

import dev.corewatch.crash.Testimony.Place;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The end of a fault's line, {@code in libc.so.6[16db75,7fcadde44000+156000]}: the offset in the file since Linux 6.7, the
 * mapping's start and length; before, {@code in libc.so.6[7fcadde44000+156000]} (mm/memory.c, print_vma_addr).
 */
final class MappedPlace {

    private static final String HEX = "([0-9a-f]{1,16})";
    private static final Pattern BRACKET =
            Pattern.compile(" in ([^\\[]{1,255})\\[(?:" + HEX + ",)?" + HEX + "\\+" + HEX + "\\]");

    private MappedPlace() {}

    /**
     * Where an instruction is.
     *
     * @param text the rest of the line
     * @param instruction its address; null when the line doesn't tell, then only the newer form has an offset
     */
    static @Nullable Place in(String text, @Nullable Long instruction) {
        var found = BRACKET.matcher(text);
        if (!found.find()) {
            return null;
        }
        var module = found.group(1);
        var mapped = "0x" + found.group(4);
        if (found.group(2) != null) {
            return new Place(module, "0x" + found.group(2), true, mapped);
        }
        if (instruction == null) {
            return null;
        }
        long offset = instruction - Hex.of(found.group(3));
        return new Place(module, Hex.in(offset), false, mapped);
    }
}
