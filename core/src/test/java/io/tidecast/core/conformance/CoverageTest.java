package io.tidecast.core.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.tidecast.core.graph.Op;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Sees that no operation is left out of the suite; primitives are also counted by the suite itself. */
final class CoverageTest {
    @Test
    void everyOperationOfCoreHasACase() {
        Set<String> covered =
                ConformanceCases.covered().stream().map(Class::getName).collect(Collectors.toSet());
        List<String> missing = new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.tidecast.core")
                        .stream()
                        .filter(type -> type.isAssignableTo(Op.class) && !type.isInterface())
                        .map(JavaClass::getName)
                        .filter(name -> !name.startsWith("io.tidecast.core.graph.Leaf$"))
                        .filter(name -> !covered.contains(name))
                        .sorted()
                        .toList();
        assertEquals(List.of(), missing);
    }

    @Test
    void everyCaseHasANameOfItsOwn() {
        List<String> names = ConformanceCases.all().stream().map(OpCase::name).toList();
        List<String> repeated = names.stream()
                .filter(name -> names.indexOf(name) != names.lastIndexOf(name))
                .distinct()
                .toList();
        assertEquals(List.of(), repeated);
    }
}
