package io.tidecast.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Core's packages stand in the order the data flows, and none of them looks back. */
class ArchitectureTest {
    private static final String CORE = "io.tidecast.core";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(CORE);

    /** A package of core with the other packages of core that it may use. */
    record Room(String name, List<String> uses) {
        static Room of(String name, String... uses) {
            return new Room(name, List.of(uses));
        }

        /** The room's package and whatever stands under it, in ArchUnit's notation. */
        static String within(String name) {
            return CORE + "." + name + "..";
        }

        @Override
        public String toString() {
            return name + " uses " + uses;
        }
    }

    static Stream<Room> rooms() {
        return Stream.of(
                Room.of("error"),
                Room.of("type", "error"),
                Room.of("random", "error"),
                Room.of("graph", "error", "type"),
                Room.of("op", "error", "type", "graph"),
                Room.of("grad", "error", "type", "graph", "op"),
                Room.of("composite", "error", "type", "graph", "op", "grad"),
                Room.of("optim", "error", "type", "graph", "op", "grad", "composite"),
                Room.of("backend", "error", "type", "graph"),
                Room.of("compile", "error", "type", "random", "graph", "op", "backend"),
                Room.of("compare", "error", "type", "graph", "backend", "compile"));
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void roomUsesOnlyRoomsBeforeIt(Room room) {
        Stream<String> ownPackages =
                Stream.concat(Stream.of(room.name()), room.uses().stream()).map(Room::within);
        String[] allowed = Stream.concat(Stream.of("java..", "org.jspecify.annotations"), ownPackages)
                .toArray(String[]::new);
        ArchRule rule = classes()
                .that()
                .resideInAPackage(Room.within(room.name()))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed)
                .allowEmptyShould(true);
        rule.check(CLASSES);
    }

    @Test
    void everyClassStandsInARoom() {
        assertFalse(CLASSES.isEmpty());
        classes()
                .should()
                .resideInAnyPackage(
                        rooms().map(room -> Room.within(room.name())).toArray(String[]::new))
                .check(CLASSES);
    }
}
