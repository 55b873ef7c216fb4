/** Networks run step by step, in the same time and memory however long a sequence has become. */
@NullMarked
package io.tidecast.models.step;

import org.jspecify.annotations.NullMarked;
