package io.vaultmedia.sandbox.chaos;

import java.util.ArrayList;
import java.util.List;

/** Kills its processes when it is closed, unless they have ended. Not thread safe. */
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
