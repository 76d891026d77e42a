package dev.corewatch.app.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Whose HAProxy this is. In Kubernetes the sidecar's downward API sets these. */
@ConfigMapping(prefix = "corewatch.workload")
public interface WorkloadConfig {

    /** Of several clusters or sites that share a store: the first part of its keys. */
    @WithDefault("default")
    String cluster();

    /** "default" outside of Kubernetes. */
    @WithDefault("default")
    String namespace();

    /** Deployment, service or unit. */
    @WithDefault("haproxy")
    String name();

    /** HAProxy's container, or the workload's name again. */
    @WithDefault("haproxy")
    String container();

    /** The Pod's name, in Kubernetes. */
    Optional<String> pod();

    /** The host it runs on. */
    Optional<String> node();

    /** The image HAProxy was started from. */
    Optional<String> image();
}
