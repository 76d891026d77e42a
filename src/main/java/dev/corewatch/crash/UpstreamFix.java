package dev.corewatch.crash;

import dev.corewatch.crash.KnownFix.Applies;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A crash that upstream fixed, and what that means for the version that was asked about; component names are JSON names.
 *
 * @param id upstream's short commit
 * @param title what was wrong
 * @param needs configuration or traffic it takes
 * @param severity critical, major, medium or minor, by upstream
 * @param area the part of HAProxy
 * @param bugClass null-deref, bug-on, infinite-loop, ...
 * @param written when, "2026-08-18"
 * @param introducedIn first mainline version with the fault, where known
 * @param fixedIn first mainline version without it
 * @param backportTo series that the fix was meant for; "all" for the maintained ones of that time
 * @param applies whether the asked version has the fault; absent when none was asked about
 * @param series the asked version's, when the fix was meant for its stable branch
 */
public record UpstreamFix(
        String id,
        String title,
        @Nullable String needs,
        @Nullable String severity,
        String area,
        String bugClass,
        String written,
        @Nullable String introducedIn,
        String fixedIn,
        List<String> backportTo,
        @Nullable Applies applies,
        @Nullable String series) {

    public UpstreamFix {
        backportTo = List.copyOf(backportTo);
    }
}
