package dev.corewatch.kubernetes.ingest;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Sets the bounds of the JDK's HTTP server before the first test: it reads them once in a process, and another test's server may come
 * before the one that they are for. A controller has no other one.
 */
public final class EarlyBounds implements LauncherSessionListener {

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        ServerBounds.set();
    }
}
