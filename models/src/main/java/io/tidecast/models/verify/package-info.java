/** Whether backends train alike: the same steps on each, judged one by one, and how far they drift when left alone. */
@NullMarked
package io.tidecast.models.verify;

import org.jspecify.annotations.NullMarked;
