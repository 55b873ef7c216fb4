/** The faults that Tidecast tells apart: what the user gave, what went wrong inside, how an operation was misused. */
@NullMarked
package io.tidecast.core.error;

import org.jspecify.annotations.NullMarked;
