package io.vaultmedia.config;

import java.util.Collection;
import java.util.Comparator;

/** Finds the key that somebody probably meant who misspelled it. */
public final class NearestKey {

    private NearestKey() {}

    /** Returns the key that differs least from a misspelled one. */
    public static String to(String misspelled, Collection<String> keys) {
        return keys.stream()
                .min(Comparator.comparingInt((String key) -> distance(misspelled, key))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    /** Returns how many letters must be added, removed or replaced to turn one into the other (Levenshtein). */
    static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
