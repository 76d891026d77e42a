package dev.corewatch.analyze.debugger;

import dev.corewatch.crash.CoreImage;
import dev.corewatch.crash.Frame;
import dev.corewatch.crash.Module;
import dev.corewatch.crash.ThreadStack;
import dev.corewatch.crash.ThreadStack.Ended;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@code eu-stack --inlines --source --module --build-id} prints: per thread {@code TID n:}, per frame
 *
 * <pre>
 * #4  0x00005652533890ac deflate_flush_or_finish - haproxy
 *     [5e28...]@0x56525318d000+0x1fc0ab
 *     src/compression.c:612:8
 * </pre>
 *
 * and on standard error why a thread's walk ended early. The offset is of the call, one byte before the return address; an inlined
 * frame has the address of the frame it was inlined into, which follows.
 */
final class EuStackOutput {

    private static final Pattern THREAD = Pattern.compile("TID (\\d{1,9}):");
    private static final Pattern FRAME = Pattern.compile("#(\\d+)\\s+0x([0-9a-f]{1,16})(?:\\s+(.*))?");
    private static final Pattern PLACE = Pattern.compile("\\s+\\[[0-9a-f]*]@0x([0-9a-f]{1,16})\\+0x[0-9a-f]+");
    private static final Pattern SOURCE = Pattern.compile("\\s+(\\S.*?):(\\d{1,9})(?::\\d+)?");
    private static final Pattern ENDING = Pattern.compile("(?:dwfl_thread_getframes )?tid (\\d{1,9})(?::| at) (.*)");
    /** Where the name of a frame ends. */
    private static final Pattern MODULE = Pattern.compile("(?:^|\\s)- \\S.*$");

    private static final String LIMIT = "shown max number of frames";
    private static final String SIGNAL_RETURN = "__restore_rt";

    private final CoreImage image;
    private final TreeMap<Long, Module> byBase = new TreeMap<>(Long::compareUnsigned);
    private final Map<Integer, List<Row>> threads = new LinkedHashMap<>();
    private List<Row> current = new ArrayList<>();

    EuStackOutput(CoreImage image) {
        this.image = image;
        image.modules().forEach(module -> byBase.put(address(module.base()), module));
    }

    List<ThreadStack> threads(String out, String err) {
        out.lines().forEach(this::take);
        var endings = endings(err);
        return threads.entrySet().stream()
                .map(entry -> thread(entry.getKey(), entry.getValue(), endings.get(entry.getKey())))
                .toList();
    }

    private void take(String line) {
        var thread = THREAD.matcher(line);
        var frame = FRAME.matcher(line);
        if (thread.matches()) {
            current = threads.computeIfAbsent(Integer.valueOf(thread.group(1)), _ -> new ArrayList<>());
        } else if (frame.matches()) {
            current.add(Row.of(frame));
        } else if (!current.isEmpty()) {
            current.add(current.removeLast().with(PLACE.matcher(line), SOURCE.matcher(line)));
        }
    }

    private static Map<Integer, String> endings(String err) {
        var found = new LinkedHashMap<Integer, String>();
        err.lines()
                .map(ENDING::matcher)
                .filter(Matcher::find)
                .forEach(line -> found.putIfAbsent(Integer.valueOf(line.group(1)), line.group(2)));
        return found;
    }

    private ThreadStack thread(int id, List<Row> rows, @Nullable String ending) {
        var crashed = !image.threads().isEmpty() && image.threads().getFirst().id() == id;
        var frames = new ArrayList<Frame>();
        for (int i = 0; i < rows.size(); i++) {
            boolean inlined =
                    i + 1 < rows.size() && rows.get(i + 1).pc() == rows.get(i).pc();
            frames.add(frame(i, rows.get(i), inlined && rows.get(i).function() != null));
        }
        if (ending == null) {
            return new ThreadStack(id, crashed, Ended.OUTERMOST, null, frames);
        }
        return ending.startsWith(LIMIT)
                ? new ThreadStack(id, crashed, Ended.LIMIT, null, frames)
                : new ThreadStack(id, crashed, Ended.BROKEN, ending, frames);
    }

    private Frame frame(int index, Row row, boolean inlined) {
        boolean signal = SIGNAL_RETURN.equals(row.function());
        var bias = row.bias();
        return new Frame(
                index,
                signal ? null : row.function(),
                row.file(),
                row.line(),
                modulePath(row.pc()),
                bias == null ? null : "0x" + Long.toHexString(row.pc() - bias),
                inlined,
                signal);
    }

    private @Nullable String modulePath(long pc) {
        var below = byBase.floorEntry(pc);
        return below != null
                        && Long.compareUnsigned(pc, address(below.getValue().end())) < 0
                ? below.getValue().path()
                : null;
    }

    private static long address(String hexadecimal) {
        return Long.parseUnsignedLong(hexadecimal.replaceFirst("^0x", ""), 16);
    }

    private record Row(
            long pc,
            @Nullable String function,
            @Nullable Long bias,
            @Nullable String file,
            @Nullable Integer line) {

        /** The name ends before {@code " - module"}; symbol versions are cut off. */
        static Row of(Matcher frame) {
            var rest = frame.group(3) == null ? "" : frame.group(3);
            var name = MODULE.matcher(rest)
                    .replaceFirst("")
                    .replaceFirst("@.*", "")
                    .strip();
            return new Row(Long.parseUnsignedLong(frame.group(2), 16), name.isEmpty() ? null : name, null, null, null);
        }

        Row with(Matcher place, Matcher source) {
            if (place.matches()) {
                return new Row(pc, function, Long.parseUnsignedLong(place.group(1), 16), file, line);
            }
            return source.matches()
                    ? new Row(pc, function, bias, source.group(1), Integer.valueOf(source.group(2)))
                    : this;
        }
    }
}
