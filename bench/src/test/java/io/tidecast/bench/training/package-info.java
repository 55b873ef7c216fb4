/** What must hold of whole trainings: the same bits however the code is run, and no garbage. */
@NullMarked
package io.tidecast.bench.training;

import org.jspecify.annotations.NullMarked;
