package dev.corewatch.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class EnvironmentTest {

    @Test
    void keepsTheNamesOfTasksAndNothingElse() {
        assertThat(of("PATH=/bin\0DB_PASSWORD=x\0NOMAD_TOKEN=secret\0MARATHON_APP_ID=/edge\0VAULT_TOKEN=y\0"))
                .isEqualTo(Map.of("MARATHON_APP_ID", "/edge"));
    }

    @Test
    void takesTheFirstOfANameAsGetenvDoes() {
        assertThat(of("MESOS_TASK_ID=a\0MESOS_TASK_ID=b")).isEqualTo(Map.of("MESOS_TASK_ID", "a"));
    }

    @Test
    void keepsNothingTooLongOrWithoutAValue() {
        assertThat(of("MESOS_TASK_ID=" + "a".repeat(4096) + "\0MARATHON_APP_ID\0=\0\0\0"))
                .isEmpty();
        assertThat(of("")).isEmpty();
    }

    private static Map<String, String> of(String environ) {
        return Environment.of(environ.getBytes(UTF_8));
    }
}
