package dev.corewatch.kubernetes.shell;

/** A cluster that can't answer, with what to do about it. */
public final class ClusterFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Whose turn it is. */
    public enum Reason {
        /** The options or the kubeconfig: a context, a file, a word that names nothing. */
        UNKNOWN,
        /** The network, or the API server. */
        UNREACHABLE,
        /** Whoever gives rights. */
        FORBIDDEN,
        /** Whoever installs corewatch. */
        NOT_INSTALLED,
        /** The value that was given. */
        REFUSED
    }

    private final Reason reason;

    ClusterFailure(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    ClusterFailure(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
