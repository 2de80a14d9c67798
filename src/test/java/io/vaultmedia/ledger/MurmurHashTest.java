package io.vaultmedia.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.apache.commons.codec.digest.MurmurHash3;

class MurmurHashTest {

    @Property
    void isThatOfCommonsCodecWithWhichLedgersWereWritten(@ForAll @Size(max = 50) byte[] bytes) {
        assertThat(MurmurHash.of(bytes)).isEqualTo(MurmurHash3.hash128x64(bytes)[0]);
    }
}
