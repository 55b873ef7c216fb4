/** Functions that add primitive operations to a graph under the field's usual names. */
@NullMarked
package io.tidecast.core.op;

import org.jspecify.annotations.NullMarked;
