package io.vaultmedia.status;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.ledger.ConnectionLedger;
import io.vaultmedia.shard.ShardStatus;
import java.util.List;
import java.util.Optional;

/** What the status asks about the shards of this replica and of the others. Thread safe. */
interface Replica {

    List<ShardStatus> shards();

    /** Returns what the ledger knows of a connection; empty unless its shard is open here. */
    Optional<ConnectionLedger> ledgerOf(Connection connection);

    /** Returns what keeps this replica from publishing; null if nothing does. */
    String trouble();

    /** Returns all replicas, as far as they are known; asks nobody. */
    List<StatusReport.Replica> all();
}
