package io.vaultmedia.command.check;

import java.util.List;

/** Where the findings of checks go, in the order in which they are made. Used by one thread. */
public interface Report {

    /** Adds what one check has found. */
    void add(List<Finding> findings);

    /** Ends the report. Returns true if no check has failed. */
    boolean end();
}
