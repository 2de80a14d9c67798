package io.vaultmedia.publish;

import java.util.function.Supplier;

/** Publishes pages: all of them, or none. */
public interface PagePublisher extends AutoCloseable {

    /**
     * Publishes pages in one transaction, each as it comes, and returns once Kafka has committed it. Whatever is thrown
     * leaves in doubt whether it has.
     *
     * @param pages the next page, whenever it is asked; null once there are no more
     */
    void publish(Supplier<PageTransaction> pages);

    @Override
    void close();
}
