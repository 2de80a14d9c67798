package io.vaultmedia.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vaultmedia.connection.Connection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionListTest {

    @Test
    void readsIdsWithAndWithoutAlias() {
        assertThat(new ConnectionList().addAll(" alice = conn_a ,conn_b, c-1.x_Y=conn_c"))
                .containsExactly(
                        new Connection("alice", "conn_a"),
                        new Connection(null, "conn_b"),
                        new Connection("c-1.x_Y", "conn_c"))
                .extracting(Connection::name)
                .containsExactly("alice", "conn_b", "c-1.x_Y");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "conn_a,conn_a | entry 2: its id is given already",
                "a=conn_a,b=conn_a | entry 2: its id is given already",
                "a=conn_a,conn_b,a=conn_c | entry 3: the alias a is taken",
                "a=conn_a,a | entry 2: the alias *** is taken",
                "conn_a,conn_a=conn_b | entry 2: the alias conn_a is taken",
                ", | entry 1: must be id or alias=id",
                "conn_a, | entry 2: must be id or alias=id",
                "conn_a,,conn_b | entry 2: must be id or alias=id",
                "a= | entry 1: must be id or alias=id",
                "=conn_a | entry 1: an alias must be",
                "a b=conn_a | entry 1: an alias must be",
                "a/b=conn_a | entry 1: an alias must be",
                "a=b=conn_a | entry 1: must be id or alias=id",
                "conn a | entry 1: must be id or alias=id",
                "conn_ä | entry 1: must be id or alias=id"
            })
    void refusesAListAndSaysWhichEntryIsWrong(String value, String right) {
        assertThatThrownBy(() -> new ConnectionList().addAll(value))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("vault.connections: " + right);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a=conn_secret,b=conn_secret", "conn_secret,conn_secret", "a=conn_secret!=", "conn_secret ä"})
    void neverShowsAnId(String value) {
        assertThatThrownBy(() -> new ConnectionList().addAll(value)).hasMessageNotContaining("secret");
    }

    @Test
    void takesNoIdOrAliasLongerThanAHeaderOrTopicLikes() {
        assertThat(new ConnectionList().addAll("a".repeat(100) + "=" + "i".repeat(200)))
                .hasSize(1);
        assertThatThrownBy(() -> new ConnectionList().addAll("a".repeat(101) + "=i"))
                .isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> new ConnectionList().addAll("i".repeat(201)))
                .isInstanceOf(ConfigurationException.class);
    }
}
