package dev.corewatch.analyze.redact;

import java.util.regex.Pattern;

/**
 * Words that look like identifiers or credentials rather than like names that people give: UUIDs, 16 or more hexadecimal digits, JSON Web
 * Tokens, 9 or more digits in a row, 24 or more letters and digits with at least 3 of each, 20 or more capitals and digits, 20 or more
 * characters that mix cases and digits or change case all the time. In a path, where a segment is a name or a value, less counts: 6
 * digits, 8 characters of three kinds with 2 digits, 12 with letters and 2 digits, 20 of two kinds, 24 letters and digits in a row, 80 of
 * anything, an "@", "=" or "&amp;", and percent-encoding in 12 or more characters or of a delimiter.
 */
final class TokenShape {

    private static final Pattern UUID =
            Pattern.compile("(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern HEX = Pattern.compile("(?i)[0-9a-f]{16}");
    private static final Pattern DIGITS = Pattern.compile("\\d{9}");
    private static final Pattern JWT = Pattern.compile("eyJ[\\w-]{8}");
    private static final Pattern RUN = Pattern.compile("[A-Za-z0-9]{24,}");
    private static final Pattern CAPITALS = Pattern.compile("[A-Z0-9]{20,}");

    /** Of what ends a path or separates values in a query, encoded once or more often. */
    private static final Pattern ENCODED_DELIMITER = Pattern.compile("%(?:25){0,4}(?:2[36]|3[bdfBDF]|40)");

    private static final Pattern ENCODED = Pattern.compile("%[0-9A-Fa-f]{2}");

    private static final Pattern VERSION =
            Pattern.compile("(?<![A-Za-z0-9.])v?\\d{1,3}(?:\\.\\d{1,3}){1,2}(?![A-Za-z0-9]|\\.\\d)");

    private static final int SHORT_MIXED = 8;
    private static final int LONG_WORD = 20;
    private static final int LONG_SEGMENT = 12;
    private static final int MANY_DIGITS = 6;
    private static final int SENTENCE = 80;
    private static final int NAMES_CHANGE_LESS = 4;
    private static final int SOME = 3;

    private TokenShape() {}

    /** Whether a word in any text is to be taken out. Addresses ("0x00007fcade697000") and build-ids are facts of the crash. */
    static boolean isToken(String word) {
        return UUID.matcher(word).find()
                || (HEX.matcher(word).find() && !isAddress(word))
                || DIGITS.matcher(word).find()
                || JWT.matcher(word).find()
                || (RUN.matcher(word).find() && digits(word) >= SOME && word.length() - digits(word) >= SOME)
                || (CAPITALS.matcher(word).find() && digits(word) > 0)
                || (word.length() >= LONG_WORD && isJumbled(word));
    }

    /** Whether a path's segment is to be taken out. */
    static boolean isTokenInPath(String segment) {
        return isToken(segment)
                || segment.length() >= SENTENCE
                || RUN.matcher(segment).find()
                || isMixed(segment)
                || isEncoded(segment)
                || segment.chars().anyMatch(c -> c == '@' || c == '=' || c == '&');
    }

    /** Whether a word with slashes in it is base64 rather than a path. */
    static boolean isBase64(String word) {
        return word.indexOf('/') >= 0 && kinds(word) == 3 && changesCase(word);
    }

    /** Neither a version's numbers nor encoded letters make a name a token. */
    private static boolean isMixed(String raw) {
        var segment = ENCODED.matcher(VERSION.matcher(raw).replaceAll("")).replaceAll("");
        int length = segment.length();
        long digits = digits(segment);
        return digits >= MANY_DIGITS
                || (length >= SHORT_MIXED && kinds(segment) == 3 && digits > 1)
                || (length >= LONG_SEGMENT && kinds(segment) > 1 && digits > 1)
                || (length >= LONG_WORD && kinds(segment) > 1);
    }

    private static boolean isEncoded(String segment) {
        return segment.indexOf('%') >= 0
                && (segment.length() >= LONG_SEGMENT
                        || ENCODED_DELIMITER.matcher(segment).find());
    }

    private static boolean isAddress(String word) {
        return word.startsWith("0x") && word.length() <= 18;
    }

    private static boolean isJumbled(String word) {
        return kinds(word) == 3 || changesCase(word);
    }

    /** More often than names do. */
    private static boolean changesCase(String word) {
        int changes = 0;
        for (int i = 1; i < word.length(); i++) {
            changes += Character.isUpperCase(word.charAt(i)) != Character.isUpperCase(word.charAt(i - 1)) ? 1 : 0;
        }
        return changes * NAMES_CHANGE_LESS >= word.length();
    }

    /** Of lower case, upper case and digits, how many it has. */
    private static int kinds(String word) {
        int found = word.chars().anyMatch(Character::isLowerCase) ? 1 : 0;
        found += word.chars().anyMatch(Character::isUpperCase) ? 1 : 0;
        return found + (digits(word) > 0 ? 1 : 0);
    }

    private static long digits(String word) {
        return word.chars().filter(Character::isDigit).count();
    }
}
