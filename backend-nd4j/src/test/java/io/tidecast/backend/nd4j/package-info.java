@NullMarked
package io.tidecast.backend.nd4j;

import org.jspecify.annotations.NullMarked;
