package io.vaultmedia.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventHeaderFilterTest {

    private final EventHeaderFilter filter = new EventHeaderFilter();

    @ParameterizedTest
    @ValueSource(strings = {"ce_id", "ce_foundby", "content-type", "dl_reason", "dl_page"})
    void letsInWhatIsDocumented(String name) {
        assertThat(filter.applyFilterToCamelHeaders(name, "x", null)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "apiKey",
                "x-connection-id",
                "CamelHttpQuery",
                "kafka.KEY",
                "Content-Type",
                "CE_ID",
                "breadcrumbId",
                "traceparent",
                ""
            })
    void keepsOutAllElse(String name) {
        assertThat(filter.applyFilterToCamelHeaders(name, "x", null)).isTrue();
        assertThat(filter.applyFilterToExternalHeaders(name, "x", null)).isTrue();
    }
}
