package io.tidecast.cli;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** Gives the log of the command's own process one line a warning on standard error, as everything else there looks. */
public final class ErrorStreamLoggers extends System.LoggerFinder {
    /** Made by the service loader. */
    public ErrorStreamLoggers() {}

    @Override
    public System.Logger getLogger(String name, Module module) {
        return new ErrorStreamLogger(name);
    }

    /** Writes warnings and errors, and nothing below. */
    private record ErrorStreamLogger(String name) implements System.Logger {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean isLoggable(Level level) {
            return level != Level.OFF && level.getSeverity() >= Level.WARNING.getSeverity();
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String message, @Nullable Throwable thrown) {
            if (isLoggable(level)) {
                new Console(System.out, System.err, Console.Style.PLAIN)
                        .say(translated(bundle, message) + (thrown == null ? "" : ": " + thrown));
            }
        }

        @Override
        public void log(
                Level level, @Nullable ResourceBundle bundle, @Nullable String format, @Nullable Object... values) {
            if (isLoggable(level)) {
                String pattern = translated(bundle, format);
                log(
                        level,
                        null,
                        values == null || values.length == 0
                                ? pattern
                                : new MessageFormat(pattern, Locale.ROOT).format(values),
                        (Throwable) null);
            }
        }

        private static String translated(@Nullable ResourceBundle bundle, @Nullable String message) {
            String text = message == null ? "" : message;
            return bundle != null && bundle.containsKey(text) ? bundle.getString(text) : text;
        }
    }
}
