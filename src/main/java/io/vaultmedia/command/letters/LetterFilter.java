package io.vaultmedia.command.letters;

import java.time.Instant;
import java.util.Set;

/**
 * Which dead letters a person asks for. Immutable.
 *
 * @param reasons those of letters that are wanted; empty for all
 * @param since only letters that were sent at this time or later; null for all
 * @param most the largest number of letters
 * @param place only the letter at this place; null for all
 */
public record LetterFilter(Set<String> reasons, Instant since, int most, String place) {

    /** Returns a filter for the letter at this place alone. */
    public static LetterFilter at(String place) {
        return new LetterFilter(Set.of(), null, 1, place);
    }

    public LetterFilter {
        reasons = Set.copyOf(reasons);
    }

    boolean matches(Letter letter) {
        return (place == null || place.equals(letter.place()))
                && (reasons.isEmpty() || reasons.contains(letter.reason()))
                && (since == null || !letter.time().isBefore(since));
    }
}
