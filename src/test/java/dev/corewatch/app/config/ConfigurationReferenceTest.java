package dev.corewatch.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/configuration.md is made from the configuration interfaces; UPDATE_DOCS=1 in the environment writes it anew. */
final class ConfigurationReferenceTest {

    private static final List<Class<?>> INTERFACES = List.of(
            CaptureConfig.class,
            AgentConfig.class,
            SpoolConfig.class,
            StoreConfig.class,
            AnalyzeConfig.class,
            WorkloadConfig.class,
            ReportConfig.class,
            ControllerConfig.class);
    private static final Path PAGE = Path.of("docs/configuration.md");

    @Test
    void thePageSaysWhatTheInterfacesSay() throws IOException {
        var page = page();
        if (System.getenv("UPDATE_DOCS") != null) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE))
                .as("docs/configuration.md; run UPDATE_DOCS=1 scripts/maven test -Dtest=ConfigurationReferenceTest")
                .isEqualTo(page);
    }

    private static String page() throws IOException {
        var text = new StringBuilder("""
                # Configuration

                Made from the interfaces in `dev.corewatch.app.config`. Each key can be a system property, an environment variable (upper case,
                `_` for `.` and `-`: COREWATCH_SPOOL_DIRECTORY) or a line of `config/application.properties` in the working directory.
                Sizes take K, M, G; durations 10s, 5m, 2h, 90d. The HTTP port of a role is `quarkus.http.port` (QUARKUS_HTTP_PORT).
                `DEBUGINFOD_URLS`, elfutils' own variable, names the debuginfod servers that are asked, by roles and commands; unset, nobody is.
                """);
        for (var type : INTERFACES) {
            text.append(section(type));
        }
        return text.toString();
    }

    private static String section(Class<?> type) throws IOException {
        var source = Files.readString(Path.of("src/main/java", type.getName().replace('.', '/') + ".java"));
        var prefix = type.getAnnotation(ConfigMapping.class).prefix();
        var rows = Arrays.stream(type.getDeclaredMethods())
                .sorted(Comparator.comparingInt(method -> source.indexOf(" " + method.getName() + "();")))
                .map(method -> row(prefix, method, source))
                .collect(Collectors.joining());
        return "\n## " + prefix + "\n\n" + javadoc(source, "@ConfigMapping")
                + "\n\n| key | default | meaning |\n|---|---|---|\n" + rows;
    }

    private static String row(String prefix, Method method, String source) {
        var withDefault = method.getAnnotation(WithDefault.class);
        var value = withDefault == null ? "-" : "`" + withDefault.value() + "`";
        var meaning = javadoc(source, "(?:@\\w+(?:\\([^)]*\\))?\\s+)*[\\w<>]+ " + method.getName() + "\\(\\);");
        return "| `" + prefix + "." + kebab(method.getName()) + "` | " + value + " | " + meaning + " |\n";
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static String javadoc(String source, String what) {
        var matcher = Pattern.compile("/\\*\\*((?:(?!\\*/).)*)\\*/\\s*" + what, Pattern.DOTALL)
                .matcher(source);
        assertThat(matcher.find()).as("no Javadoc before " + what).isTrue();
        return matcher.group(1)
                .replaceAll("\\s*\\n\\s*\\*\\s*", " ")
                .replaceAll("\\{@code ([^}]*)}", "`$1`")
                .strip();
    }
}
