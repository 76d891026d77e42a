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
    })
    void redactsUris(String raw, String expected) {
        assertThat(redactor.uri(raw)).isEqualTo(expected);
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
            })
    void leavesTheDebuggersWordsReadable(String raw) {
        assertThat(redactor.text(raw)).isEqualTo(raw);
    }

    @Test
    void findsEveryPlantedToken() {
        var random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
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
    }

    @Test
    @Timeout(20)
    void costsLinearTime() {
        for (var piece :
                List.of("a", "?", "@a.", "://", "Cookie", "password=", "eyJ", "1", "a-", "x@", "%", "token: \"")) {
            redactor.text(piece.repeat(200_000 / piece.length()));
            redactor.uri(piece.repeat(200_000 / piece.length()));
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
