package io.vaultmedia.guarantees.chaos;

import java.util.ArrayList;
import java.util.List;

/** Kills the processes that it was given when it is closed; whoever has ended by then is left alone. Not thread safe. */
final class Guard implements AutoCloseable {

    private final List<ProcessHandle> processes = new ArrayList<>();

    void add(long pid) {
        ProcessHandle.of(pid).ifPresent(processes::add);
    }

    @Override
    public void close() {
        processes.forEach(ProcessHandle::destroyForcibly);
    }
}
