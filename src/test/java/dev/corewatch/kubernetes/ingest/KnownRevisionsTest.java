package dev.corewatch.kubernetes.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.corewatch.crash.Occurrence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class KnownRevisionsTest {

    private final KnownRevisions known = new KnownRevisions();
    private final List<Integer> taken = new ArrayList<>();

    @Test
    void takesNewerRevisionsAndNoOthers() throws RefusedException {
        assertThat(take(2)).isEqualTo(new Receipt(Reports.ID, 2, true));
        assertThat(take(2)).isEqualTo(new Receipt(Reports.ID, 2, false));
        assertThat(take(1)).isEqualTo(new Receipt(Reports.ID, 2, false));
        assertThat(take(4)).isEqualTo(new Receipt(Reports.ID, 4, true));

        assertThat(taken).containsExactly(2, 4);
    }

    @Test
    void knowsNothingOfWhatWasNotTaken() throws RefusedException {
        assertThatIllegalStateException()
                .isThrownBy(() -> known.take(report(2), _ -> {
                    throw new IllegalStateException("the API server is down");
                }));

        assertThat(take(2).taken()).isTrue();
    }

    @Test
    void refusesTheIdOfAnotherPodsCrash() throws RefusedException {
        take(2);
        var others = Reports.of(Reports.ID, 3, Instant.EPOCH, Reports.CONTAINER, Reports.workload("ns", "web-2"));

        var refusal = catchThrowableOfType(RefusedException.class, () -> known.take(others, _ -> {}));

        assertThat(refusal.refusal().status()).isEqualTo(409);
        assertThat(refusal.refusal().retry()).isFalse();
    }

    private Receipt take(int revision) throws RefusedException {
        return known.take(report(revision), occurrence -> taken.add(occurrence.revision()));
    }

    private static Occurrence report(int revision) {
        return Reports.of(revision, Instant.EPOCH, Reports.CONTAINER);
    }
}
