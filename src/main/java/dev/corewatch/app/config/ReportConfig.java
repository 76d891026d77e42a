package dev.corewatch.app.config;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** In Kubernetes: the controller, to which an agent reports crashes. */
@ConfigMapping(prefix = "corewatch.report")
public interface ReportConfig {

    /** Such as {@code https://corewatch.corewatch.svc:9443}; without one nothing is reported. */
    Optional<URI> url();

    /** A service account's token, bound to the agent's Pod, for the controller's audience; the kubelet renews the file. */
    @WithDefault("/var/run/secrets/corewatch.dev/token")
    Path tokenFile();

    /** Certificates of those who sign the controller's, PEM; read again when the file changes. */
    @WithDefault("/etc/corewatch/ca/ca.crt")
    Path caFile();

    /** So many reports wait on disk for the controller, one for each crash; then the oldest is dropped and counted. */
    @WithDefault("10000")
    int maxReports();

    /** So much do they take. */
    @WithDefault("256M")
    MemorySize maxBytes();
}
