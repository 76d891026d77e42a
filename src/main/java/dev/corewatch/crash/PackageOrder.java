package dev.corewatch.crash;

import java.util.Comparator;

/**
 * The order of packages' revisions, Debian's (deb-version(7)): runs of digits by their number, what lies between them by its characters,
 * of which "~" comes before the end, and letters before all others. RPM's revisions fall in their order, too.
 */
enum PackageOrder implements Comparator<String> {
    INSTANCE;

    @Override
    public int compare(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() || j < b.length()) {
            int endOfWordA = end(a, i, false);
            int endOfWordB = end(b, j, false);
            int words = words(a.substring(i, endOfWordA), b.substring(j, endOfWordB));
            if (words != 0) {
                return words;
            }
            i = end(a, endOfWordA, true);
            j = end(b, endOfWordB, true);
            int numbers = numbers(a.substring(endOfWordA, i), b.substring(endOfWordB, j));
            if (numbers != 0) {
                return numbers;
            }
        }
        return 0;
    }

    private static int end(String text, int from, boolean digits) {
        int end = from;
        while (end < text.length() && isDigit(text.charAt(end)) == digits) {
            end++;
        }
        return end;
    }

    private static int words(String a, String b) {
        for (int i = 0; i < Math.max(a.length(), b.length()); i++) {
            int order = Integer.compare(weight(a, i), weight(b, i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int weight(String text, int index) {
        if (index >= text.length()) {
            return 0;
        }
        char c = text.charAt(index);
        if (c == '~') {
            return -1;
        }
        return Character.isLetter(c) ? c : c + Character.MAX_VALUE;
    }

    private static int numbers(String a, String b) {
        var first = a.replaceFirst("^0+", "");
        var second = b.replaceFirst("^0+", "");
        int lengths = Integer.compare(first.length(), second.length());
        return lengths == 0 ? first.compareTo(second) : lengths;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
