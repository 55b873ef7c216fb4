package io.tidecast.models.audio;

import io.tidecast.core.error.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern of file names: {@code *} stands for any text, {@code ?} for one letter, {@code [0-4]} for one of some and
 * {@code {speaker}} for a label of that name, the shortest text that lets the rest fit.
 */
public final class NamePattern {
    private final String text;
    private final Pattern pattern;
    private final List<String> labels = new ArrayList<>();

    /**
     * Reads a pattern.
     *
     * @param option what it was given by, for messages
     * @throws InputException if it is none, or two labels have one name
     */
    public NamePattern(String option, String text) {
        this.text = text;
        try {
            pattern = Pattern.compile(expression(option, text));
        } catch (PatternSyntaxException e) {
            throw new InputException(
                    option + ": found '" + text + "', expected a pattern such as '*_[0-4].wav': " + e.getDescription(),
                    e);
        }
    }

    private String expression(String option, String from) {
        StringBuilder expression = new StringBuilder();
        int at = 0;
        while (at < from.length()) {
            char letter = from.charAt(at);
            int end = letter == '{' ? from.indexOf('}', at) : letter == '[' ? from.indexOf(']', at) : -1;
            if (letter == '*' || letter == '?') {
                expression.append(letter == '*' ? ".*" : ".");
            } else if (end > at && letter == '{') {
                addLabel(option, from.substring(at + 1, end));
                expression.append("(.+?)");
                at = end;
            } else if (end > at) {
                String within = from.substring(at + 1, end);
                String escaped =
                        within.replace("\\", "\\\\").replace("[", "\\[").replace("&&", "&\\&");
                expression
                        .append('[')
                        .append(escaped.startsWith("!") ? "^" + escaped.substring(1) : escaped)
                        .append(']');
                at = end;
            } else {
                expression.append(Pattern.quote(String.valueOf(letter)));
            }
            at++;
        }
        return expression.toString();
    }

    private void addLabel(String option, String name) {
        if (name.isEmpty() || labels.contains(name)) {
            throw new InputException(option + ": found '" + text + "', expected labels of different names, such as"
                    + " '{digit}_{speaker}_*.wav'");
        }
        labels.add(name);
    }

    /** Returns the names of the labels, in order. */
    public List<String> labels() {
        return List.copyOf(labels);
    }

    /** Returns whether a name fits. */
    public boolean fits(String name) {
        return pattern.matcher(name).matches();
    }

    /** Returns what the labels are in a name, in order, or empty where it does not fit. */
    public Optional<List<String>> read(String name) {
        Matcher matcher = pattern.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        List<String> values = new ArrayList<>();
        for (int label = 1; label <= labels.size(); label++) {
            values.add(matcher.group(label));
        }
        return Optional.of(values);
    }

    @Override
    public String toString() {
        return text;
    }
}
