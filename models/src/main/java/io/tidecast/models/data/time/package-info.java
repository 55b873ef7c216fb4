/** Times as they are written in files, the even step between them, and where they go on. */
@NullMarked
package io.tidecast.models.data.time;

import org.jspecify.annotations.NullMarked;
