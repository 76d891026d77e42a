package dev.corewatch.kubernetes.ingest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** A client of TLS that trusts certain authorities. */
public final class Handshake {

    private Handshake() {}

    /**
     * Done, with localhost at that port.
     *
     * @param authorities their certificates as PEM
     * @throws javax.net.ssl.SSLHandshakeException when none of them vouches for the server
     */
    static SSLSocket with(int port, String authorities) throws GeneralSecurityException, IOException {
        var socket = (SSLSocket) trusting(authorities).getSocketFactory().createSocket("localhost", port);
        socket.startHandshake();
        return socket;
    }

    /** The server's. */
    static X509Certificate certificate(SSLSocket socket) throws SSLPeerUnverifiedException {
        return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }

    /** Whether the other side ends it, with an answer or without, before the socket's timeout. */
    public static boolean isCutOff(Socket socket) {
        try {
            socket.getInputStream().readAllBytes();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true; // reset
        }
    }

    static SSLContext trusting(String authorities) throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        var certificates = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(authorities.getBytes(US_ASCII)));
        for (var certificate : certificates) {
            store.setCertificateEntry("authority-" + store.size(), certificate);
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
