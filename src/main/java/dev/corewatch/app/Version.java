package dev.corewatch.app;

import java.io.IOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that Maven built, from version.properties. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() throws IOException {
        return new String[] {"corewatch " + number()};
    }

    static String number() throws IOException {
        var properties = new Properties();
        try (var in = Version.class.getResourceAsStream("/version.properties")) {
            if (in == null) {
                throw new IOException("version.properties is not in the jar: build it with Maven");
            }
            properties.load(in);
        }
        return properties.getProperty("version");
    }
}
