package dev.corewatch.analyze.testimony;

import java.util.regex.Pattern;

/**
 * Lines about requests, in HAProxy's TCP, HTTP or CLF format. Their text (URIs, captured headers) is a client's choice: no word on a
 * crash is taken from them.
 */
final class Traffic {

    private static final Pattern TIME_OF_ACCEPT =
            Pattern.compile("\\[\\d{2}/[A-Z][a-z]{2}/\\d{4}:\\d{2}:\\d{2}:\\d{2}");
    private static final Pattern REQUEST = Pattern.compile(" HTTP/[1-3](?:\\.\\d)?\"");

    private Traffic() {}

    static boolean is(String line) {
        return TIME_OF_ACCEPT.matcher(line).find() || REQUEST.matcher(line).find();
    }
}
