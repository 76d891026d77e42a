package dev.corewatch.kubernetes.ingest.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.corewatch.kubernetes.ingest.tls.Renewal.Held;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RenewalTest {

    private static final Instant NOW = Instant.parse("2026-11-26T02:00:00Z");
    private static final List<String> NAMES =
            List.of("corewatch.ns.svc", "corewatch.ns.svc.cluster.local", "corewatch");

    private final Issuer issuer = new Issuer(new SecureRandom());
    private final Renewal renewal = new Renewal(issuer, NAMES);

    @Test
    void makesBothWhereThereIsNeither() throws Exception {
        var made = renewal.renew(new Held(null, null), List.of(), NOW);

        var server = made.server().certificate();
        server.verify(made.authority().certificate().getPublicKey());
        assertThat(server.getSubjectAlternativeNames())
                .extracting(name -> String.valueOf(name.get(1)))
                .containsExactlyElementsOf(NAMES);
        assertThat(server.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(server.getBasicConstraints()).isEqualTo(-1);
        assertThat(made.authority().certificate().getBasicConstraints()).isZero();
    }

    @Test
    void isValidForAClockThatIsSlow() {
        var made = renewal.renew(new Held(null, null), List.of(), NOW);

        var slow = Date.from(NOW.minus(Duration.ofMinutes(59)));
        assertThatCode(() -> made.server().certificate().checkValidity(slow)).doesNotThrowAnyException();
        assertThatCode(() -> made.authority().certificate().checkValidity(slow)).doesNotThrowAnyException();
    }

    @Test
    void keepsWhatIsGood() {
        var made = renewal.renew(new Held(null, null), List.of(), NOW);

        var later = renewal.renew(held(made), trusted(made), NOW.plus(Duration.ofDays(50)));

        assertThat(later.authority()).isSameAs(made.authority());
        assertThat(later.server()).isSameAs(made.server());
    }

    @Test
    void renewsTheServersWhenAThirdOfItsLifeIsLeft() throws Exception {
        var made = renewal.renew(new Held(null, null), List.of(), NOW);

        var later = renewal.renew(held(made), trusted(made), NOW.plus(Duration.ofDays(61)));

        assertThat(later.authority()).isSameAs(made.authority());
        assertThat(later.server()).isNotSameAs(made.server());
        later.server().certificate().verify(made.authority().certificate().getPublicKey());
    }

    @Test
    void givesANewAuthorityTimeToBeHeardOf() throws Exception {
        var made = renewal.renew(new Held(null, null), List.of(), NOW);
        var twoThirds = NOW.plus(Issuer.AUTHORITY_LIFE.multipliedBy(2).dividedBy(3));
        var server = issuer.server(made.authority(), NAMES, twoThirds.minus(Duration.ofDays(1)));
        var held = new Held(made.authority(), server);

        var first = renewal.renew(held, trusted(made), twoThirds);
        var soon = renewal.renew(
                held(first), trusted(made), twoThirds.plus(Renewal.HEARD_OF).minusSeconds(1));
        var then = renewal.renew(held(soon), trusted(made), twoThirds.plus(Renewal.HEARD_OF));

        assertThat(first.authority()).isNotSameAs(made.authority());
        assertThat(first.server()).isSameAs(server);
        assertThat(soon.server()).isSameAs(server);
        assertThat(then.authority()).isSameAs(first.authority());
        then.server().certificate().verify(first.authority().certificate().getPublicKey());
    }

    @Test
    void doesNotServeWithWhatNobodyTrusts() throws Exception {
        var made = renewal.renew(new Held(null, null), List.of(), NOW);

        var alone = renewal.renew(new Held(null, made.server()), List.of(), NOW);

        alone.server().certificate().verify(alone.authority().certificate().getPublicKey());
    }

    @Test
    void makesACertificateForOtherNamesAnew() {
        var made = new Renewal(issuer, List.of("other.ns.svc")).renew(new Held(null, null), List.of(), NOW);

        var renewed = renewal.renew(held(made), trusted(made), NOW);

        assertThat(renewed.authority()).isSameAs(made.authority());
        assertThat(renewed.server()).isNotSameAs(made.server());
    }

    @Test
    void neverOutlivesItsAuthority() {
        var old = issuer.authority(NOW);
        var late = NOW.plus(Issuer.AUTHORITY_LIFE).minus(Duration.ofDays(3));

        var server = issuer.server(old, NAMES, late);

        assertThat(server.certificate().getNotAfter())
                .isEqualTo(old.certificate().getNotAfter());
    }

    @Test
    void makesAnewWhatIsNotYetValid() {
        var future = NOW.plus(Duration.ofDays(400));
        var made = renewal.renew(new Held(null, null), List.of(), future);

        var renewed = renewal.renew(held(made), trusted(made), NOW);

        assertThat(renewed.authority()).isNotSameAs(made.authority());
        assertThat(renewed.server().isFresh(NOW)).isTrue();
    }

    private static Held held(Renewal.Renewed made) {
        return new Held(made.authority(), made.server());
    }

    private static List<X509Certificate> trusted(Renewal.Renewed made) {
        return List.of(made.authority().certificate());
    }
}
