package io.vaultmedia.bench;

import io.vaultmedia.bench.jvm.Jvm;
import io.vaultmedia.bench.loop.HandWrittenLoop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** The hand-written loop, in its own JVM. */
record LoopContender(Jvm jvm, Topics topics) implements Contender {
    /**
     * Starts it.
     *
     * @param jvmOptions options of the JVM, the same for all contenders
     * @param transactional whether each page is one transaction
     */
    static LoopContender start(Stage stage, Topics topics, List<String> jvmOptions, boolean transactional)
            throws IOException, ExecutionException, InterruptedException {
        topics.create();
        List<String> command = new ArrayList<>(jvmOptions);
        command.addAll(List.of("-cp", Jvm.classPath(), HandWrittenLoop.class.getName()));
        command.addAll(List.of(stage.apiUrl(), stage.brokers(), topics.prefix()));
        command.add(transactional ? topics.prefix() : "");
        Jvm jvm = Jvm.start(topics.prefix(), stage.folder(), command);
        jvm.line("ready");
        return new LoopContender(jvm, topics);
    }

    @Override
    public void scan(Vaults vaults) {
        vaults.connections().forEach(connection -> jvm.writeLine(connection.aliasAndId()));
    }

    @Override
    public void close() {
        jvm.close();
    }
}
