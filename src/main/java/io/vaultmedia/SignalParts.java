package io.vaultmedia;

import io.vaultmedia.config.Instance;
import io.vaultmedia.connection.Connection;
import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.connection.Connections;
import io.vaultmedia.event.SignalRecords;
import io.vaultmedia.event.Topics;
import io.vaultmedia.kafka.KafkaSettings;
import io.vaultmedia.kafka.RecordSender;
import io.vaultmedia.ops.VaultControl;
import io.vaultmedia.scan.Orders;
import io.vaultmedia.schedule.Schedule;
import io.vaultmedia.shard.RemovedConnections;
import io.vaultmedia.shard.Shards;
import io.vaultmedia.shard.Signals;
import io.vaultmedia.status.ScanHistory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.spi.ManagementAgent;

/** Puts together what sends signals, what follows them, and what forgets removed connections by the same route. */
final class SignalParts {

    private final Instance instance;
    private final Signals signals;
    private final RemovedConnections removed;
    private final VaultControl control;
    private final Connections connections;

    /** What the schedule has taken: it cannot pause a connection that it does not have yet. */
    private volatile List<ConnectionSettings> polled = List.of();

    SignalParts(
            CamelContext context,
            Instance instance,
            KafkaSettings kafka,
            Topics topics,
            Connections connections,
            Shards shards,
            Schedule schedule,
            ScanHistory history,
            Optional<Duration> forgetAfter) {
        this.instance = instance;
        this.connections = connections;
        String apply = instance.id("direct:vault-apply-signal");
        SignalRecords records = new SignalRecords(topics);
        RecordSender sender = new RecordSender(kafka);
        ProducerTemplate template = context.createProducerTemplate();
        control = new VaultControl(connections, schedule, signal -> sender.send(records.of(signal)));
        signals = new Signals(
                shards,
                kafka,
                topics,
                () -> polled,
                followers(schedule, history),
                transaction -> template.sendBody(apply, transaction));
        removed = new RemovedConnections(
                shards,
                connections,
                forgetAfter,
                Clock.systemUTC(),
                transaction -> template.sendBody(apply, transaction));
    }

    private static Signals.Followers followers(Schedule schedule, ScanHistory history) {
        return new Signals.Followers() {
            @Override
            public void ordered(Connection connection, Orders orders, boolean isNews) {
                boolean rescan = !orders.rescans().isEmpty();
                history.pausedBySignal(connection, orders.paused());
                schedule.order(connection, orders.paused(), isNews && orders.polled(), isNews && rescan);
            }

            @Override
            public void handled(String signal, String outcome) {
                history.signalHandled(signal, outcome);
            }
        };
    }

    VaultControl control() {
        return control;
    }

    /** Follows signals, and forgets removed connections, from now on, behind the schedule. The control is an MBean if the host has JMX. */
    void start(CamelContext context) throws Exception {
        connections.follow(all -> polled = all);
        context.addService(signals, true);
        context.addService(removed, true);
        ManagementAgent agent = context.getManagementStrategy().getManagementAgent();
        if (agent != null) {
            agent.register(control, nameIn(context));
        }
    }

    private ObjectName nameIn(CamelContext context) throws JMException {
        String name = context.getManagementName() == null ? context.getName() : context.getManagementName();
        return new ObjectName("org.apache.camel:context=" + ObjectName.quote(name) + ",type=vault,name="
                + ObjectName.quote(instance.bean("vaultControl")));
    }
}
