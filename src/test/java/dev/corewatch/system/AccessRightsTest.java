package dev.corewatch.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

final class AccessRightsTest {

    private static final FileOwner SHARED = new FileOwner(040570, 1, 2);
    private static final long DAC_OVERRIDE = 2;

    @Test
    void readsTheIdsOfFileAccesses() {
        var rights = AccessRights.parse(
                "Name:\thaproxy\nUid:\t1\t2\t3\t4\nGid:\t5\t6\t7\t8\nGroups:\t9 10 \nCapEff:\t00000000a80425fb\n");

        assertThat(rights).contains(new AccessRights(4, 8, Set.of(9, 10), 0xa80425fbL));
        assertThat(AccessRights.parse("Name:\thaproxy\n")).isEmpty();
    }

    @Test
    void looksAtTheFirstClassThatFits() {
        assertThat(rights(1, 2).may(SHARED, AccessRights.WRITE)).as("owner").isFalse();
        assertThat(rights(3, 2).may(SHARED, AccessRights.WRITE)).as("group").isTrue();
        assertThat(rights(3, 4).may(SHARED, AccessRights.SEARCH)).as("others").isFalse();
        assertThat(new AccessRights(3, 4, Set.of(2), 0).may(SHARED, AccessRights.WRITE))
                .isTrue();
    }

    @Test
    void obeysCapabilitiesAndNotTheNumberOfRoot() {
        assertThat(rights(0, 0).may(SHARED, AccessRights.WRITE)).isFalse();
        assertThat(new AccessRights(0, 0, Set.of(), DAC_OVERRIDE).may(SHARED, AccessRights.WRITE))
                .isTrue();
    }

    @Test
    void removesOthersFilesOnlyWithoutTheStickyBit() {
        var others = new FileOwner(0100644, 7, 7);

        assertThat(rights(3, 3).mayRemove(others, new FileOwner(041777, 0, 0))).isFalse();
        assertThat(rights(7, 3).mayRemove(others, new FileOwner(041777, 0, 0))).isTrue();
        assertThat(rights(3, 3).mayRemove(others, new FileOwner(040777, 0, 0))).isTrue();
    }

    private static AccessRights rights(int uid, int gid) {
        return new AccessRights(uid, gid, Set.of(), 0);
    }
}
