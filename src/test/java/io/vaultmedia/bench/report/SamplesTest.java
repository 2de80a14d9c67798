package io.vaultmedia.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SamplesTest {
    @Test
    void theMedianIsInTheMiddleWhateverTheOrder() {
        assertThat(Samples.of(9, 1, 5).median()).isEqualTo(5);
        assertThat(Samples.of(9, 1, 5, 6).median()).isEqualTo(5.5);
        assertThat(Samples.of(7).median()).isEqualTo(7);
    }

    @Test
    void ratiosAreOfThoseMeasuredSideBySide() {
        Samples ratios = Samples.ratios(List.of(10.0, 30.0, 20.0), List.of(10.0, 10.0, 10.0));

        assertThat(ratios.median()).isEqualTo(2);
        assertThat(ratios.least()).isEqualTo(1);
        assertThat(ratios.most()).isEqualTo(3);
    }

    @Test
    void ratiosNeedAPartnerForEach() {
        assertThatThrownBy(() -> Samples.ratios(List.of(1.0), List.of()))
                .hasMessageContaining("1 values, but 0 divisors");
    }

    @Test
    void percentilesAreValuesThatWereMeasured() {
        Samples samples = Samples.of(10, 20, 30, 40);

        assertThat(samples.percentile(50)).isEqualTo(20);
        assertThat(samples.percentile(51)).isEqualTo(30);
        assertThat(samples.percentile(99)).isEqualTo(40);
        assertThat(samples.percentile(0)).isEqualTo(10);
    }

    @Test
    void nothingHasNoMedian() {
        assertThatThrownBy(Samples::of).isInstanceOf(IllegalArgumentException.class);
    }
}
