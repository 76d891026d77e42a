package dev.corewatch.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.crash.CheckResult;
import dev.corewatch.crash.Checkup;
import dev.corewatch.crash.ProcessCheckup;
import dev.corewatch.crash.Proof;
import dev.corewatch.doctor.check.Debugger;
import dev.corewatch.doctor.check.KernelComplaints;
import dev.corewatch.doctor.check.Named;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/doctor.md agrees with the code. */
final class DoctorReferenceTest {

    private static final Path PAGE = Path.of("docs/doctor.md");

    @Test
    void namesEveryCheckAndNoOther() throws IOException {
        var further = List.of(new Debugger(_ -> true), new KernelComplaints(List.of()));
        var names = Stream.of(Checks.OF_NODE, Checks.OF_PROCESS, further)
                .<Named>flatMap(List::stream)
                .map(Named::name)
                .toList();

        var documented =
                rows("| `", "` |").filter(name -> !name.matches("(version|fate|summary|kernel|node.*|processes.*)"));

        assertThat(documented).containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void namesEveryFieldOfTheDocument() throws IOException {
        var page = Files.readString(PAGE);
        for (var type :
                List.<Class<? extends Record>>of(Checkup.class, ProcessCheckup.class, CheckResult.class, Proof.class)) {
            assertThat(Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName))
                    .as(type.getSimpleName())
                    .allMatch(name -> page.contains(name));
        }
    }

    private static Stream<String> rows(String begin, String end) throws IOException {
        return Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith(begin))
                .map(line -> line.substring(begin.length(), line.indexOf(end)));
    }
}
