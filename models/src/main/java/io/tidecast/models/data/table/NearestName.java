package io.tidecast.models.data.table;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that a mistyped one was probably meant to be, by edit distance. */
public final class NearestName {
    private NearestName() {}

    /**
     * Finds the nearest of several names, if one is near enough to be a plausible slip.
     *
     * @param name what was given
     * @param candidates the names that exist
     * @return the nearest, if at most half of the given name's letters (and at least one) would have to change
     */
    public static Optional<String> of(String name, Collection<String> candidates) {
        int limit = Math.max(1, name.length() / 2);
        String given = name.toLowerCase(Locale.ROOT);
        Optional<String> nearest = Optional.empty();
        int least = limit + 1;
        for (String candidate : candidates) {
            int distance = distance(given, candidate.toLowerCase(Locale.ROOT));
            if (distance < least) {
                least = distance;
                nearest = Optional.of(candidate);
            }
        }
        return nearest;
    }

    /**
     * Words the guess for a message.
     *
     * @param name what was given
     * @param candidates the names that exist
     * @return {@code ; did you mean 'x'?}, or nothing where no name is near
     */
    public static String hint(String name, Collection<String> candidates) {
        return of(name, candidates)
                .map(nearest -> "; did you mean '" + nearest + "'?")
                .orElse("");
    }

    private static int distance(String left, String right) {
        int[] previous = new int[right.length() + 1];
        int[] current = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int replaced = previous[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            int[] finished = current;
            current = previous;
            previous = finished;
        }
        return previous[right.length()];
    }
}
