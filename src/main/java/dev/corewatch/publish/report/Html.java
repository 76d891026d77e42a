package dev.corewatch.publish.report;

/** Text in HTML, escaped for content and for quoted attributes alike. */
final class Html {

    private Html() {}

    static String text(String raw) {
        var safe = new StringBuilder(raw.length() + 16);
        raw.chars().forEach(c -> {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append((char) c);
            }
        });
        return safe.toString();
    }

    /** An element with escaped text. */
    static String element(String name, String text) {
        return "<" + name + ">" + text(text) + "</" + name + ">";
    }

    /** An element of a class with escaped text; nothing for no text. */
    static String element(String name, String style, String text) {
        return "<" + name + " class=\"" + style + "\">" + text(text) + "</" + name + ">";
    }
}
