package dev.corewatch.app.config;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The controller: which Pods are HAProxy's, and where agents report to. */
@ConfigMapping(prefix = "corewatch.controller")
public interface ControllerConfig {

    /** Of its Lease, its Service, its certificate's Secret and its CA's ConfigMap, all in its own namespace. */
    @WithDefault("corewatch")
    String name();

    /** Its own; what its service account says when not set. */
    Optional<String> namespace();

    /** Its own Pod's name, by which it is known in the Lease; the host's name when not set. */
    Optional<String> pod();

    /** Its own Pod's address, where agents are sent while it leads. */
    Optional<String> address();

    /** Only Pods of these namespaces; of all when not set. */
    Optional<List<String>> namespaces();

    /** NAME=VALUE,...: in Pods with these labels all containers are HAProxy's, unless some are by their names or images. */
    Optional<String> podSelector();

    /** A container is HAProxy's when its whole name matches. */
    @WithDefault("haproxy.*")
    String containerPattern();

    /** A container is HAProxy's when its image's name, without registry and tag, matches as a whole. */
    @WithDefault(".*haproxy[^/]*")
    String imagePattern();

    /** Where the agents' store is, as a URI that people can use; reports and cores are told of below it. */
    Optional<URI> store();

    /** How long a HAProxyCrash stays after its workload is gone. */
    @WithDefault("30d")
    Duration retainAfterDeletion();

    /** HTTPS, for agents' reports. 0 takes a free one. */
    @WithDefault("9443")
    int ingestPort();

    /** Of one report. Agents send at most half a megabyte. */
    @WithDefault("1M")
    MemorySize ingestMaxBytes();

    /** Reports that one node's agent may send in a minute, a tenth of them at once; what is more waits there. */
    @WithDefault("3000")
    int ingestPerMinute();

    /** Tokens of agents are for this audience. */
    @WithDefault("corewatch")
    String audience();

    /** The agents' service account, as {@code namespace/name}. */
    @WithDefault("corewatch/corewatch-agent")
    String agents();

    /** Where somebody else puts tls.crt and tls.key, such as cert-manager; else the controller makes and renews its own. */
    Optional<Path> tlsDirectory();
}
