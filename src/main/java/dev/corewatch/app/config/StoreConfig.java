package dev.corewatch.app.config;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Where reports and cores go to stay; without one the spool is all there is. */
@ConfigMapping(prefix = "corewatch.store")
public interface StoreConfig {

    /** A directory, often a mounted share. */
    Optional<Path> directory();
}
