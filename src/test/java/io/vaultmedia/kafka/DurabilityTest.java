package io.vaultmedia.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurabilityTest {

    @ParameterizedTest
    @CsvSource({
        "3, 2, false,",
        "4, 3, false,",
        "2, 2, false,",
        "1, 1, false, replication factor 1",
        "3, 1, false, min.insync.replicas=1",
        "3, 2, true, unclean.leader.election.enable=true",
    })
    void namesTheSettingWithWhichABrokersLossLosesRecords(
            int replicas, int minInsync, boolean unclean, String weakness) {
        assertThat(new Durability(replicas, minInsync, unclean).weakness().orElse(null))
                .isEqualTo(weakness);
    }
}
