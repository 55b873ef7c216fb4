package io.tidecast.core.backend;

import io.tidecast.core.error.InputException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Finds the backends on the class path and opens the one that is asked for. Holds no state. */
public final class Backends {
    /** The name that stands for the available backend of highest priority. */
    public static final String AUTO = "auto";

    private static final System.Logger LOG = System.getLogger(Backends.class.getName());

    private Backends() {}

    /**
     * A row of the table of backends.
     *
     * @param name what a person would type
     * @param priority how gladly {@code auto} takes it
     * @param availability whether it can run here
     */
    public record Row(String name, int priority, Availability availability) {}

    /** Returns every backend on the class path, the most preferred first. */
    public static List<Row> table() {
        return providers().stream()
                .map(provider -> new Row(provider.name(), provider.priority(), provider.probe()))
                .toList();
    }

    /** Opens a backend with default options; see {@link #open(String, BackendOptions)}. */
    public static Backend open(String name) {
        return open(name, BackendOptions.defaults());
    }

    /**
     * Opens a backend by name. A named backend never falls back; {@code auto} takes the most preferred one that is
     * available and logs why it passed over others.
     *
     * @throws InputException if there is no such backend or it cannot run here, with every backend's reason and remedy
     */
    public static Backend open(String name, BackendOptions options) {
        return name.equals(AUTO) ? openPreferred(options) : openNamed(name, options);
    }

    private static Backend openNamed(String name, BackendOptions options) {
        for (BackendProvider provider : providers()) {
            if (provider.name().equals(name)) {
                return switch (provider.probe()) {
                    case Availability.Available available -> provider.open(options);
                    case Availability.Unavailable no ->
                        throw new InputException(
                                "backend " + name + " cannot run here: " + no.reason() + "; " + no.remedy());
                };
            }
        }
        throw new InputException(
                "there is no backend named '" + name + "'; choose " + AUTO + " or one of: " + summary());
    }

    private static Backend openPreferred(BackendOptions options) {
        List<String> passedOver = new ArrayList<>();
        for (BackendProvider provider : providers()) {
            switch (provider.probe()) {
                case Availability.Available available -> {
                    if (!passedOver.isEmpty()) {
                        LOG.log(
                                System.Logger.Level.WARNING,
                                "using backend " + provider.name() + " (" + available.device() + "), not "
                                        + String.join(", nor ", passedOver));
                    }
                    return provider.open(options);
                }
                case Availability.Unavailable no ->
                    passedOver.add(provider.name() + ": " + no.reason() + "; " + no.remedy());
            }
        }
        throw new InputException("no backend can run here: " + summary());
    }

    private static String summary() {
        List<Row> rows = table();
        if (rows.isEmpty()) {
            return "none is on the class path; add tidecast-backend-cpu to it";
        }
        return rows.stream()
                .map(row -> row.name() + " ("
                        + switch (row.availability()) {
                            case Availability.Available available -> "available: " + available.device();
                            case Availability.Unavailable no -> "unavailable: " + no.reason() + "; " + no.remedy();
                        }
                        + ")")
                .collect(Collectors.joining(", "));
    }

    private static List<BackendProvider> providers() {
        return ServiceLoader.load(BackendProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparingInt(BackendProvider::priority)
                        .reversed()
                        .thenComparing(BackendProvider::name))
                .toList();
    }
}
