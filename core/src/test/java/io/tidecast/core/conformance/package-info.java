/** What every backend must compute: cases for each operation, and the suite that holds a backend against the reference. */
@NullMarked
package io.tidecast.core.conformance;

import org.jspecify.annotations.NullMarked;
