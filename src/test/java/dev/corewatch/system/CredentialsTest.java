package dev.corewatch.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CredentialsTest {

    private static final String STATUS = """
            Name:	haproxy
            Uid:	%s
            Gid:	99	99	99	99
            CapInh:	0000000000000000
            CapPrm:	0000000000000400
            CapEff:	0000000000000000
            """;

    @Test
    void readsWhoAProcessIs() {
        assertThat(Credentials.parse(STATUS.formatted("99\t99\t99\t99")))
                .contains(new Credentials("99:99", 1L << 10, 0));
    }

    @Test
    void namesRealEffectiveAndSavedUidsWhereTheyDiffer() {
        assertThat(Credentials.parse(STATUS.formatted("0\t99\t0\t99"))
                        .orElseThrow()
                        .user())
                .isEqualTo("0/99:99");
    }

    @Test
    void isNotFooledByACommandThatLooksLikeAField() {
        for (var end : new String[] {"\r", "\u0085", "\\n"}) {
            var forged = STATUS.replace("haproxy", end + "Uid:\t0 0 0 0" + end).formatted("99\t99\t99\t99");

            assertThat(Credentials.parse(forged).orElseThrow().user()).isEqualTo("99:99");
        }
    }

    @Test
    void readsNothingFromAnotherText() {
        assertThat(Credentials.parse("Name:\tUid:\t0\t0\t0\t0\n")).isEmpty();
    }
}
