package dev.corewatch.app;

import dev.corewatch.doctor.Hindrance;
import dev.corewatch.identity.Victim;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Why a HAProxy that runs would leave no core, by the doctor's checks: it can't be asked any more when it is dead. Says nothing before the kernel
 * hands its cores to us: until then the checks are of what there was before.
 */
final class Foresight implements Function<Victim, @Nullable String> {

    private volatile boolean begun;

    void begin() {
        begun = true;
    }

    @Override
    public @Nullable String apply(Victim victim) {
        var hindrance = begun ? Hindrance.of(Path.of("/"), victim.hostPid()) : null;
        return hindrance == null ? null : "%s (%s)".formatted(hindrance.reason(), hindrance.check());
    }
}
