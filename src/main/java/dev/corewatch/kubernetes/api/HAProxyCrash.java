package dev.corewatch.kubernetes.api;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * One bug: all crashes of one signature on one workload's container. Named by {@link CrashName}. It has no owner, so that it outlives the
 * workload for a while.
 */
@Group(HAProxyCrash.GROUP)
@Version(HAProxyCrash.VERSION)
@Kind(HAProxyCrash.KIND)
@Singular("haproxycrash")
@Plural(HAProxyCrash.PLURAL)
@ShortNames("hac")
@AdditionalPrinterColumn(
        name = "Workload",
        jsonPath = ".spec.workloadRef.name",
        type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(name = "Signal", jsonPath = ".spec.signal", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(name = "Count", jsonPath = ".status.count", type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(name = "Last", jsonPath = ".status.lastSeen", type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(
        name = "Acknowledged",
        jsonPath = ".status.acknowledged",
        type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(name = "Known-Fix", jsonPath = ".status.knownFix", type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(name = "Summary", jsonPath = ".status.summary", type = AdditionalPrinterColumn.Type.STRING)
public class HAProxyCrash extends CustomResource<CrashSpec, CrashStatus> implements Namespaced {

    public static final String GROUP = "corewatch.dev";
    public static final String VERSION = "v1alpha1";
    public static final String KIND = "HAProxyCrash";
    public static final String PLURAL = "haproxycrashes";

    private static final long serialVersionUID = 1L;
}
