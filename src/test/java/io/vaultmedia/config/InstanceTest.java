package io.vaultmedia.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstanceTest {

    private static final Instance EU = new Instance("eu");

    @ParameterizedTest
    @CsvSource({
        "id: vault-fetch-page,                            id: vault-eu-fetch-page",
        "uri: seda:vault-fetch-ahead,                     uri: seda:vault-eu-fetch-ahead",
        "expression: {constant: {expression: direct:vault-fetch-page}}, expression: {constant: {expression: direct:vault-eu-fetch-page}}",
        "uri: '{{vaultApiUrl}}',                          uri: '{{vaultApiUrl-eu}}'",
        "delay: '{{vault.poll.tick}}',                    delay: '{{vault.eu.poll.tick}}'",
        "expression: {ref: {expression: vaultItemMessages}}, expression: {ref: {expression: vaultItemMessages-eu}}",
        "uri: kafka:{{vault.topic.prefix}},               uri: kafka:{{vault.eu.topic.prefix}}",
        "pollStrategy: '#vaultIsDue',                     pollStrategy: '#vaultIsDue-eu'",
        "ref: vaultPages,                                 ref: vaultPages-eu",
        "objectMapper: vaultObjectMapper,                 objectMapper: vaultObjectMapper-eu",
        "precondition: '{{vault.instances:}}',            precondition: '{{vault.eu.instances:}}'"
    })
    void renamesWhatHasAUniqueNameInAContext(String line, String renamed) {
        assertThat(EU.renamed(line)).isEqualTo(renamed);
        assertThat(Instance.ONLY.renamed(line)).isEqualTo(line);
    }

    @ParameterizedTest
    @CsvSource({
        "expression: /v2/vault-plus/media",
        "name: vaultScan",
        "expression: '${exchangeProperty.vaultScan.connection.reference}'",
        "name: vaultPage",
        "exchangeProperty: {expression: vaultTransaction}"
    })
    void leavesWhatAMessageCarriesAndThePathOfTheApi(String line) {
        assertThat(EU.renamed(line)).isEqualTo(line);
    }

    @Test
    void hasKeysNamesAndBeansOfItsOwn() {
        assertThat(EU.key("vault.page.limit")).isEqualTo("vault.eu.page.limit");
        assertThat(EU.id("vault-shards")).isEqualTo("vault-eu-shards");
        assertThat(EU.bean("vaultControl")).isEqualTo("vaultControl-eu");
    }
}
