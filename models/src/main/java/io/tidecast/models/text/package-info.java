/** Text for people, the same in every locale. */
@NullMarked
package io.tidecast.models.text;

import org.jspecify.annotations.NullMarked;
