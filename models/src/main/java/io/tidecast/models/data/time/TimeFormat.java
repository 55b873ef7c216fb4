package io.tidecast.models.data.time;

import io.tidecast.core.error.InputException;
import io.tidecast.models.data.ConfigView;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How a column writes its times, to read them and to write the ones that follow.
 *
 * <p>A time is a {@code long}: microseconds since 1970 (UTC; a time without an offset is taken as it stands), or, for
 * {@link Kind#STEPS}, the whole number itself.
 */
public final class TimeFormat {
    /** The ways in which a time may be written. */
    public enum Kind {
        /** Whole numbers that count steps. */
        STEPS,
        /** Whole seconds since 1970. */
        SECONDS,
        /** Whole milliseconds since 1970. */
        MILLISECONDS,
        /** A date, perhaps with a time of day and an offset, whose pattern was detected. */
        DETECTED,
        /** A pattern that a person gave. */
        GIVEN
    }

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long MICROS_PER_MILLISECOND = 1_000;
    private static final DateTimeFormatter UNUSED = DateTimeFormatter.ISO_DATE;

    private final Kind kind;
    private final String date;
    private final String clock;
    private final DateTimeFormatter parser;
    private final DateTimeFormatter printer;

    private TimeFormat(Kind kind, String date, String clock, DateTimeFormatter parser, DateTimeFormatter printer) {
        this.kind = kind;
        this.date = date;
        this.clock = clock;
        this.parser = parser;
        this.printer = printer;
    }

    /**
     * Whole numbers that count steps.
     *
     * @return the format
     */
    public static TimeFormat steps() {
        return plain(Kind.STEPS);
    }

    /**
     * A pattern in the letters of {@link DateTimeFormatter}; {@code Y} and {@code D} are read as {@code y} and
     * {@code d}, which is what they mean elsewhere.
     *
     * @param pattern such as {@code dd MMM yyyy HH:mm}
     * @return the format
     * @throws InputException if it is no such pattern
     */
    public static TimeFormat given(String pattern) {
        String strict = pattern.replace('Y', 'u').replace('y', 'u').replace('D', 'd');
        try {
            DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .appendPattern(strict)
                    .parseDefaulting(ChronoField.MONTH_OF_YEAR, 1)
                    .parseDefaulting(ChronoField.DAY_OF_MONTH, 1);
            if (!strict.contains("h") && !strict.contains("K")) {
                builder.parseDefaulting(ChronoField.HOUR_OF_DAY, 0);
            }
            DateTimeFormatter printer = DateTimeFormatter.ofPattern(strict, Locale.ROOT);
            return new TimeFormat(Kind.GIVEN, strict, "", strictly(builder), printer);
        } catch (IllegalArgumentException e) {
            throw new InputException(
                    "--time-format '" + pattern + "': " + e.getMessage()
                            + "; expected a pattern such as dd.MM.yyyy HH:mm",
                    e);
        }
    }

    static TimeFormat plain(Kind kind) {
        return new TimeFormat(kind, "", "", UNUSED, UNUSED);
    }

    /**
     * Makes a format from the pattern of its date and that of the rest.
     *
     * @param date such as {@code MM/dd/uuuu}
     * @param clock such as {@code 'T'HH:mm:ssXXX}, whose last letters stand for an offset from UTC; empty where times are
     *     dates
     */
    static TimeFormat detected(String date, String clock) {
        String lenient =
                date.equals("uuuuMMdd") ? date : date.replace("MM", "M").replace("dd", "d");
        DateTimeFormatter timeOfDay = timeOfDay();
        DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder()
                .appendPattern(lenient)
                .optionalStart()
                .appendLiteral(' ')
                .append(timeOfDay)
                .optionalEnd()
                .optionalStart()
                .appendLiteral('T')
                .append(timeOfDay)
                .optionalEnd()
                .parseDefaulting(ChronoField.DAY_OF_MONTH, 1)
                .parseDefaulting(ChronoField.HOUR_OF_DAY, 0);
        DateTimeFormatter printer = DateTimeFormatter.ofPattern(date + clock, Locale.ROOT);
        return new TimeFormat(Kind.DETECTED, date, clock, strictly(builder), printer);
    }

    /**
     * Names the kind.
     *
     * @return how times are written
     */
    public Kind kind() {
        return kind;
    }

    /**
     * Tells whether times are on the calendar.
     *
     * @return whether they are anything but plain steps
     */
    public boolean isCalendar() {
        return kind != Kind.STEPS;
    }

    /**
     * Names the pattern for a person.
     *
     * @return such as {@code MM/dd/yyyy} or {@code whole numbers}
     */
    public String pattern() {
        return switch (kind) {
            case STEPS -> "whole numbers";
            case SECONDS -> "seconds since 1970";
            case MILLISECONDS -> "milliseconds since 1970";
            case DETECTED, GIVEN -> (date + clock).replace('u', 'y').replace("'", "");
        };
    }

    /**
     * Reads one time.
     *
     * @param text a cell without blanks around it
     * @return the time, or empty if the text is not written in this format
     */
    public OptionalLong parse(String text) {
        try {
            return OptionalLong.of(
                    switch (kind) {
                        case STEPS -> Long.parseLong(text);
                        case SECONDS -> Math.multiplyExact(Long.parseLong(text), MICROS_PER_SECOND);
                        case MILLISECONDS -> Math.multiplyExact(Long.parseLong(text), MICROS_PER_MILLISECOND);
                        case DETECTED, GIVEN -> micros(parser.parse(text));
                    });
        } catch (DateTimeException | NumberFormatException | ArithmeticException notWrittenSo) {
            return OptionalLong.empty();
        }
    }

    /**
     * Writes one time as the file does; a time with an offset is written in UTC.
     *
     * @param time steps or microseconds since 1970
     * @return its text
     */
    public String text(long time) {
        return switch (kind) {
            case STEPS -> Long.toString(time);
            case SECONDS -> Long.toString(Math.floorDiv(time, MICROS_PER_SECOND));
            case MILLISECONDS -> Long.toString(Math.floorDiv(time, MICROS_PER_MILLISECOND));
            case DETECTED, GIVEN -> printer.format(local(time).atOffset(ZoneOffset.UTC));
        };
    }

    /**
     * Describes the format for a model file.
     *
     * @return names and strings alone
     */
    public Map<String, Object> toConfig() {
        return Map.of("kind", kind.name().toLowerCase(Locale.ROOT), "date", date, "clock", clock);
    }

    /**
     * Makes the format that a model file describes.
     *
     * @param config what {@link #toConfig} gave
     * @return the format
     * @throws InputException if there is no such kind or pattern
     */
    public static TimeFormat fromConfig(ConfigView config) {
        String name = config.string("kind");
        String date = config.string("date");
        String clock = config.string("clock");
        for (Kind known : Kind.values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(name)) {
                return switch (known) {
                    case STEPS, SECONDS, MILLISECONDS -> plain(known);
                    case GIVEN -> given(date);
                    case DETECTED -> detectedFromConfig(config, date, clock);
                };
            }
        }
        throw config.fault("kind", "steps, seconds, milliseconds, detected or given");
    }

    private static TimeFormat detectedFromConfig(ConfigView config, String date, String clock) {
        try {
            return detected(date, clock);
        } catch (IllegalArgumentException e) {
            throw config.fault("date", "a pattern of dates (" + e.getMessage() + ")");
        }
    }

    static LocalDateTime local(long micros) {
        return LocalDateTime.ofInstant(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), ZoneOffset.UTC);
    }

    static long micros(LocalDateTime time) {
        return ChronoUnit.MICROS.between(LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC), time);
    }

    private static long micros(TemporalAccessor parsed) {
        long local = micros(LocalDateTime.from(parsed));
        return parsed.isSupported(ChronoField.OFFSET_SECONDS)
                ? local - parsed.get(ChronoField.OFFSET_SECONDS) * MICROS_PER_SECOND
                : local;
    }

    private static DateTimeFormatter timeOfDay() {
        return new DateTimeFormatterBuilder()
                .appendValue(ChronoField.HOUR_OF_DAY, 1, 2, SignStyle.NOT_NEGATIVE)
                .appendLiteral(':')
                .appendValue(ChronoField.MINUTE_OF_HOUR, 2)
                .optionalStart()
                .appendLiteral(':')
                .appendValue(ChronoField.SECOND_OF_MINUTE, 2)
                .optionalStart()
                .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
                .optionalEnd()
                .optionalEnd()
                .optionalStart()
                .appendOffset("+HH:MM", "Z")
                .optionalEnd()
                .optionalStart()
                .appendOffset("+HHMM", "Z")
                .optionalEnd()
                .toFormatter(Locale.ROOT);
    }

    private static DateTimeFormatter strictly(DateTimeFormatterBuilder builder) {
        return builder.toFormatter(Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    }
}
