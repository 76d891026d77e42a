package dev.corewatch.publish.report;

import java.util.List;
import java.util.function.UnaryOperator;

/** Lines of text within a look's width: headings, labelled facts, numbered items, paragraphs. */
final class TextPage {

    private static final int LABEL = 14;
    private final Look look;
    private final StringBuilder page = new StringBuilder();

    TextPage(Look look) {
        this.look = look;
    }

    Look look() {
        return look;
    }

    void line(String line) {
        page.append(line.stripTrailing()).append('\n');
    }

    void blank() {
        if (!page.isEmpty()) {
            page.append('\n');
        }
    }

    /** A paragraph of which each line is painted. */
    void paragraph(String text, int indent, UnaryOperator<String> paint) {
        Columns.wrap(text, look.width() - indent).forEach(line -> line(" ".repeat(indent) + paint.apply(line)));
    }

    void heading(String heading) {
        blank();
        line(look.bold(heading));
    }

    /** A heading, a painted word and, beside or below it, what the word means. */
    void heading(String heading, String word, UnaryOperator<String> paint, String meaning) {
        blank();
        var line = look.bold(heading) + "  " + paint.apply(word);
        boolean beside = Columns.width(heading + word + meaning) + 4 <= look.width();
        line(beside && !meaning.isEmpty() ? line + look.dim("  " + meaning) : line);
        if (!beside) {
            paragraph(meaning, 2, look::dim);
        }
    }

    void facts(List<Fact> facts) {
        facts.forEach(fact -> labelled(look.dim(Columns.pad("  " + fact.label(), LABEL)), LABEL, fact.lines()));
    }

    /** Lines beside a name, or below it when the name is too long for that. */
    void item(String name, UnaryOperator<String> paint, List<String> lines) {
        boolean beside = Columns.width(name) + 4 <= LABEL;
        if (!beside) {
            paragraph(name, 2, paint);
        }
        var label = beside ? "  " + paint.apply(name) + " ".repeat(LABEL - 2 - Columns.width(name)) : " ".repeat(LABEL);
        labelled(label, LABEL, lines);
    }

    void numbered(List<String> items) {
        for (int i = 0; i < items.size(); i++) {
            labelled(Columns.padLeft((i + 1) + ".", 4) + " ", 5, List.of(items.get(i)));
        }
    }

    void bulleted(List<String> items) {
        items.forEach(item -> labelled("  - ", 4, List.of(item)));
    }

    /** Lines hanging behind a label of that many columns. */
    void labelled(String label, int columns, List<String> lines) {
        var indent = " ".repeat(columns);
        boolean first = true;
        for (var text : lines) {
            for (var line : Columns.wrap(text, look.width() - columns)) {
                line((first ? label : indent) + line);
                first = false;
            }
        }
    }

    @Override
    public String toString() {
        return page.toString();
    }
}
