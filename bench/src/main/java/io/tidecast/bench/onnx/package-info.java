/** The peer ONNX Runtime, and networks written in its terms. */
@NullMarked
package io.tidecast.bench.onnx;

import org.jspecify.annotations.NullMarked;
