package io.tidecast.backend.cuda;

import io.tidecast.backend.cuda.CudaKernel.Operands;
import io.tidecast.core.composite.AdamStep;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Adam's step for some parameters in one launch, see {@code adam.cu}, which takes neighbours of its kind in: all that work
 * with the same settings and none of which writes where another reads or writes.
 */
record AdamLaunch(List<Parameter> parameters, Settings settings) implements Merging {
    private static final int MOST = 60;
    private static final int PARAMETER_WORDS = 8;
    private static final int THREADS = 256;
    private static final int ELEMENTS_OF_A_BLOCK = 1024;

    /** Copies the list. */
    AdamLaunch {
        parameters = List.copyOf(parameters);
    }

    /** A stretch of device memory. */
    private record Place(long address, long bytes) {
        static Place of(CudaBuffer buffer, long bytes) {
            return new Place(buffer.address().value(), bytes);
        }

        boolean meets(Place other) {
            return address < other.address + other.bytes && other.address < address + bytes;
        }
    }

    /** Where one parameter's values lie: parameter, gradient and moments, and the next parameter and moments. */
    record Parameter(List<Place> read, List<Place> written, int size) {
        static Parameter of(Operands places, int size) {
            long bytes = (long) size * Float.BYTES;
            return new Parameter(
                    places.inputs().subList(0, 4).stream()
                            .map(buffer -> Place.of(buffer, bytes))
                            .toList(),
                    places.outputs().stream()
                            .map(buffer -> Place.of(buffer, bytes))
                            .toList(),
                    size);
        }

        boolean disturbs(Parameter other) {
            return written.stream()
                    .anyMatch(place -> Stream.concat(other.read.stream(), other.written.stream())
                            .anyMatch(place::meets));
        }
    }

    /** What holds for all: where step size, gradient scale and apply lie, and the step's constants. */
    record Settings(List<Place> scalars, AdamStep adam) {
        static Settings of(Operands places, AdamStep adam) {
            return new Settings(
                    places.inputs().subList(4, 7).stream()
                            .map(buffer -> Place.of(buffer, Float.BYTES))
                            .toList(),
                    adam);
        }
    }

    static Launch of(Operands places, AdamStep adam, int size) {
        return new AdamLaunch(List.of(Parameter.of(places, size)), Settings.of(places, adam)).launch();
    }

    @Override
    public Optional<Launch> join(Launch next) {
        return next.merging() instanceof AdamLaunch other && mayJoin(other)
                ? Optional.of(new AdamLaunch(
                                Stream.concat(parameters.stream(), other.parameters.stream())
                                        .toList(),
                                settings)
                        .launch())
                : Optional.empty();
    }

    private boolean mayJoin(AdamLaunch other) {
        return settings.equals(other.settings)
                && parameters.size() + other.parameters.size() <= MOST
                && keepsSettings()
                && other.keepsSettings()
                && parameters.stream()
                        .allMatch(mine -> other.parameters.stream()
                                .noneMatch(theirs -> mine.disturbs(theirs) || theirs.disturbs(mine)));
    }

    private boolean keepsSettings() {
        return parameters.stream()
                .flatMap(parameter -> parameter.written().stream())
                .noneMatch(place -> settings.scalars().stream().anyMatch(place::meets));
    }

    private Launch launch() {
        Struct table = new Struct();
        int blocks = 0;
        for (Parameter parameter : parameters) {
            parameter.read().forEach(place -> table.wide(place.address()));
            parameter.written().forEach(place -> table.wide(place.address()));
            table.integers(parameter.size(), blocks);
            blocks += Math.ceilDiv(parameter.size(), ELEMENTS_OF_A_BLOCK);
        }
        for (int missing = parameters.size() * PARAMETER_WORDS; missing < MOST * PARAMETER_WORDS; missing++) {
            table.wide(0);
        }
        table.integer(parameters.size());
        AdamStep adam = settings.adam();
        Struct constants = new Struct();
        settings.scalars().forEach(place -> constants.wide(place.address()));
        constants
                .real((float) (1 - adam.beta1()))
                .real((float) (1 - adam.beta2()))
                .real((float) adam.epsilon());
        return Launch.of(
                        "adam",
                        "adam_step",
                        Grid.of(blocks, 1, 1, THREADS),
                        Arguments.of().struct(table).struct(constants))
                .merging(this);
    }
}
