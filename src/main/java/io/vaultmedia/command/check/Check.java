package io.vaultmedia.command.check;

import java.util.List;
import java.util.concurrent.Callable;

/**
 * Something that is tried. It changes nothing, and can be tried again.
 *
 * @param attempt tries it; throws only for a fault of this program
 * @param isGate true if the rest of its category makes no sense after a failure
 */
record Check(CheckId.Category category, boolean isGate, Callable<List<Finding>> attempt) {

    static Check of(CheckId.Category category, Callable<List<Finding>> attempt) {
        return new Check(category, false, attempt);
    }

    static Check gate(CheckId.Category category, Callable<List<Finding>> attempt) {
        return new Check(category, true, attempt);
    }
}
