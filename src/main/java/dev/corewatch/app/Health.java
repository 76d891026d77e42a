package dev.corewatch.app;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** {@code /readyz}: whether the role holds its spool and watches. {@code /livez} needs no check of ours. */
@Readiness
@ApplicationScoped
public class Health implements HealthCheck {

    private volatile boolean working;

    void working() {
        working = true;
    }

    void stopped() {
        working = false;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("watching").status(working).build();
    }
}
