/** The {@code tidecast} command: what a person types, and what it prints. */
@NullMarked
package io.tidecast.cli;

import org.jspecify.annotations.NullMarked;
