package io.vaultmedia.shard;

/** Makes the threads that open Kafka clients. */
final class KafkaThread {

    private KafkaThread() {}

    /**
     * A daemon thread whose context class loader is that of our own classes. Kafka finds classes by it, and the one that
     * would be inherited may know neither Kafka nor us: in an application in one jar, for instance.
     */
    static Thread of(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.setContextClassLoader(KafkaThread.class.getClassLoader());
        return thread;
    }
}
