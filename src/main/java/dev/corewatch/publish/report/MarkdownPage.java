package dev.corewatch.publish.report;

import java.util.List;

/** Blocks of Markdown, separated by blank lines. All text is escaped here. */
final class MarkdownPage {

    private final StringBuilder page = new StringBuilder();

    void heading(int level, String heading) {
        block("#".repeat(level) + " " + heading + "\n");
    }

    void paragraph(String text) {
        block(Markdown.text(text) + "\n");
    }

    /** A paragraph whose parts the caller has escaped. */
    void markdown(String markdown) {
        block(markdown + "\n");
    }

    void stack(List<String> lines) {
        block(Markdown.block(lines));
    }

    void bullets(List<String> markdownItems) {
        list(markdownItems, false);
    }

    void numbers(List<String> markdownItems) {
        list(markdownItems, true);
    }

    void facts(List<Fact> facts) {
        bullets(facts.stream().map(MarkdownPage::fact).toList());
    }

    private void list(List<String> items, boolean numbered) {
        var block = new StringBuilder();
        for (int i = 0; i < items.size(); i++) {
            block.append(numbered ? (i + 1) + ". " : "- ").append(items.get(i)).append('\n');
        }
        if (!items.isEmpty()) {
            block(block.toString());
        }
    }

    private static String fact(Fact fact) {
        var lines = fact.lines().stream().map(Markdown::text).toList();
        return "**" + fact.label() + "**: " + String.join("; ", lines);
    }

    private void block(String block) {
        page.append(page.isEmpty() ? "" : "\n").append(block);
    }

    @Override
    public String toString() {
        return page.toString();
    }
}
