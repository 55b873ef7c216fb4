package io.tidecast.cli;

import io.tidecast.core.error.FailureException;
import io.tidecast.core.error.InputException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns whatever a command throws into one line on standard error and an exit status. */
final class Faults implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private final Console console;

    Faults(Console console) {
        this.console = console;
    }

    @Override
    public int handleParseException(ParameterException fault, String[] args) {
        if (fault.getCause() instanceof InputException wrong) {
            console.say(messageOf(wrong));
        } else {
            String command = fault.getCommandLine().getCommandSpec().qualifiedName();
            console.say(worded(fault) + "; '" + command + " --help' lists what there is");
        }
        return Status.WRONG_INPUT;
    }

    @Override
    public int handleExecutionException(Exception fault, CommandLine command, ParseResult parsed) {
        if (CommonOptions.debug(command.getCommandSpec().root().commandLine().getParseResult())) {
            fault.printStackTrace(console.err());
        }
        return report(fault);
    }

    private int report(Throwable fault) {
        return switch (fault) {
            case InputException wrong -> {
                console.say(messageOf(wrong));
                yield Status.WRONG_INPUT;
            }
            case FailureException failed -> {
                console.say(messageOf(failed));
                yield Status.FAILED;
            }
            default -> {
                console.say("internal fault: " + fault + "; run with --debug to see where, and report it");
                yield Status.FAILED;
            }
        };
    }

    private static String worded(ParameterException fault) {
        if (fault.getCause() instanceof TypeConversionException wrong) {
            return nameOf(fault.getArgSpec()) + messageOf(wrong);
        }
        if (!(fault instanceof UnmatchedArgumentException unmatched)) {
            return decapitalised(messageOf(fault));
        }
        String found = unmatched.getUnmatched().getFirst();
        boolean isRoot = unmatched.getCommandLine().getParent() == null;
        String kind = found.startsWith("-") ? "unknown option" : isRoot ? "unknown command" : "unexpected argument";
        List<String> near = unmatched.getSuggestions();
        return kind + " '" + found + "'" + (near.isEmpty() ? "" : ", did you mean " + near.getFirst() + "?");
    }

    private static String messageOf(Throwable fault) {
        return Objects.requireNonNullElseGet(fault.getMessage(), fault::toString);
    }

    private static String nameOf(@Nullable ArgSpec argument) {
        return switch (argument) {
            case OptionSpec option -> option.longestName() + ": ";
            case null, default -> "";
        };
    }

    private static String decapitalised(String message) {
        return message.isEmpty() ? message : Character.toLowerCase(message.charAt(0)) + message.substring(1);
    }
}
