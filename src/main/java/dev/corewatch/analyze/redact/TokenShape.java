package dev.corewatch.analyze.redact;

import java.util.regex.Pattern;

/**
 * Words that look like identifiers or credentials rather than like names that people give: UUIDs, 16 or more hexadecimal
 * digits, JSON Web Tokens, 9 or more digits in a row, 20 or more characters that mix cases and digits or change case all the time. In
 * a path, where a segment is a name or a value, less counts: 6 digits, 12 characters with letters and digits, 20 of two kinds.
 */
final class TokenShape {

    private static final Pattern UUID =
            Pattern.compile("(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern HEX = Pattern.compile("(?i)[0-9a-f]{16}");
    private static final Pattern DIGITS = Pattern.compile("\\d{9}");
    private static final Pattern JWT = Pattern.compile("eyJ[\\w-]{8}");

    private static final int LONG_WORD = 20;
    private static final int LONG_SEGMENT = 12;
    private static final int MANY_DIGITS = 6;
    private static final int SENTENCE = 80;
    private static final int NAMES_CHANGE_LESS = 4;

    private TokenShape() {}

    /** Whether a word in any text is to be taken out. Addresses ("0x00007fcade697000") and build-ids are facts of the crash. */
    static boolean isToken(String word) {
        return UUID.matcher(word).find()
                || (HEX.matcher(word).find() && !isAddress(word))
                || DIGITS.matcher(word).find()
                || JWT.matcher(word).find()
                || (word.length() >= LONG_WORD && isJumbled(word));
    }

    /** Whether a path's segment is to be taken out. */
    static boolean isTokenInPath(String segment) {
        return isToken(segment)
                || segment.length() >= SENTENCE
                || (segment.length() >= LONG_WORD && kinds(segment) > 1)
                || segment.indexOf('@') >= 0
                || (segment.indexOf('%') >= 0 && segment.length() >= LONG_SEGMENT)
                || digits(segment) >= MANY_DIGITS
                || (segment.length() >= LONG_SEGMENT && kinds(segment) > 1 && digits(segment) > 1);
    }

    private static boolean isAddress(String word) {
        return word.startsWith("0x") && word.length() <= 18;
    }

    /** Cases mixed with digits, or changing more often than in names. */
    private static boolean isJumbled(String word) {
        int changes = 0;
        for (int i = 1; i < word.length(); i++) {
            changes += Character.isUpperCase(word.charAt(i)) != Character.isUpperCase(word.charAt(i - 1)) ? 1 : 0;
        }
        return kinds(word) == 3 || changes * NAMES_CHANGE_LESS >= word.length();
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
