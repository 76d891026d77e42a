package dev.corewatch.kubernetes.ingest.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** Presents one credential, which can be exchanged while connections are served: the next handshake has the new one. */
public final class ServingKey extends X509ExtendedKeyManager {

    private volatile Presented presented;

    public ServingKey(Credential first) {
        this.presented = new Presented(0, first, first);
    }

    /** A handshake that chose a credential goes on with it when another takes its place meanwhile: its alias is the number. */
    private record Presented(long number, Credential credential, Credential before) {

        String alias() {
            return Long.toString(number);
        }

        Credential of(String alias) {
            return alias.equals(alias()) ? credential : before;
        }
    }

    /** Presents this one from now on. */
    public synchronized void exchange(Credential next) {
        if (!next.equals(presented.credential())) {
            presented = new Presented(presented.number() + 1, next, presented.credential());
        }
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return chosen(keyType);
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return chosen(keyType);
    }

    private @Nullable String chosen(String keyType) {
        var now = presented;
        var algorithm = now.credential().certificate().getPublicKey().getAlgorithm();
        return keyType.equals(algorithm) ? now.alias() : null;
    }

    @Override
    public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return new String[] {presented.alias()};
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return presented.of(alias).chain().toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return presented.of(alias).key();
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
