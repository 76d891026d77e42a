package dev.corewatch.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ProcessStatusTest {

    private static final String STATUS =
            "Name:\t%s\nUmask:\t0022\nPid:\t812\nUid:\t99\t0\t0\t0\nNSpid:\t%s\nSeccomp:\t0\n";

    @Test
    void readsRealUidAndInnermostPid() {
        assertThat(ProcessStatus.parse(STATUS.formatted("haproxy", "812\t40\t7")))
                .contains(new ProcessStatus(99, 7));
        assertThat(ProcessStatus.parse(STATUS.formatted("haproxy", "812"))).contains(new ProcessStatus(99, 812));
    }

    @Test
    void takesUidsThatNeedAllBits() {
        var status = STATUS.formatted("haproxy", "812").replace("\t99\t", "\t4294967294\t");

        assertThat(ProcessStatus.parse(status).orElseThrow().uid()).isEqualTo(-2);
    }

    @Test
    void isNotFooledByACommandThatLooksLikeAField() {
        for (var command :
                new String[] {"\rNSpid:\t1\r", "\u0085NSpid:\t1\u0085", "\\nNSpid:\t1", "NSpid:\t1", "Uid:\t0"}) {
            assertThat(ProcessStatus.parse(STATUS.formatted(command, "812\t7")))
                    .as(command)
                    .contains(new ProcessStatus(99, 7));
        }
    }

    @Test
    void readsNothingFromAnotherText() {
        for (var text : new String[] {"", "Name:\thaproxy\n", "\nUid:\t\nNSpid:\t\n", "\nUid:\tx\nNSpid:\t1"}) {
            assertThat(ProcessStatus.parse(text)).as(text).isEmpty();
        }
    }
}
