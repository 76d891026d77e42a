package dev.corewatch.publish.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The one style sheet of HTML reports and the content security policy (W3C CSP 3) that lets a browser use it and nothing else: no
 * script, no image, no font, no connection.
 */
final class HtmlStyle {

    static final String SHEET = """
            :root{color-scheme:light dark;--fg:#1c2430;--soft:#5b6675;--bg:#f6f7f9;--card:#fff;--line:#e1e5ea;--red:#b42318;
            --red-bg:#fee4e2;--green:#067647;--green-bg:#d5f5e3;--amber:#93580a;--amber-bg:#fdf0cc;--own:#f0f5ff}
            @media (prefers-color-scheme:dark){:root{--fg:#e6e9ee;--soft:#98a2b3;--bg:#0f1318;--card:#171c23;--line:#2b323c;
            --red:#ff8a80;--red-bg:#3a1613;--green:#75d9a3;--green-bg:#0d2b1d;--amber:#f5c06a;--amber-bg:#33240a;--own:#1a2436}}
            *{box-sizing:border-box}
            body{margin:0;background:var(--bg);color:var(--fg);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
            main{max-width:62rem;margin:0 auto;padding:2rem 1.25rem 3rem}
            h1{font-size:1.35rem;line-height:1.35;margin:.5rem 0 0;overflow-wrap:anywhere;font-weight:650}
            h2{font-size:1rem;margin:0 0 .75rem;display:flex;gap:.6rem;align-items:baseline;flex-wrap:wrap}
            h2 small{font-weight:400;font-size:.85rem;color:var(--soft)}
            section{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:1.1rem 1.25rem;margin-top:1rem}
            code,td,.mono{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.86rem}
            .badge{display:inline-block;border-radius:99px;padding:.05rem .6rem;font-size:.8rem;font-weight:600;
            background:var(--amber-bg);color:var(--amber);white-space:nowrap}
            .badge.good{background:var(--green-bg);color:var(--green)}
            .badge.bad{background:var(--red-bg);color:var(--red)}
            dl{display:grid;grid-template-columns:7rem 1fr;gap:.45rem 1rem;margin:0}
            dt{color:var(--soft)}
            dd{margin:0;overflow-wrap:anywhere}
            dd div+div{color:var(--soft)}
            ol,ul{margin:0;padding-left:1.3rem}
            li{margin:.3rem 0;overflow-wrap:anywhere}
            li p{margin:0}
            li .badge{margin-right:.4rem}
            .soft{color:var(--soft)}
            .scroll{overflow-x:auto}
            table{border-collapse:collapse;width:100%}
            td,th{padding:.2rem .7rem .2rem 0;text-align:left;vertical-align:top;white-space:nowrap}
            th{color:var(--soft);font-weight:400;font-size:.8rem}
            td.n{color:var(--soft);text-align:right;width:2.2rem}
            td.long{white-space:normal;overflow-wrap:anywhere;min-width:13rem}
            ul.fixes{list-style:none;padding:0}
            ul.fixes li+li{margin-top:.8rem}
            tr+tr td{border-top:1px solid var(--line)}
            tr.own td{background:var(--own)}
            tr.faint td{color:var(--soft)}
            ul.why{margin:0 0 .75rem}
            summary{cursor:pointer;font-weight:600}
            details[open] summary{margin-bottom:.6rem}
            footer{margin-top:1.25rem;color:var(--soft);font-size:.85rem}
            @media (max-width:40rem){dl{grid-template-columns:1fr;gap:.1rem}dd{margin-bottom:.5rem}}
            @media print{body{background:#fff}main{padding:0;max-width:none}section{break-inside:avoid;border-radius:0}}
            """;

    private HtmlStyle() {}

    static String policy() {
        return "default-src 'none'; style-src 'sha256-" + hash() + "'; base-uri 'none'; form-action 'none'";
    }

    private static String hash() {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(SHEET.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
