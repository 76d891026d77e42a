import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Rewrites a jar so that an AOT cache can hold its classes. The JVM caches none that is older than version 50: such a class has no StackMapTable
 * (JVMS 4.7.4), and verifying it loads other classes. Here it becomes version 52 with that table, by the JDK's own Class-File API (JEP 484);
 * code, annotations and line numbers stay. Each result is verified; other entries stay as they are.
 */
class RaiseClassFiles {

    private static final int OLDEST_CACHED = ClassFile.JAVA_6_VERSION;
    private static final ClassTransform RAISE = ((ClassTransform) (builder, element) -> {
                if (element instanceof ClassFileVersion) {
                    builder.withVersion(ClassFile.JAVA_8_VERSION, 0);
                } else {
                    builder.with(element);
                }
            })
            .andThen(ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)); // writes the code anew, with its table

    private final ClassFile classFiles;

    private RaiseClassFiles(ClassLoader types) {
        var hierarchy = ClassHierarchyResolver.ofResourceParsing(types).orElse(ClassHierarchyResolver.defaultResolver());
        this.classFiles = ClassFile.of(StackMapsOption.GENERATE_STACK_MAPS, ClassHierarchyResolverOption.of(hierarchy));
    }

    public static void main(String[] jars) throws IOException {
        for (var name : jars) {
            var jar = Path.of(name);
            var raised = jar.resolveSibling(jar.getFileName() + ".raised");
            try (var in = new ZipFile(jar.toFile());
                    var types = new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
                    var out = Files.newOutputStream(raised)) {
                new RaiseClassFiles(types).copy(in, out);
            }
            Files.move(raised, jar, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private void copy(ZipFile in, OutputStream out) throws IOException {
        try (var zip = new ZipOutputStream(out)) {
            for (var entry : Collections.list(in.entries())) {
                var bytes = in.getInputStream(entry).readAllBytes();
                var copy = new ZipEntry(entry.getName());
                copy.setTime(entry.getTime());
                zip.putNextEntry(copy);
                zip.write(entry.getName().endsWith(".class") ? raised(bytes) : bytes);
                zip.closeEntry();
            }
        }
    }

    private byte[] raised(byte[] bytes) {
        var old = classFiles.parse(bytes);
        if (old.majorVersion() >= OLDEST_CACHED) {
            return bytes;
        }
        var raised = classFiles.transformClass(old, RAISE);
        var faults = classFiles.verify(raised);
        if (!faults.isEmpty()) {
            throw new IllegalStateException(old.thisClass().asInternalName() + " can't be raised", faults.getFirst());
        }
        return raised;
    }
}
