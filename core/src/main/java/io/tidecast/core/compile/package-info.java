/** From graph to runnable program: simplify, lower, schedule, plan memory, bind kernels. */
@NullMarked
package io.tidecast.core.compile;

import org.jspecify.annotations.NullMarked;
