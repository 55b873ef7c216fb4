package io.tidecast.models.data.time;

import io.tidecast.core.error.InputException;
import java.time.LocalDateTime;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The stretch of time that a person means by a date: {@code 2018} is a year, {@code 2018-12} a month,
 * {@code 2018-12-31} a day, {@code 2018-12-31 14:00} an instant, and {@code 8640} one step.
 *
 * @param from its first time
 * @param until the first time after it
 */
public record Period(long from, long until) {
    private static final Pattern YEAR_MONTH = Pattern.compile("(\\d{4})(?:-(\\d{1,2}))?");
    private static final TimeFormat ISO = TimeFormat.detected("uuuu-MM-dd", "");

    /**
     * Reads a period.
     *
     * @param text in ISO form or in the file's own format
     * @param format the file's
     * @param option what the text was given for, such as {@code --train-until}
     * @return the period
     * @throws InputException if the text is neither
     */
    public static Period parse(String text, TimeFormat format, String option) {
        if (!format.isCalendar()) {
            OptionalLong step = format.parse(text);
            if (step.isEmpty()) {
                throw new InputException(option + ": found '" + text
                        + "', expected the number of a row, as the rows have no dates; name their column with --time");
            }
            return new Period(step.getAsLong(), step.getAsLong() + 1);
        }
        Matcher yearMonth = YEAR_MONTH.matcher(text);
        if (yearMonth.matches()) {
            return ofYearOrMonth(yearMonth, text, option);
        }
        OptionalLong iso = ISO.parse(text);
        OptionalLong time = iso.isPresent() ? iso : format.parse(text);
        if (time.isEmpty()) {
            throw new InputException(
                    option + ": found '" + text + "', expected a date such as 2018-12-31, 2018-12 or 2018");
        }
        boolean wholeDay = text.indexOf(':') < 0 && Math.floorMod(time.getAsLong(), TimeStep.DAY) == 0;
        return new Period(time.getAsLong(), time.getAsLong() + (wholeDay ? TimeStep.DAY : 1));
    }

    private static Period ofYearOrMonth(Matcher matcher, String text, String option) {
        int year = Integer.parseInt(matcher.group(1));
        String month = matcher.group(2);
        if (month == null) {
            return new Period(startOf(year, 1), startOf(year + 1, 1));
        }
        int number = Integer.parseInt(month);
        if (number < 1 || number > 12) {
            throw new InputException(option + ": found '" + text + "', expected a month from 01 to 12");
        }
        long from = startOf(year, number);
        return new Period(from, TimeFormat.micros(TimeFormat.local(from).plusMonths(1)));
    }

    private static long startOf(int year, int month) {
        return TimeFormat.micros(LocalDateTime.of(year, month, 1, 0, 0));
    }
}
