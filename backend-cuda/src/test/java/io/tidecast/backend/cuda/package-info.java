@NullMarked
package io.tidecast.backend.cuda;

import org.jspecify.annotations.NullMarked;
