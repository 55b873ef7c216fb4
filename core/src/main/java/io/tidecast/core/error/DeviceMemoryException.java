package io.tidecast.core.error;

import java.util.Locale;

/** A device has not so much memory left as was asked for; nothing was taken. */
public final class DeviceMemoryException extends FailureException {
    private static final long serialVersionUID = 1L;

    private static final String[] UNITS = {"KiB", "MiB", "GiB"};
    private static final double STEP = 1024;

    private final String device;
    private final long wanted;
    private final long free;
    private final long total;

    /**
     * Makes the fault.
     *
     * @param device what has too little, in words that can begin a line: {@code the GPU NVIDIA A10}
     * @param wanted bytes that were asked for at once
     * @param free bytes that nobody had taken then
     * @param total bytes that the device has
     */
    public DeviceMemoryException(String device, long wanted, long free, long total) {
        super(
                device + " has no room for " + amount(wanted) + ": " + amount(free) + " of its " + amount(total)
                        + " are free; choose a smaller batch, a shorter window or a smaller network, or end what else runs on it");
        this.device = device;
        this.wanted = wanted;
        this.free = free;
        this.total = total;
    }

    /** Returns a number of bytes for people, such as {@code 1.50 GiB}. */
    public static String amount(long bytes) {
        double value = bytes / STEP;
        int unit = 0;
        while (value >= STEP && unit < UNITS.length - 1) {
            value /= STEP;
            unit++;
        }
        return String.format(Locale.ROOT, "%.2f %s", value, UNITS[unit]);
    }

    /** Returns what has too little memory, in words. */
    public String device() {
        return device;
    }

    /** Returns how many bytes were asked for at once. */
    public long wanted() {
        return wanted;
    }

    /** Returns how many bytes nobody had taken then. */
    public long free() {
        return free;
    }

    /** Returns how many bytes the device has. */
    public long total() {
        return total;
    }
}
