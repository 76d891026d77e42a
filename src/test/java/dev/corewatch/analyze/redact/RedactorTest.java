package dev.corewatch.analyze.redact;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RedactorTest {

    private final Redactor redactor = new Redactor(List.of());

    @ParameterizedTest
    @CsvSource({
        "/webhook/incoming, /webhook/incoming",
        "/webhook/incoming?token=abc, /webhook/incoming?[redacted]",
        "/webhook/incoming?, /webhook/incoming?[redacted]",
        "/a#b, /a#[redacted]",
        "/api/v2/thing-two/items, /api/v2/thing-two/items",
        "/users/jane@example.org/inbox, /users/[redacted]/inbox",
        "/o/123456789012/x, /o/[redacted]/x",
        "/o/0f8fad5b-d9cb-469f-a165-70867728950e, /o/[redacted]",
        "/hook/T024BE7LD/B1A2C3D4E5F6/x, /hook/T024BE7LD/[redacted]/x",
        "/a?b[]=123&c=(x), /a?[redacted]",
        "/p;jsessionid=1A530637289A03B07199A44E8D531427, /p;[redacted]",
        "POST /x?a=1 HTTP/1.1, POST /x?[redacted] HTTP/1.1",
        "/x?a=b c d HTTP/1.1, /x?[redacted] HTTP/1.1",
        "http://joe:pw@shop.example:8080/items?x=1, http://[redacted]@shop.example:8080/items?[redacted]",
        "POST https://shop.example/token/abc HTTP/2, POST https://shop.example/token/[redacted] HTTP/2",
        "joe:pw@shop.example:443, [redacted]",
        "/login%3Fuser=joe, /login%3F[redacted]",
        "/login%253fuser=joe, /login%253f[redacted]",
        "/a%26b%3Dc/x, /[redacted]/x",
        "/a/pin=12/x, /a/[redacted]/x",
        "/s/aB3xK9pQ, /s/[redacted]",
        "/v1/api-key/abcdef/info, /v1/api-key/[redacted]/info",
        "/reset-password/xyzzy, /reset-password/[redacted]",
        "/d/abcdefghijklmnopqrstuvwxyz, /d/[redacted]",
    })
    void redactsUris(String raw, String expected) {
        assertThat(redactor.uri(raw)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "*",
                "/webhook/orders",
                "/api/v1/users",
                "/api/v1/users/42/orders/1001",
                "/api/v2beta1/namespaces/shop/pods",
                "/static/js/app.min.js",
                "/static/bootstrap-5.3.2.min.css",
                "/wp-admin/admin-ajax.php",
                "/thing-two/purchase-order-confirmations",
                "/.well-known/openid-configuration",
                "/oauth2/token",
                "/auth/token/refresh",
                "/password/reset",
                "/account/change-password",
                "/api/v1/tokens/list",
                "/images/logo",
                "/caf%C3%A9",
                "/GraphQL",
                "/OrderService/GetOrderById",
                "/2024/11/25/release-notes",
                "/metrics",
            })
    void leavesPathsThatTellWhereItDied(String path) {
        assertThat(redactor.uri(path)).isEqualTo(path);
        assertThat(redactor.uri("POST " + path + " HTTP/1.1")).isEqualTo("POST " + path + " HTTP/1.1");
        assertThat(redactor.quoted("Nov 23 10:00:00 lb haproxy[1]: www two/two 200 \"POST " + path + " HTTP/1.1\""))
                .contains("POST " + path + " HTTP/1.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer s3cr3t-value",
                "authorization: Basic czNjcjN0LXZhbHVl s3cr3t-value",
                "Cookie: a=1; sid=s3cr3t-value; b=2",
                "Set-Cookie: sid=s3cr3t-value; Path=/; HttpOnly",
                "\"cookie\": \"sid=s3cr3t-value\"",
                "password=s3cr3t-value",
                "x_api_key: \"s3cr3t-value with space\"",
                "GET http://joe:s3cr3t-value@example.org/ HTTP/1.1",
                "sent bearer s3cr3t-value to it",
                "GET /x?y=s3cr3t-value HTTP/1.1",
                "mail from s3cr3t-value@example.org",
                "Proxy-Authorization: Basic s3cr3t-value",
                "X-Api-Key: s3cr3t-value",
                "X-Vault-Token: s3cr3t-value",
                "x-amz-security-token=s3cr3t-value",
                "{\\\"authorization\\\":\\\"Bearer s3cr3t-value\\\"}",
                "{\\\"password\\\":\\\"s3cr3t-value\\\"}",
                "{\"password\":\"s3cr3t-value",
                "pwd=s3cr3t-value",
                "db at joe:s3cr3t-value@localhost",
                "Referer: https://joe:s3cr3t-value@shop.example/",
                "GET /x%3Fy=s3cr3t-value HTTP/1.1",
                "GET https://shop.example/token/s3cr3t-value HTTP/1.1",
                "GET https://shop.example/x#s3cr3t-value",
                "DELETE /api-keys/s3cr3t-value HTTP/1.1",
            })
    void redactsHeadersAndNamedValuesInAnyText(String raw) {
        assertThat(redactor.text("Nov 23 10:00:00 lb haproxy[1]: " + raw)).doesNotContain("s3cr3t-value");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Cannot access memory at address 0x00007fcade697000",
                "gdb 16.3: /usr/lib/x86_64-linux-gnu/libz.so.1.2.13: no debug information",
                "the file's build-id differs from the core's",
                "walk ended after 512 frames in htx_compression_buffer_end",
                "frame 7, local s",
                "libz.so.1: the core has build-id 1a2b3c4d5e6f70811a2b3c4d5e6f70811a2b3c4d",
                "#1  0x00007f in ?? () from libz.so.1",
                "memcpy@GLIBC_2.14 and deflate@ZLIB_1.2.9 have no symbols",
                "/var/lib/corewatch/spool: no space",
            })
    void leavesTheDebuggersWordsReadable(String raw) {
        assertThat(redactor.text(raw)).isEqualTo(raw);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "www two/two 0/0/0/1/1 200 {shop.example|hunter2} \"POST /corrupt HTTP/1.1\" corrupt",
                "corrupt /r/hunter2x?x=hunter2 200",
                "corrupt path=/token/hunter2",
                "corrupt [/a/b;hunter2]",
                "double free at https://u:hunter2@h/x",
            })
    void takesCapturedHeadersAndPathsOutOfQuotedLines(String line) {
        assertThat(redactor.quoted(line).replace("hunter2x", "")).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[ALERT]    (1) : Current worker (12) exited with code 139 (Segmentation fault)",
                "FATAL: bug condition \"conn->owner && !(conn->flags & 1)\" matched at src/connection.c:123",
                "malloc(): corrupted top size",
                "*** stack smashing detected ***: terminated",
                "[ALERT] (1) : exit-on-failure: killing every processes with SIGTERM",
            })
    void leavesHaproxysOwnWords(String line) {
        assertThat(redactor.quoted(line)).isEqualTo(line);
        assertThat(redactor.text(line)).isEqualTo(line);
    }

    @Test
    void findsTokensOfEveryShapeInAnyText() {
        for (var token : List.of(
                "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
                "AKIAIOSFODNN7EXAMPLE",
                "01ARZ3NDEKTSV4RRFFQ69G5FAV",
                "xoxb-123456789012-abcdef",
                "aGVsbG8/d29ybGQrMTIz/NDU2Nzg5+Zm9vYmFy",
                "k3j5h2g4k3j5h2g4x7y8z9w0",
                "Basic dXNlcjpwYXNzd29yZA==")) {
            assertThat(redactor.text("sent " + token + " to it")).doesNotContain(token);
        }
    }

    @Test
    void leavesNoPartOfATokenThatHasSeveral() {
        assertThat(redactor.text("sent eyJhbGciOiJIUzI1NiJ9.abcdefgh.xyzw to it"))
                .isEqualTo("sent [redacted] to it");
        assertThat(redactor.text("sent aGVsbG8/d29ybGQrMTIz/NDU2Nzg5+Zm9vYmFy to it"))
                .isEqualTo("sent [redacted] to it");
        assertThat(redactor.uri("/eyJhbGciOiJIUzI1NiJ9.abcdefgh.xyzw/x")).isEqualTo("/[redacted]/x");
    }

    @Test
    void takesOutWhatALimitMayHaveCut() {
        var cut = "/a".repeat(600) + "/b3";

        assertThat(redactor.uri(cut)).isEqualTo("/a".repeat(600) + "/[redacted]");
        assertThat(redactor.text("x".repeat(10) + " y".repeat(40_000) + "0123")).doesNotContain("0123");
    }

    @Test
    void findsEveryPlantedToken() {
        var random = new Random(7);
        for (int i = 0; i < 1_000; i++) {
            var token = token(random, i % 5);
            for (var place :
                    List.of("/a/%s/b", "/%s", "/a?x=%s", "/a?x=1&y=%s#z", "POST /a/%s HTTP/1.1", "/a;%s", "/a/x.%s"))
                assertThat(redactor.uri(place.formatted(token))).as(place).doesNotContain(token);
            for (var place : List.of("Cookie: %s", "id %s, then", "note (%s)", "key=%s;", "\"%s\"", "http://h/%s/x"))
                assertThat(redactor.text(place.formatted(token))).as(place).doesNotContain(token);
        }
    }

    @Test
    void changesNothingTheSecondTime() {
        var random = new Random(8);
        for (int i = 0; i < 500; i++) {
            var once = redactor.uri("/a/" + token(random, i % 5) + "?b=" + token(random, 1));

            assertThat(redactor.uri(once)).isEqualTo(once);
        }
    }

    @Test
    void takesTheOperatorsPatterns() {
        var own = new Redactor(List.of(Pattern.compile("customer-\\d+")));

        assertThat(own.uri("/shop/customer-12/x")).isEqualTo("/shop/[redacted]/x");
        assertThat(own.text("seen customer-12")).isEqualTo("seen [redacted]");
        assertThat(own.quoted("corrupt {customer-12} customer-13")).doesNotContain("customer");
    }

    @Test
    @Timeout(20)
    void costsLinearTime() {
        for (var piece : List.of(
                "a",
                "?",
                "@a.",
                "://",
                "Cookie",
                "password=",
                "eyJ",
                "1",
                "a-",
                "x@",
                "%",
                "token: \"",
                "x-",
                "%25",
                "a:",
                "{",
                "Basic ",
                "http://",
                "GET /",
                "/",
                "/token/",
                "=\\\"")) {
            redactor.text(piece.repeat(30_000 / piece.length()));
            redactor.uri(piece.repeat(30_000 / piece.length()));
            redactor.quoted(piece.repeat(30_000 / piece.length()));
        }
    }

    private static String token(Random random, int kind) {
        var bytes = new byte[18];
        random.nextBytes(bytes);
        return switch (kind) {
            case 0 -> HexFormat.of().formatHex(bytes).substring(0, 16);
            case 1 -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            case 2 -> UUID.nameUUIDFromBytes(bytes).toString();
            case 3 ->
                "eyJhbGciOiJIUzI1NiJ9."
                        + Base64.getUrlEncoder().encodeToString("{\"a\":1}".getBytes(StandardCharsets.UTF_8)) + ".x";
            default -> "%012d".formatted(random.nextLong(1_000_000_000_000L));
        };
    }
}
