package dev.corewatch.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class RecentMapTest {

    @Test
    void forgetsWhatCameFirst() {
        assertThat(filled(RecentMap.byArrival(2))).containsOnlyKeys("b", "c");
    }

    @Test
    void forgetsWhatNobodyAskedForTheLongest() {
        assertThat(filled(RecentMap.byUse(2))).containsOnlyKeys("a", "c");
    }

    private static Map<String, Integer> filled(Map<String, Integer> map) {
        map.put("a", 1);
        map.put("b", 2);
        assertThat(map.get("a")).isEqualTo(1);
        map.put("c", 3);
        return map;
    }
}
