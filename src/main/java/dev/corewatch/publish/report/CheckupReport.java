package dev.corewatch.publish.report;

import dev.corewatch.crash.CheckResult;
import dev.corewatch.crash.Checkup;
import dev.corewatch.crash.Fate;
import dev.corewatch.crash.ProcessCheckup;
import dev.corewatch.crash.Proof;
import dev.corewatch.crash.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the doctor found, for a terminal: the outcome first, then each process, then the node. */
public record CheckupReport(Look look) {

    private static final int VERDICT = 8;
    private static final int LABEL = 14;

    public String render(Checkup checkup) {
        var page = new TextPage(look);
        page.paragraph(Printable.sentence(checkup.summary()), 0, line -> painted(line, checkup.fate()));
        checkup.processes()
                .forEach(process -> process(page, process, checkup.processes().size() > 1));
        page.heading("This node, Linux " + Printable.name(checkup.kernel(), Printable.NAME));
        results(page, checkup.node());
        return page.toString();
    }

    private String painted(String line, Fate fate) {
        return switch (fate) {
            case KEPT -> look.green(line);
            case UNKNOWN -> look.yellow(line);
            case CUT, LOST -> look.red(line);
        };
    }

    private void process(TextPage page, ProcessCheckup process, boolean summary) {
        var container = process.container();
        var inner = process.namespacePid() == process.pid() ? "" : ", %d inside".formatted(process.namespacePid());
        page.heading("Process %d%s, %s%s"
                .formatted(
                        process.pid(),
                        inner,
                        Printable.name(process.command(), Printable.NAME),
                        container == null
                                ? ""
                                : ", container "
                                        + Printable.name(
                                                container.substring(0, Math.min(12, container.length())),
                                                Printable.NAME)));
        if (summary) {
            page.paragraph(Printable.sentence(process.summary()), 2, line -> painted(line, process.fate()));
        }
        var proof = process.proof();
        if (proof != null) {
            proof(page, proof);
        }
        results(page, process.checks());
    }

    private void proof(TextPage page, Proof proof) {
        var words = Stream.concat(
                        Stream.of("a crash in its place: its core was " + word(proof)),
                        proof.seen().stream().map(Printable::sentence))
                .toList();
        page.labelled("  " + painted("proof", proof.fate()) + " ", VERDICT, words);
    }

    private static String word(Proof proof) {
        if (proof.fate() == Fate.UNKNOWN) {
            return "handed over";
        }
        return proof.fate().name().toLowerCase(Locale.ROOT)
                + (proof.agrees() ? ", as the checks say" : "; the checks say OTHERWISE");
    }

    /** What is wrong in full, then what isn't in a line each. */
    private void results(TextPage page, List<CheckResult> results) {
        results.stream().filter(result -> result.outcome() != null).forEach(result -> finding(page, result));
        results.stream()
                .filter(result -> result.outcome() == null)
                .forEach(result -> page.labelled(
                        verdict(result.verdict()),
                        VERDICT,
                        List.of(result.check() + ": " + Printable.sentence(result.saw()) + mendOf(result))));
    }

    private static String mendOf(CheckResult result) {
        return result.mend() == null ? "" : "; " + Printable.sentence(result.mend());
    }

    private void finding(TextPage page, CheckResult result) {
        page.labelled(verdict(result.verdict()), VERDICT, List.of(result.check()));
        line(page, "Saw", result.saw());
        line(page, "Then", result.outcome());
        line(page, "Mend", result.mend());
    }

    private void line(TextPage page, String label, @Nullable String words) {
        if (words != null) {
            page.labelled(
                    look.dim(Columns.pad(" ".repeat(VERDICT) + label, LABEL)),
                    LABEL,
                    List.of(Printable.sentence(words)));
        }
    }

    private String verdict(Verdict verdict) {
        return switch (verdict) {
            case PASS -> look.green("  pass  ");
            case WARN -> look.yellow("  warn  ");
            case FAIL -> look.red("  FAIL  ");
            case NOT_POSSIBLE -> look.dim("  n/a   ");
        };
    }
}
