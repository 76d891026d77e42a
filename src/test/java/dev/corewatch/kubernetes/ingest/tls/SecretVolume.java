package dev.corewatch.kubernetes.ingest.tls;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Files as the kubelet lays a Secret down: links through one link, {@code ..data}, which is exchanged for another. */
public final class SecretVolume {

    private final Path directory;

    public SecretVolume(Path directory) {
        this.directory = directory;
    }

    public Path directory() {
        return directory;
    }

    /** As the Secret of a Certificate. */
    public void hold(OpensslAuthority.Issued issued) throws IOException {
        hold(Map.of(
                "tls.crt", issued.certificate(),
                "tls.key", issued.key(),
                "ca.crt", issued.authority()));
    }

    /** These instead of all that it held. */
    public void hold(Map<String, String> files) throws IOException {
        var next = Files.createTempDirectory(directory, "..");
        for (var file : files.entrySet()) {
            Files.writeString(next.resolve(file.getKey()), file.getValue());
            var link = directory.resolve(file.getKey());
            if (!Files.isSymbolicLink(link)) {
                Files.createSymbolicLink(link, Path.of("..data", file.getKey()));
            }
        }
        var link = Files.createSymbolicLink(directory.resolve("..data_tmp"), next.getFileName());
        Files.move(link, directory.resolve("..data"), ATOMIC_MOVE);
    }
}
