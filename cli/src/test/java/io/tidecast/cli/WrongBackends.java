package io.tidecast.cli;

import io.tidecast.core.backend.Availability;
import io.tidecast.core.backend.Backend;
import io.tidecast.core.backend.BackendOptions;
import io.tidecast.core.backend.BackendProvider;
import io.tidecast.core.backend.Backends;
import io.tidecast.core.backend.Precision;
import io.tidecast.core.composite.Gru;
import io.tidecast.core.composite.GruGradient;
import io.tidecast.core.conformance.CappedBackend;
import io.tidecast.core.conformance.FailingBackend;
import io.tidecast.core.conformance.SlippingBackend;
import io.tidecast.core.graph.Op;
import io.tidecast.core.graph.Unary;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** Backends that are wrong in one operation, or in what they take, and only on the class path where a test puts them there. */
final class WrongBackends {
    /** By how much the operation's results are wrong. */
    static final double WRONG = 1e-3;

    private static final Availability WORKING = new Availability.Available("cpu, but wrong");

    private WrongBackends() {}

    /** A backend that is not chosen unless it is named. */
    abstract static class Last implements BackendProvider {
        private final String name;
        private final Availability availability;

        Last(String name, Availability availability) {
            this.name = name;
            this.availability = availability;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int priority() {
            return Integer.MIN_VALUE;
        }

        @Override
        public Availability probe() {
            return availability;
        }
    }

    /** One whose tanh is wrong, without kernels of its own for recurrent layers, so that tanh is asked for. */
    public static final class Tanh extends Last {
        static final String NAME = "wrong-tanh";

        public Tanh() {
            super(NAME, WORKING);
        }

        @Override
        public Backend open(BackendOptions options) {
            Predicate<Op> lacks = op -> op instanceof Gru || op instanceof GruGradient;
            return wrong(NAME, options, op -> op.equals(new Unary(Unary.Kind.TANH)), lacks);
        }
    }

    /** One whose gradient of a GRU is wrong. */
    public static final class Gradient extends Last {
        static final String NAME = "wrong-gradient";

        public Gradient() {
            super(NAME, WORKING);
        }

        @Override
        public Backend open(BackendOptions options) {
            return wrong(NAME, options, op -> op instanceof GruGradient, op -> false);
        }
    }

    /** One that takes any precision, and is right. */
    public static final class Obliging extends Last {
        static final String NAME = "obliging";

        public Obliging() {
            super(NAME, WORKING);
        }

        @Override
        public Backend open(BackendOptions options) {
            return SlippingBackend.obliging(
                    Backends.open("cpu", options.with(Precision.F32)), NAME, options.precision());
        }
    }

    /** One that breaks within the third epoch of a linear network's training on the sines, or little later. */
    public static final class Failing extends Last {
        static final String NAME = "failing";

        /** An epoch has 219 steps, of 7,000 windows, and judges 2,000 by 63. */
        private static final int RUNS = 2 * (219 + 63) + 50;

        public Failing() {
            super(NAME, WORKING);
        }

        @Override
        public Backend open(BackendOptions options) {
            return new FailingBackend(Backends.open("cpu", options), RUNS);
        }
    }

    /** One with little memory. */
    public static final class Small extends Last {
        static final String NAME = "small";

        public Small() {
            super(NAME, WORKING);
        }

        @Override
        public Backend open(BackendOptions options) {
            return new CappedBackend(Backends.open("cpu", options), 1 << 17);
        }
    }

    /** One that cannot start. */
    public static final class Broken extends Last {
        static final String NAME = "broken";
        static final String REASON = "its engine is missing";
        static final String REMEDY = "put one in";

        public Broken() {
            super(NAME, new Availability.Unavailable(REASON, REMEDY));
        }

        @Override
        public Backend open(BackendOptions options) {
            throw new IllegalStateException("nobody should open what cannot start");
        }
    }

    /** Writes into a folder what puts these backends on a class path that the folder is on; returns the folder. */
    static Path listedIn(Path folder) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF").resolve("services"));
        Files.write(
                services.resolve(BackendProvider.class.getName()),
                List.of(
                        Tanh.class.getName(),
                        Gradient.class.getName(),
                        Obliging.class.getName(),
                        Failing.class.getName(),
                        Small.class.getName(),
                        Broken.class.getName()));
        return folder;
    }

    /** Runs the command in this process with these backends beside the others. */
    static Terminal run(Path folder, String... args) throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        URL[] listing = {listedIn(folder).toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(listing, before)) {
            thread.setContextClassLoader(loader);
            return Terminal.run(args);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static Backend wrong(String name, BackendOptions options, Predicate<Op> slips, Predicate<Op> lacks) {
        return new SlippingBackend(Backends.open("cpu", options), name, slips, lacks, 1 + WRONG);
    }
}
