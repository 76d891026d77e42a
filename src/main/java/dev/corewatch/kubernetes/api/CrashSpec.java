package dev.corewatch.kubernetes.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * Which bug it is (the controller's, fixed at creation), and what a person says of it.
 *
 * @param container of the workload's Pods
 * @param signature id; absent for crashes that only the container's status told of
 * @param signal SIGSEGV, ...; "unknown" when nothing told
 * @param acknowledged a person said "known"
 * @param note that person's words
 * @param fixedIn HAProxy's version that should not crash so any more; a crash in it or in a later one reopens the group
 * @param retainAfterDeletion ISO 8601 duration, instead of the controller's own
 */
@ValidationRule(
        value =
                "self.workloadRef == oldSelf.workloadRef && self.container == oldSelf.container && self.signal == oldSelf.signal"
                        + " && has(self.signature) == has(oldSelf.signature)"
                        + " && (!has(self.signature) || self.signature == oldSelf.signature)",
        message = "workloadRef, container, signature and signal say which bug this is and can't be changed;"
                + " acknowledged, note, fixedIn and retainAfterDeletion can")
@ValidationRule(
        value = "!has(self.fixedIn) || (has(self.acknowledged) && self.acknowledged)",
        message = "fixedIn needs acknowledged: true")
public record CrashSpec(
        @Required WorkloadRef workloadRef,
        @Required String container,
        @Nullable String signature,
        @Required String signal,

        @JsonPropertyDescription(
                "Set to true to say that this bug is known: its crashes raise no Events, nor the alert HAProxyCrashed, until it is reopened.")
        @Nullable
        Boolean acknowledged,

        @JsonPropertyDescription("Why it is acknowledged, for the next person.") @Nullable
        String note,

        @JsonPropertyDescription(
                "HAProxy's first version without this bug, such as 2.6.13. A crash in it or in a later one reopens the group.")
        @Pattern("^v?[0-9]{1,2}\\.[0-9]{1,2}(\\.[0-9]{1,3}|-dev[0-9]{1,3})?([-+~][^ ]{0,80})?$")
        @Nullable
        String fixedIn,

        @JsonPropertyDescription(
                "How long to keep this after the workload is gone, as an ISO 8601 duration such as P30D.")
        @Pattern("^P([0-9]+D)?(T([0-9]+H)?([0-9]+M)?([0-9]+S)?)?$")
        @Nullable
        String retainAfterDeletion) {

    /**
     * What owns the Pods, at the top of their owners.
     *
     * @param kind Deployment, DaemonSet, StatefulSet, a Pod's own, or a custom resource's
     */
    public record WorkloadRef(
            @Required String apiVersion,
            @Required String kind,
            @Required String name) {}
}
