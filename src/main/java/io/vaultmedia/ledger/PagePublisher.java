package io.vaultmedia.ledger;

import java.util.List;

/** Publishes pages: all of them, or none. */
interface PagePublisher extends AutoCloseable {

    /** Returns once Kafka has committed what the pages write, in their order; whatever is thrown leaves that in doubt. */
    void publish(List<PageTransaction> pages);

    @Override
    void close();
}
