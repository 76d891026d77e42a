package dev.corewatch.kubernetes.ingest;

import java.util.Map;

/**
 * Bounds of the JDK's HTTP server, which it takes from system properties alone (module jdk.httpserver), once: before the first server is
 * made. What was set on the command line stays. In a native binary the server's classes are initialized at run time, or they would have the
 * builder's properties.
 */
final class ServerBounds {

    /** In seconds, from a request's first byte to its last, the TLS handshake included. */
    static final int REQUEST = 10;

    private static final Map<String, String> BOUNDS = Map.of(
            "sun.net.httpserver.maxReqTime", String.valueOf(REQUEST),
            "sun.net.httpserver.maxRspTime", "60",
            // longer than the JDK's client keeps a connection, so that no request meets one that is being closed
            "sun.net.httpserver.idleInterval", "60",
            "sun.net.httpserver.maxIdleConnections", "1000",
            "jdk.httpserver.maxConnections", "2000",
            "sun.net.httpserver.maxReqHeaders", "50",
            "sun.net.httpserver.maxReqHeaderSize", "32768",
            // who sends too much still reads why it is refused
            "sun.net.httpserver.drainAmount", "4194304",
            // header and body of an answer are two writes: without this the second waits 40 ms for an acknowledgement
            "sun.net.httpserver.nodelay", "true");

    private ServerBounds() {}

    static void set() {
        BOUNDS.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
    }
}
