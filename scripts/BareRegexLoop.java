import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What {@code corewatch kernel-log} is compared with in bench: one expression, tried on each line, and nothing else. */
class BareRegexLoop {

    private static final Pattern FAULT =
            Pattern.compile("\\[(\\d+)\\]: segfault at ([0-9a-f]+) ip ([0-9a-f]+) sp ([0-9a-f]+) error ([0-9a-f]+)"
                    + "(?: in ([^\\[]+)\\[(?:([0-9a-f]+),)?([0-9a-f]+)\\+([0-9a-f]+)\\])?");

    public static void main(String[] files) throws IOException {
        long found = 0;
        try (var lines = Files.newBufferedReader(Path.of(files[0]))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                found += FAULT.matcher(line).find() ? 1 : 0;
            }
        }
        System.out.println(found);
    }
}
