package dev.corewatch.app.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Whose HAProxy this is. In Kubernetes the sidecar's downward API sets these. */
@ConfigMapping(prefix = "corewatch.workload")
public interface WorkloadConfig {

    @WithDefault("default")
    String namespace();

    /** Deployment, service or unit. */
    @WithDefault("haproxy")
    String name();

    @WithDefault("haproxy")
    String container();

    Optional<String> pod();

    Optional<String> node();

    Optional<String> image();
}
