package dev.corewatch.analyze.signature;

import dev.corewatch.crash.Assertion;
import dev.corewatch.crash.Signature;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Version 1 of the signature (docs/grouping.md): the class of the bug and as many of HAProxy's functions, innermost first, as
 * it takes to tell it from the other bugs that die there. A failed BUG_ON whose words are known is its file and condition.
 * The id is the first 16 hexadecimal digits of the SHA-256 over version, class and names, one a line.
 */
public final class SignatureRule {

    public static final int VERSION = 1;

    private static final int ID_DIGITS = 16;

    private final Crowding crowding;

    public SignatureRule(Crowding crowding) {
        this.crowding = crowding;
    }

    /** The rule with version 1's numbers. */
    public static SignatureRule v1() {
        return new SignatureRule(Crowding.v1());
    }

    /** The signature; empty when neither the stack nor HAProxy's words say anything. */
    public Optional<Signature> of(Evidence evidence) {
        var chain = Chain.of(evidence.frames());
        var bugClass = BugClass.of(evidence.kind(), chain);
        var names = Key.of(chain, bugClass, crowding).names();
        var assertion = evidence.assertion();
        if (assertion != null) {
            return Optional.of(signature("assertion", ofAssertion(assertion, names), Title.of(evidence, chain, names)));
        }
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(signature(bugClass.word(), names, Title.of(evidence, chain, names)));
    }

    /** A condition in a header is compiled into many functions: there the stack belongs to it. */
    private static List<String> ofAssertion(Assertion assertion, List<String> names) {
        var key = new ArrayList<>(List.of(assertion.file(), assertion.condition()));
        if (SourceFile.isHeader(assertion.file())) {
            key.addAll(names);
        }
        return key;
    }

    private static Signature signature(String bugClass, List<String> names, String title) {
        var text = "v" + VERSION + "\n" + bugClass + "\n" + String.join("\n", names);
        return new Signature(VERSION, digest(text).substring(0, ID_DIGITS), title, names);
    }

    private static String digest(String text) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
