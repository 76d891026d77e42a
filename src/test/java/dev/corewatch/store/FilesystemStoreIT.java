package dev.corewatch.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FilesystemStoreIT {

    private static final StoreKey KEY = StoreKey.of("default", "haproxy", "01abc", "core.zst");
    private static final String SHA256_OF_HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    @TempDir
    Path temp;

    private CoreStore store;
    private Path source;

    @BeforeEach
    void makeStore() throws IOException {
        store = new FilesystemStore(Files.createDirectory(temp.resolve("store")));
        source = Files.writeString(temp.resolve("source"), "hello");
    }

    @Test
    void readsBackWhatWasPut() throws Exception {
        var sent = store.put(KEY, source);
        var held = store.verify(KEY);

        assertThat(held).isEqualTo(sent);
        assertThat(held.sha256()).isEqualTo(SHA256_OF_HELLO);
        assertThat(held.bytes()).isEqualTo(5);
        assertThat(Path.of(held.uri())).hasContent("hello");
    }

    @Test
    void leavesAChecksumThatSha256sumTakes() throws Exception {
        store.put(KEY, source);
        var directory = temp.resolve("store/default/haproxy/01abc");
        var check = new ProcessBuilder("sha256sum", "--check", "--strict", ".core.zst.sha256")
                .directory(directory.toFile())
                .start();
        assertThat(check.waitFor()).isZero();
    }

    @Test
    void noticesAChangedObject() throws Exception {
        Files.writeString(Path.of(store.put(KEY, source).uri()), "jello");
        assertThatThrownBy(() -> store.verify(KEY))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("SHA-256");
    }

    @Test
    void putsAgainInPlaceOfWhatWasThere() throws Exception {
        store.put(KEY, Files.writeString(temp.resolve("older"), "old"));
        store.put(KEY, source);
        assertThat(store.verify(KEY).bytes()).isEqualTo(5);
    }

    @Test
    void saysThatAnObjectIsNotThere() throws Exception {
        assertThat(store.exists(KEY)).isFalse();
        assertThatThrownBy(() -> store.verify(KEY)).isInstanceOf(NoSuchFileException.class);
        store.put(KEY, source);
        assertThat(store.exists(KEY)).isTrue();
    }

    @Test
    void listsObjectsWithoutItsOwnFiles() throws Exception {
        store.put(KEY, source);
        store.put(StoreKey.of("default", "haproxy", "01abd", "occurrence.json"), source);
        assertThat(store.list(StoreKey.of("default", "haproxy")))
                .extracting(StoreKey::value)
                .containsExactly("default/haproxy/01abc/core.zst", "default/haproxy/01abd/occurrence.json");
        assertThat(store.list(StoreKey.of("elsewhere"))).isEmpty();
    }

    @Test
    void getsAnObjectIntoANewFile() throws Exception {
        store.put(KEY, source);
        store.get(KEY, temp.resolve("back"));
        assertThat(temp.resolve("back")).hasContent("hello");
    }

    @Test
    void refusesADirectoryThatIsNotThereInsteadOfFillingTheDiskBelowIt() {
        var unmounted = new FilesystemStore(temp.resolve("unmounted/share"));
        assertThatThrownBy(() -> unmounted.put(KEY, source))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("corewatch.store.directory");
    }

    @Test
    void letsNobodyElseRead() throws Exception {
        var file = Path.of(store.put(KEY, source).uri());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }
}
