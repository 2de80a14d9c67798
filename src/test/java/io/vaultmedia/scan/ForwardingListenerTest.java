package io.vaultmedia.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.connection.Connection;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ForwardingListenerTest {

    private static final Map<Class<?>, Object> SAMPLES = Map.of(
            Scan.class,
            SampleScans.backfill(new Connection("alice", "conn_alice")),
            String.class,
            "a word",
            Duration.class,
            Duration.ofMillis(7),
            long.class,
            8L,
            int.class,
            9);

    static Stream<Method> methods() {
        return Stream.of(ScanListener.class.getMethods());
    }

    @ParameterizedTest
    @MethodSource("methods")
    void passesOn(Method method) throws Exception {
        List<Object> heard = new ArrayList<>();
        ScanListener next = (ScanListener) Proxy.newProxyInstance(
                ScanListener.class.getClassLoader(),
                new Class<?>[] {ScanListener.class},
                (proxy, called, arguments) -> {
                    heard.add(called);
                    heard.addAll(List.of(arguments));
                    return null;
                });
        Object[] arguments =
                Stream.of(method.getParameterTypes()).map(SAMPLES::get).toArray();

        method.invoke(new ForwardingListener(next) {}, arguments);

        assertThat(heard).startsWith(method).endsWith(arguments).hasSize(1 + arguments.length);
    }
}
