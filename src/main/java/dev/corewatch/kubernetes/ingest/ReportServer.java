package dev.corewatch.kubernetes.ingest;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.corewatch.kubernetes.ingest.tls.ServingKey;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;

/** HTTPS: TLS 1.2 and 1.3, HTTP/1.1, bounded by {@link ServerBounds}; a virtual thread for each request. */
final class ReportServer implements AutoCloseable {

    private static final int BACKLOG = 1024;
    private static final int LAST_ANSWERS_SECONDS = 5;

    private final HttpsServer server;
    private final ExecutorService threads;

    private ReportServer(HttpsServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /** Listens on all addresses. */
    static ReportServer start(int port, ServingKey key, HttpHandler handler) throws IOException {
        ServerBounds.set();
        var server = HttpsServer.create(new InetSocketAddress(port), BACKLOG);
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        server.setHttpsConfigurator(new Tls(context(key)));
        server.setExecutor(threads);
        server.createContext("/", handler);
        server.start();
        return new ReportServer(server, threads);
    }

    int port() {
        return server.getAddress().getPort();
    }

    private static final class Tls extends HttpsConfigurator {

        private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

        Tls(SSLContext context) {
            super(context);
        }

        @Override
        public void configure(HttpsParameters connection) {
            var parameters = getSSLContext().getDefaultSSLParameters();
            parameters.setProtocols(PROTOCOLS);
            connection.setSSLParameters(parameters);
        }
    }

    private static SSLContext context(ServingKey key) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {key}, null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has TLS", e);
        }
    }

    /** Answers what is under way, for a few seconds. */
    @Override
    public void close() {
        server.stop(LAST_ANSWERS_SECONDS);
        threads.close();
    }
}
