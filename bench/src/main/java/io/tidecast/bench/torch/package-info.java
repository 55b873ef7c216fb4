/** The peer libtorch: the tasks' networks through its C++ API, eager, with autograd and Adam, on one thread. */
@NullMarked
package io.tidecast.bench.torch;

import org.jspecify.annotations.NullMarked;
