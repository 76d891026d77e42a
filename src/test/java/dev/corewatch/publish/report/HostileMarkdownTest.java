package dev.corewatch.publish.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.crash.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Block;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.Parser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a Markdown parser makes of reports full of hostile text: the same structure, no link, no HTML, nobody called. */
final class HostileMarkdownTest {

    private static final Parser PARSER = Parser.builder()
            .extensions(List.of(AutolinkExtension.create(), TablesExtension.create()))
            .build();
    private static final Pattern CALLS = Pattern.compile("@\\w|#\\d|://|www\\.");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "```\n# fence",
                "`code` `` ```` `",
                "````````\n~~~~\n",
                "@maintainer and someone@example.org",
                "owner/repo#1 #2 GH-3",
                "[x](http://evil.example) ![i](http://evil.example/i.png)",
                "https://evil.example/ WWW.evil.example http://e",
                "<img src=x onerror=alert(1)><!-- <script>",
                "- item\n1. number\n# heading\n---\n===",
                "---",
                "1) one",
                "# heading",
                "> quote | a | b |\n|---|---|",
                "&lt;b&gt; &#64;maintainer",
                "\\`\\[x](y)\\",
                "` [x](http://evil.example) <b> `",
                "$x$ ~~gone~~ **bold** __bold__"
            })
    void noFieldChangesStructureLinksOrCallsAnybody(String hostile) {
        var harmless = shape(MarkdownReport.render(Planted.with("x", Report.class)));
        var bugHarmless = shape(BugReport.render(Planted.with("x", Report.class)));
        var planted = Planted.with(hostile, Report.class);
        assertThat(shape(MarkdownReport.render(planted))).isEqualTo(harmless);
        assertThat(shape(BugReport.render(planted))).isEqualTo(bugHarmless);
    }

    /** Blocks in order, and everything that must not be there. */
    private static List<String> shape(String markdown) {
        var found = new ArrayList<String>();
        PARSER.parse(markdown).accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                found.add("heading " + heading.getLevel());
                visitChildren(heading);
            }

            @Override
            protected void visitChildren(Node parent) {
                if (parent instanceof Block) {
                    found.add(parent.getClass().getSimpleName());
                }
                super.visitChildren(parent);
            }

            @Override
            public void visit(Text text) {
                if (CALLS.matcher(text.getLiteral()).find()) {
                    found.add("calls: " + text.getLiteral());
                }
            }

            @Override
            public void visit(Link link) {
                found.add("link to " + link.getDestination());
            }

            @Override
            public void visit(Image image) {
                found.add("image " + image.getDestination());
            }

            @Override
            public void visit(HtmlInline html) {
                found.add("HTML " + html.getLiteral());
            }

            @Override
            public void visit(HtmlBlock html) {
                found.add("HTML " + html.getLiteral());
            }

            @Override
            public void visit(ThematicBreak rule) {
                found.add("rule");
            }
        });
        return found;
    }
}
